import Daily, { type DailyCall } from '@daily-co/daily-js';
import * as dailyReact from '@daily-co/daily-react';
import * as react from 'react';
import { act, createElement, StrictMode, type FunctionComponent } from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as transfer from 'daily-transfer';
import * as hooks from 'daily-transfer/react';
import { simulateDaily, type SimulatedDaily, type SimulatedRoom } from 'daily-transfer/simulator';
import { createCall, releaseCalls } from '../support/genuine-daily.js';
import { prepareRoot } from '../support/react-root.js';
import { runSample } from './run-sample.js';

const MODULES = {
  react,
  'react/jsx-runtime': jsxRuntime,
  '@daily-co/daily-react': dailyReact,
  'daily-transfer': transfer,
  'daily-transfer/react': hooks,
};

describe('the samples in React', () => {
  const { draw, page } = prepareRoot();
  let daily: SimulatedDaily;
  let room: SimulatedRoom;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    daily = simulateDaily({ domain: 'acme', clock: 'virtual' });
    room = daily.room('support');
    // The samples are run as they are, so the simulated domain comes in here.
    const module = { version: Daily.version, createCallObject: Daily.createCallObject.bind(Daily) };
    vi.spyOn(Daily, 'createCallObject').mockImplementation((options) =>
      createCall(daily, module, options),
    );
  });
  afterEach(async () => {
    await act(() => releaseCalls(daily));
    vi.useRealTimers();
  });

  /** Something happens, and the components hear of it. */
  async function happen(what: () => unknown): Promise<void> {
    await act(async () => {
      what();
      await daily.settled();
      await daily.advance(1_000);
    });
  }

  const buttons = () => [...page().querySelectorAll('button')];
  const click = (text: string) =>
    happen(() =>
      buttons()
        .find(({ textContent }) => textContent === text)
        ?.click(),
    );

  it('work as a desk with daily-react', async () => {
    const { Desk } = runSample<{ Desk: FunctionComponent<{ url: string; token: string }> }>(
      'docs/react.md',
      '// desk.tsx\n',
      MODULES,
    );
    const desk = createElement(Desk, { url: room.url, token: room.ownerToken });
    expect(renderToString(desk)).toContain('Join');
    await draw(createElement(StrictMode, null, desk));
    await click('Join');
    await happen(() => room.dialIn({ name: 'Alice' }));
    await happen(() => room.networkDown());
    expect(buttons().map(({ disabled }) => disabled)).toEqual([true, true]);
    expect(page().querySelector('p')?.textContent).toContain('network');
    await happen(() => room.networkUp());
    await click('Send Alice to billing');
    expect(page().querySelector('li')?.textContent).toBe('Alice: handed-off');
    expect(buttons()).toHaveLength(1);
    expect(daily.room('billing').callers).toHaveLength(1);
  });

  it('wait for the options', async () => {
    const { useDesk } = runSample<{
      useDesk: (call: DailyCall, config?: { domain: string }) => hooks.Transfers;
    }>('docs/react.md', 'config ? call', MODULES);
    const call = Daily.createCallObject();
    function Late({ config }: { readonly config?: { domain: string } }) {
      return String(useDesk(call, config).attached);
    }
    await draw(createElement(Late));
    expect(page().textContent).toBe('false');
    await draw(createElement(Late, { config: { domain: 'acme' } }));
    expect(page().textContent).toBe('true');
    expect(transfer.TransferController.attach(call).options.domain).toBe('acme');
  });

  it('tell how a transfer has ended', async () => {
    const { useOutcome } = runSample<{
      useOutcome: (tell: (record: transfer.TransferRecord) => void) => void;
    }>('docs/react.md', '// use-outcome.ts\n', MODULES);
    const told: string[] = [];
    const tell = ({ status }: transfer.TransferRecord) => void told.push(status);
    function Probe() {
      useOutcome(tell);
      return null;
    }
    const call = Daily.createCallObject();
    const probe = createElement(Probe);
    const provided = createElement(dailyReact.DailyProvider, { callObject: call }, probe);
    await draw(createElement(StrictMode, null, provided));
    await happen(() => call.join({ url: room.url, token: room.ownerToken }));
    let sessionId = '';
    await happen(() => (sessionId = room.dialIn({ name: 'Alice' })));
    const transfers = transfer.TransferController.attach(call);
    const toEndPoint = daily.room('billing').sipUri;
    await happen(() => transfers.transfer({ sessionId, toEndPoint }));
    expect(told).toEqual(['handed-off']);
  });

  it('of the README work', async () => {
    const { Callers } = runSample<{ Callers: FunctionComponent<{ call: DailyCall | null }> }>(
      'README.md',
      'export function Callers',
      MODULES,
    );
    await draw(createElement(Callers, { call: null }));
    expect(page().textContent).toBe('');
    const call = Daily.createCallObject();
    await draw(createElement(Callers, { call }));
    await happen(() => call.join({ url: room.url, token: room.ownerToken }));
    await happen(() => room.dialIn({ name: 'Alice' }));
    await happen(() => room.revokeOwner());
    expect(buttons().map(({ disabled }) => disabled)).toEqual([true]);
    await happen(() => room.grant({ canAdmin: true }));
    await click('Send Alice to billing');
    expect(buttons()).toEqual([]);
    expect(daily.room('billing').callers).toHaveLength(1);
  });
});
