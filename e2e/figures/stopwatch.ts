/** One thing to be measured: does its work so many times. */
export type Work = (times: number) => void;

/**
 * Microseconds that one time of each work takes: the median of rounds in which all take their turn, after a
 * warm-up, each round long enough for the page's clock.
 */
export function measure(works: Readonly<Record<string, Work>>, rounds: number): number[] {
  const runs = Object.values(works).map((work) => ({ work, times: calibrate(work) }));
  const seen = runs.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    runs.forEach(({ work, times }, index) => seen[index]?.push(timeOf(work, times) / times));
  }
  return seen.map((times) => median(times) * 1000);
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function timeOf(work: Work, times: number): number {
  const start = performance.now();
  work(times);
  return performance.now() - start;
}

/** So many times that a round takes ten milliseconds; all of them together are the warm-up. */
function calibrate(work: Work): number {
  let times = 16;
  while (timeOf(work, times) < 10) times *= 2;
  for (let turn = 0; turn < 5; turn += 1) timeOf(work, times);
  return times;
}
