import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { TransferController } from 'daily-transfer';
import { useTransfer } from 'daily-transfer/react';
import { PBX } from '../support/attached.js';
import { FakeCall } from '../support/fake-call.js';
import { prepareRoot } from '../support/react-root.js';
import { Desk, OPTIONS } from './desk.js';

const { draw, happen } = prepareRoot();

let statuses: (string | undefined)[];
beforeEach(() => void (statuses = []));

function One({ id }: { readonly id: string | undefined }): null {
  statuses.push(useTransfer(id)?.status);
  return null;
}

/** A call with a transfer that was just asked for. */
function transferring() {
  const call = new FakeCall();
  const sessionId = call.dialIn();
  const controller = TransferController.attach(call, OPTIONS);
  void controller.transfer({ sessionId, toEndPoint: PBX });
  return { call, sessionId, id: controller.transfers[0]?.id };
}

describe('useTransfer', () => {
  it('draws one transfer as it goes on, also where its controller comes later', async () => {
    const { call, sessionId, id } = transferring();
    await draw(createElement(One, { id }));
    expect(statuses).toEqual([undefined]);
    await draw([createElement(One, { id, key: 1 }), createElement(Desk, { call, key: 2 })]);
    expect(statuses.at(-1)).toBe('requested');
    await happen(() => call.accept());
    expect(statuses.at(-1)).toBe('accepted');
    await happen(() => call.leave(sessionId));
    expect(statuses.at(-1)).toBe('handed-off');
  });

  it('is not drawn again for another transfer', async () => {
    const { call, id } = transferring();
    await draw([createElement(One, { id, key: 1 }), createElement(Desk, { call, key: 2 })]);
    const { length } = statuses;
    await happen(() => call.dialIn());
    expect(statuses).toHaveLength(length);
  });

  it('draws nothing until there is an id', async () => {
    const { call, id } = transferring();
    const desk = createElement(Desk, { call, key: 2 });
    await draw([createElement(One, { id: undefined, key: 1 }), desk]);
    expect(statuses.at(-1)).toBeUndefined();
    await draw([createElement(One, { id, key: 1 }), desk]);
    expect(statuses.at(-1)).toBe('requested');
  });

  it('draws nothing on a server', () => {
    const { id } = transferring();
    expect(renderToString(createElement(One, { id }))).toBe('');
    expect(statuses).toEqual([undefined]);
  });

  it('knows a transfer when the desk is gone, and when its call has ended', async () => {
    const { call, id } = transferring();
    await draw(createElement(Desk, { call }));
    await draw([createElement(One, { id, key: 1 })]);
    expect(statuses.at(-1)).toBe('requested');
    await happen(() => call.destroy());
    expect(statuses.at(-1)).toBe('unconfirmed');
    const other = createElement(Desk, { call: new FakeCall(), key: 2 });
    await draw([createElement(One, { id, key: 1 }), other]);
    expect(statuses.at(-1)).toBe('unconfirmed');
    await draw([createElement(One, { id, key: 3 }), other]);
    expect(statuses.at(-1)).toBe('unconfirmed');
  });

  it('knows what a component on another copy of the package has attached', async () => {
    vi.resetModules();
    const other = await import('daily-transfer/react');
    expect(other.useTransfers).not.toBe(useTransfer);
    const { call, id } = transferring();
    function Other() {
      other.useTransfers(call, OPTIONS);
      return createElement(One, { id });
    }
    await draw(createElement(Other));
    expect(statuses.at(-1)).toBe('requested');
    await happen(() => call.accept());
    expect(statuses.at(-1)).toBe('accepted');
  });

  it('lets a call object go that is destroyed and no longer drawn', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const calls: WeakRef<FakeCall>[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const { call, id } = transferring();
      calls.push(new WeakRef(call));
      await draw([
        createElement(One, { id, key: 1 }),
        createElement(Desk, { call, drawn: [], key: 2 }),
      ]);
      await happen(() => call.destroy());
    }
    await draw(null);
    await draw(createElement(One, { id: 'another' }));
    await vi.waitFor(() => {
      collect();
      expect(calls.filter((call) => call.deref())).toHaveLength(0);
    }, 60_000);
    const { call, id } = transferring();
    await draw([createElement(Desk, { call, key: 2 }), createElement(One, { id, key: 3 })]);
    expect(statuses.at(-1)).toBe('requested');
  });
});
