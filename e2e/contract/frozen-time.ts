interface Waiting {
  readonly due: number;
  readonly act: () => void;
}

/** Timers of the page that stand still but for `pass()`: for a library whose every timer is `setTimeout`. */
export interface FrozenTime {
  /** How many timers wait. */
  readonly waiting: () => number;
  readonly thaw: () => void;
}

/**
 * Takes over `setTimeout`, `clearTimeout` and `performance.now()` of this page. `daily.advance()` finds the
 * clock where Sinon's fake timers leave theirs.
 */
export function freezeTime(): FrozenTime {
  const real = { setTimeout: window.setTimeout, clearTimeout: window.clearTimeout };
  const readClock = performance.now.bind(performance);
  const timers = new Map<number, Waiting>();
  let now = readClock();
  let ids = 1_000_000;
  const start = (act: () => void, ms = 0) => {
    timers.set((ids += 1), { due: now + ms, act });
    return ids;
  };
  const stop = (id?: number) => {
    if (id !== undefined && !timers.delete(id)) real.clearTimeout.call(window, id);
  };
  const tickAsync = async (ms: number) => {
    const end = now + ms;
    for (let id = nextBy(timers, end); id !== undefined; id = nextBy(timers, end)) {
      const timer = timers.get(id);
      timers.delete(id);
      now = Math.max(now, timer?.due ?? now);
      timer?.act();
      await settled();
    }
    now = end;
    await settled();
  };
  const faked = Object.assign(start, { clock: { tickAsync } });
  Object.assign(window, { setTimeout: faked, clearTimeout: stop });
  performance.now = () => now;
  return {
    waiting: () => timers.size,
    thaw: () => {
      Object.assign(window, real);
      performance.now = readClock;
    },
  };
}

function nextBy(timers: ReadonlyMap<number, Waiting>, end: number): number | undefined {
  const due = [...timers].filter(([, timer]) => timer.due <= end);
  return due.sort(([, one], [, other]) => one.due - other.due)[0]?.[0];
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
