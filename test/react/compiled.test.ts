import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { Desk } from '../../e2e/react/desk.js';
import { FakeCall } from '../support/fake-call.js';
import { prepareRoot } from '../support/react-root.js';

const { draw, happen, page } = prepareRoot();

/** What stands for each caller in the part of that name: a button, or what is in the way of it. */
function shown(label: string): readonly string[] {
  const part = page().querySelector(`[aria-label="${label}"]`);
  return [...(part?.children ?? [])].map((one) => `${one.localName}: ${one.textContent}`);
}

describe("useTransfers under React's compiler", () => {
  it('draws no plan that is out of date', async () => {
    const call = new FakeCall();
    await draw(createElement(Desk, { call }));
    await happen(() => call.dialIn({ name: 'Alice' }));
    expect(shown('Callers')).toEqual(['button: Send Alice']);
    await happen(() => call.grant({ owner: false }));
    expect(shown('Callers')).toEqual(['p: may-transfer']);
    await happen(() => call.grant({ owner: true }));
    await happen(() => call.networkDown());
    expect(shown('Callers')).toEqual(['p: network-up']);
    await happen(() => call.networkUp());
    expect(shown('Callers')).toEqual(['button: Send Alice']);
    await happen(() => call.destroy());
    expect(shown('Callers')).toEqual([]);
  });

  it('is compiled: a plan by a function that stays the same is out of date', async () => {
    const call = new FakeCall();
    await draw(createElement(Desk, { call }));
    await happen(() => call.dialIn({ name: 'Alice' }));
    await happen(() => call.grant({ owner: false }));
    expect(shown('Callers with stale plans')).toEqual(['button: Send Alice']);
  });
});
