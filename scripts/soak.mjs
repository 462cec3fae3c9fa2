// `npm run soak`: 10,000 transfers and 100,000 attach/detach in Chromium on the built package. After forced
// collection no listener and no timer may be left, and the heap may have grown by 1 MB at most, all by the
// DevTools protocol. `-- --share 0.1` for a tenth of it.
import { parseArgs } from 'node:util';
import { withFiguresPage } from './figures-page.mjs';
import { keepFigures, kilobytes, thousands } from './set-up.mjs';

const { values } = parseArgs({ options: { share: { type: 'string', default: '1' } } });
const [transfers, attaches] = [10_000, 100_000].map((count) => count * Number(values.share));

const found = await withFiguresPage(soak);
const { before, after, detached } = found;
const grown = after.heapBytes - before.heapBytes;
const held =
  grown <= 1_000_000 &&
  after.timers === 0 &&
  after.listeners === before.listeners &&
  after.pageListeners <= before.pageListeners &&
  detached.listeners === 0;
console.log({ ...found, grown, held });
const what = `${thousands(transfers)} transfers, ${thousands(attaches)} attach/detach: heap, listeners and timers left`;
const seen = `${kilobytes(grown)}, ${detached.listeners} and ${after.timers}`;
keepFigures('soak', [[what, '< 1 MB, 0 and 0', seen, held]]);
process.exitCode = held ? 0 : 1;

/** The history is full and all code has run before the first look, so that only what leaks is seen. */
async function soak(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const transfer = (count) => page.evaluate((n) => window.figures.soak.transfers(n), count);
  const attach = (count) => page.evaluate((n) => window.figures.soak.attaches(n), count);
  await transfer(2_000);
  await attach(5_000);
  await transfer(1_000);
  const looks = { before: await look(page, session) };
  looks.ends = await transfer(transfers);
  await attach(attaches);
  await transfer(200);
  looks.after = await look(page, session);
  await page.evaluate(() => window.figures.soak.detach());
  looks.detached = await look(page, session);
  return looks;
}

async function look(page, session) {
  for (let turn = 0; turn < 3; turn += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const pageListeners = metrics.find(({ name }) => name === 'JSEventListeners').value;
  const own = await page.evaluate(() => window.figures.soak.held());
  return { heapBytes: usedSize, pageListeners, ...own };
}
