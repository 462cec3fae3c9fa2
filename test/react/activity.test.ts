import { Activity, createElement } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { TransferController } from 'daily-transfer';
import { PBX } from '../support/attached.js';
import { FakeCall } from '../support/fake-call.js';
import { prepareRoot } from '../support/react-root.js';
import { Desk, forget, latest, namesIn } from './desk.js';

const { draw, happen } = prepareRoot();
afterEach(forget);

const desk = (call: FakeCall, mode: 'hidden' | 'visible') =>
  draw(createElement(Activity, { mode, children: createElement(Desk, { call }) }));

describe('useTransfers within an Activity', () => {
  it('attaches when it is shown', async () => {
    const call = new FakeCall();
    call.dialIn({ name: 'Alice' });
    await desk(call, 'hidden');
    expect(call.events.count()).toEqual({});
    await desk(call, 'visible');
    expect(namesIn(latest())).toBe('Alice');
  });

  it('hears nothing while it is hidden, and shows all of it afterwards', async () => {
    const call = new FakeCall();
    const sessionId = call.dialIn({ name: 'Alice' });
    await desk(call, 'visible');
    const controller = TransferController.attach(call);
    await desk(call, 'hidden');
    const before = latest();
    await happen(() => controller.transfer({ sessionId, toEndPoint: PBX }));
    expect(latest()).toBe(before);
    await desk(call, 'visible');
    expect(TransferController.attach(call)).toBe(controller);
    expect(latest().transfers.map(({ status }) => status)).toEqual(['requested']);
  });

  it('leaves a call alone that was destroyed while it was hidden', async () => {
    const call = new FakeCall();
    await desk(call, 'visible');
    await desk(call, 'hidden');
    await happen(() => call.destroy());
    await desk(call, 'visible');
    expect(call.events.count()).toEqual({});
    expect(latest().attached).toBe(false);
  });
});
