import { describe, expect, it } from 'vitest';
import { exportTransfer } from 'daily-transfer';
import { attached, errorOf, HOME, newest, PHONE } from './support/attached.js';
import { findLeaks } from './support/fixtures.js';
import { takeCaptures } from './support/privacy.js';

/** A leak that is planted, by the door through which it goes out. */
const plants: readonly (readonly [string, () => unknown])[] = [
  ['console.log', () => console.log('calling', PHONE)],
  ['console.warn', () => console.warn({ target: PHONE })],
  ['console.error', () => console.error(new Error(`no such number: ${PHONE}`))],
  ['setItem', () => sessionStorage.setItem('last', '+1 (415) 555-2671')],
  ['setItem', () => localStorage.setItem('last', JSON.stringify([PHONE]))],
  ['fetch', () => fetch(`data:text/plain,${PHONE}`).catch(() => {})],
  ['XMLHttpRequest', () => new XMLHttpRequest().open('POST', `data:text/plain,${PHONE}`)],
];

describe('the capture that every unit test runs under', () => {
  it.each(plants)('finds a number that goes out by %s', (by, leak) => {
    leak();
    const found = takeCaptures().filter(({ text }) => findLeaks(text).length > 0);
    expect(found.map((one) => one.by)).toEqual([by]);
    sessionStorage.clear();
    localStorage.clear();
  });

  it('finds a number that is printed while code of ours runs', async () => {
    const { call, controller, caller } = attached();
    controller.on('transfer-failed', ({ transfer }) =>
      console.info(transfer.plan.request.toEndPoint),
    );
    const promise = controller.transfer({ sessionId: caller, toEndPoint: PHONE });
    await call.refuse('no');
    await errorOf(promise);
    const found = takeCaptures().filter(({ text }) => findLeaks(text).length > 0);
    expect(found.map(({ by }) => by)).toEqual(['console.info']);
    controller.detach();
  });

  it('finds nothing in what the library writes, unless it is asked for', async () => {
    const { call, controller, caller } = attached({}, { from: HOME });
    const promise = controller.transfer({ sessionId: caller, toEndPoint: PHONE });
    await call.refuse(`no such number: ${PHONE}`);
    const error = await errorOf(promise);
    const record = newest(controller);
    console.info(error.message, JSON.stringify(error), JSON.stringify(record), String(record));
    expect(takeCaptures().flatMap(({ text }) => findLeaks(text))).toEqual([]);
    const unmasked = JSON.stringify(exportTransfer(record, { unmasked: true }));
    expect(findLeaks(unmasked)).toEqual(['4155552671', 'alice@home.example.net']);
    controller.detach();
  });
});
