// `npm run bench`: what things cost, as ratios within one run in Chromium (design §11). Absolute times are
// printed, not held. `-- --rounds 10` for a shorter run. Fails when a ratio is missed.
import { parseArgs } from 'node:util';
import { withFiguresPage, writeReport } from './figures-page.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '41' } } });
const rounds = Number(values.rounds);

const measures = await withFiguresPage((page) =>
  page.evaluate((count) => window.figures.bench(count), rounds),
);
const judged = measures.map(({ name, ratio, hold, micros }) => ({
  name,
  ratio: round(ratio),
  hold,
  held: isHeld(ratio, hold),
  micros,
}));
for (const measure of judged) console.log(describe(measure));
writeReport('bench', { rounds, measures: judged });
process.exitCode = judged.every(({ held }) => held) ? 0 : 1;

function isHeld(ratio, { atMost = Infinity, atLeast = 0 }) {
  return ratio <= atMost && ratio >= atLeast;
}

function describe({ name, ratio, hold, held, micros }) {
  const bound = hold.atMost === undefined ? `at least ${hold.atLeast}` : `at most ${hold.atMost}`;
  const times = Object.entries(micros).map(([what, time]) => `${what} ${time.toFixed(2)} µs`);
  return `${held ? 'held  ' : 'MISSED'} ${name}: ${ratio} × (${bound}); ${times.join(', ')}`;
}

function round(ratio) {
  return Number(ratio.toPrecision(3));
}
