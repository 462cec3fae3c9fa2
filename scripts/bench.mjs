// `npm run bench`: what things cost, as ratios within one run in Chromium. Absolute times are printed, not held.
// `-- --rounds 10` for a shorter run. Fails when a ratio is missed.
import { parseArgs } from 'node:util';
import { withFiguresPage } from './figures-page.mjs';
import { keepFigures } from './set-up.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '41' } } });
const measures = await withFiguresPage((page) =>
  page.evaluate((count) => window.figures.bench(count), Number(values.rounds)),
);
const writeTime = (micros) => `${micros.toPrecision(2)} µs`;
const rows = measures.map(({ name, ratio, hold: { atMost, atLeast }, micros }) => [
  name,
  atMost === undefined ? `≥ ${atLeast} ×` : `≤ ${atMost} ×`,
  `${ratio.toPrecision(3)} × (${Object.values(micros).map(writeTime).join(' and ')})`,
  ratio <= (atMost ?? Infinity) && ratio >= (atLeast ?? 0),
]);
for (const [name, bound, seen, isHeld] of rows)
  console.log(`${isHeld ? 'held  ' : 'MISSED'} ${name}: ${seen}, ${bound}`);
keepFigures('bench', rows);
process.exitCode = rows.every(([, , , isHeld]) => isHeld) ? 0 : 1;
