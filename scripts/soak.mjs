// `npm run soak`: 10,000 transfers and 100,000 attach/detach in Chromium on the built package. After forced
// collection no listener and no timer may be left, and the heap may have grown by 1 MB at most, all by the
// DevTools protocol. `-- --share 0.1` for a tenth of it.
import { parseArgs } from 'node:util';
import { withFiguresPage, writeReport } from './figures-page.mjs';

const { values } = parseArgs({ options: { share: { type: 'string', default: '1' } } });
const share = Number(values.share);
const counts = { transfers: 10_000 * share, attaches: 100_000 * share };
const HELD_HEAP = 1_000_000;

const report = await withFiguresPage(soak);
const faults = findFaults(report);
writeReport('soak', { ...report, held: faults.length === 0 });
console.log(JSON.stringify(report, null, 2));
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

/** The history is full and all code has run before the first look, so that only what leaks is seen. */
async function soak(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.evaluate(() => window.figures.soak.transfers(2_000));
  await page.evaluate(() => window.figures.soak.attaches(5_000));
  await page.evaluate(() => window.figures.soak.transfers(1_000));
  const before = await look(page, session);
  const start = Date.now();
  const ends = await page.evaluate((n) => window.figures.soak.transfers(n), counts.transfers);
  const afterTransfers = await look(page, session);
  await page.evaluate((n) => window.figures.soak.attaches(n), counts.attaches);
  await page.evaluate(() => window.figures.soak.transfers(200));
  const after = await look(page, session);
  const seconds = (Date.now() - start) / 1000;
  await page.evaluate(() => window.figures.soak.detach());
  const detached = await look(page, session);
  return { ...counts, ends, seconds, before, afterTransfers, after, detached };
}

async function look(page, session) {
  for (let turn = 0; turn < 3; turn += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const pageListeners = metrics.find(({ name }) => name === 'JSEventListeners').value;
  return { heapBytes: usedSize, pageListeners, ...(await held(page)) };
}

function held(page) {
  return page.evaluate(() => window.figures.soak.held());
}

function findFaults({ before, after, detached }) {
  const grown = after.heapBytes - before.heapBytes;
  return [
    grown > HELD_HEAP && `the heap grew by ${grown} bytes`,
    after.timers > 0 && `${after.timers} timers are left`,
    after.listeners !== before.listeners &&
      `${after.listeners} listeners on the call object, before ${before.listeners}`,
    detached.listeners > 0 && `${detached.listeners} listeners are left after detach()`,
    after.pageListeners > before.pageListeners &&
      `${after.pageListeners} listeners on the page, before ${before.pageListeners}`,
  ].filter(Boolean);
}
