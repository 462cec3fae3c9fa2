// @vitest-environment node
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { TransferController } from 'daily-transfer';
import { confirmations } from 'daily-transfer/confirmations';
import { HOME, PBX } from '../support/attached.js';
import { recordEvents } from '../support/event-log.js';
import { FakeCall, settled } from '../support/fake-call.js';
import {
  addressFact,
  fact,
  judged,
  makeKeys,
  sessionData,
  signed,
  type RelayKeys,
} from '../support/relay.js';

const BEFORE_REFER = 'transferee-address-unknown';

let keys: RelayKeys;
const controllers: TransferController[] = [];

beforeAll(async () => {
  keys = await makeKeys();
});
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const controller of controllers.splice(0)) controller.detach();
  vi.useRealTimers();
});

/** A page that comes when the caller is here already. */
async function late(
  call = new FakeCall(),
  { addresses = true }: { readonly addresses?: boolean } = {},
) {
  if (!('caller-1' in call.participants())) call.dialIn();
  const relay = confirmations({ publicKey: keys.jwk, addresses });
  const controller = TransferController.attach(call, {
    domain: 'acme',
    allowTargets: 'any',
    relay,
  });
  controllers.push(controller);
  const log = recordEvents(controller, { plans: true });
  const because = () => controller.plan({ sessionId: 'caller-1', toEndPoint: PBX }).because;
  const address = () => controller.transferees[0]?.address?.address;
  await judged();
  return { call, controller, log, because, address };
}

/** Session data with the signed address of the caller. */
async function told(fields: Parameters<typeof addressFact>[0] = {}) {
  const about = addressFact(fields);
  return sessionData([about.sessionId, await signed(keys, about)]);
}

describe('an address in the session data', () => {
  it('is known to a page that joins late, and the plan is a better one', async () => {
    const call = new FakeCall();
    call.data = { theme: 'dark', ...(await told()) };
    const { because, address } = await late(call);
    expect(address()).toBe(HOME);
    expect(because()).toBe('both-ends-outside');
  });

  it('makes a plan better while it is looked at, and tells so once', async () => {
    const { call, log, because, address } = await late();
    expect(because()).toBe(BEFORE_REFER);
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const data = await told();
    log.length = 0;
    call.changeData(data);
    await judged();
    expect(address()).toBe(HOME);
    expect(because()).toBe('both-ends-outside');
    expect(log).toEqual(['transferees-changed 1', 'plans-changed']);
    call.changeData({ ...data, theme: 'dark' });
    call.changeData({ ...data, ...sessionData(['caller-2', await signed(keys, addressFact())]) });
    await judged();
    expect(verify).toHaveBeenCalledTimes(2);
    expect(log.filter((line) => line === 'transferees-changed 1')).toHaveLength(1);
  });

  it('stays known when the entry is removed, as long as the caller is here', async () => {
    const call = new FakeCall();
    call.data = await told();
    const { because, address } = await late(call);
    call.changeData({});
    await judged();
    expect(address()).toBe(HOME);
    call.update('caller-1', { user_name: 'Alice B' });
    call.networkDown();
    call.networkUp();
    await judged();
    expect(because()).toBe('both-ends-outside');
  });

  it('may come before the caller does, and stays through a recovery of the network', async () => {
    const call = new FakeCall();
    call.enter({ session_id: 'caller-1', participantType: 'sip-dial-in' });
    const { address } = await late(call);
    call.leave('caller-1');
    call.changeData(await told({ sessionId: 'caller-9' }));
    await judged();
    call.networkDown();
    call.networkUp();
    await judged();
    call.enter({ session_id: 'caller-9', participantType: 'sip-dial-in', user_name: 'Bob' });
    expect(address()).toBe(HOME);
  });

  it('is known again after the page has left and come back', async () => {
    const call = new FakeCall();
    call.data = await told();
    const { address } = await late(call);
    call.leaveMeeting();
    expect(address()).toBeUndefined();
    call.enter({ session_id: 'caller-1', participantType: 'sip-dial-in' });
    call.join();
    await judged();
    expect(address()).toBe(HOME);
  });

  it('gives way to a dial event, before it and after it', async () => {
    const other = 'sip:bob@office.example.org';
    const { call, address } = await late();
    call.tell('dialin-connected', { sessionId: 'caller-1', sipFrom: other });
    call.changeData(await told());
    await judged();
    expect(address()).toBe(other);
    const next = await late(new FakeCall());
    next.call.changeData(await told());
    await judged();
    next.call.tell('dialin-connected', { sessionId: 'caller-1' });
    expect(next.address()).toBe(HOME);
    next.call.tell('dialin-connected', { sessionId: 'caller-1', sipFrom: other });
    expect(next.address()).toBe(other);
  });

  it('gives way to the address that a request states', async () => {
    const call = new FakeCall();
    call.data = await told();
    const { controller } = await late(call);
    const transfereeAddress = 'sip:bob@acme.sip.daily.co';
    const plan = controller.plan({ sessionId: 'caller-1', toEndPoint: PBX, transfereeAddress });
    expect(plan.transferee?.address?.address).toBe(transfereeAddress);
  });

  it('is read only where the app asks for it', async () => {
    const call = new FakeCall();
    call.data = await told();
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const { address } = await late(call, { addresses: false });
    call.changeData(await told());
    await judged();
    expect(address()).toBeUndefined();
    expect(verify).not.toHaveBeenCalled();
  });

  it('is read when the call joins, and not before', async () => {
    const call = new FakeCall({ joined: false });
    call.data = await told();
    const { address } = await late(call);
    expect(address()).toBeUndefined();
    call.join();
    await judged();
    expect(address()).toBe(HOME);
  });
});

describe('session data that is none of ours', () => {
  it('changes nothing', async () => {
    const { call, log, address } = await late();
    const right = await signed(keys, addressFact());
    const stranger = await signed(await makeKeys(), addressFact());
    const lies: readonly unknown[] = [
      undefined,
      null,
      7,
      'text',
      [],
      [right],
      { 'daily-transfer': right },
      sessionData(['caller-2', right]),
      sessionData(['', right]),
      sessionData(['caller-1', stranger]),
      sessionData(['caller-1', { ...right, s: stranger.s }]),
      sessionData(['caller-1', { ...right, v: 2 }]),
      sessionData(['caller-1', right.m]),
      sessionData(['caller-1', null]),
      sessionData(['caller-1', [right]]),
      sessionData(['caller-1', await signed(keys, addressFact({ room: 'other' }))]),
      sessionData(['caller-1', await signed(keys, addressFact({ address: 'no address' }))]),
      sessionData(['caller-1', await signed(keys, fact())]),
      JSON.parse(`{"__proto__":${JSON.stringify(await told())}}`),
      Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key-${index}`, right])),
    ];
    for (const data of lies) {
      call.changeData(data);
      await judged();
      expect(address(), JSON.stringify(data)?.slice(0, 200)).toBeUndefined();
    }
    expect(log.filter((line) => line.startsWith('transferees'))).toEqual([]);
    call.changeData(sessionData(['caller-1', right]));
    await judged();
    expect(address()).toBe(HOME);
  });

  it('is verified once an entry, and no more than 500 of them', async () => {
    const { call, controller } = await late();
    const stranger = await signed(await makeKeys(), addressFact());
    const entries = Array.from(
      { length: 600 },
      (_, index) => [`x${index}`, { ...stranger, m: `${stranger.m}${index}` }] as const,
    );
    const verify = vi.spyOn(crypto.subtle, 'verify');
    for (let change = 0; change < 5; change += 1)
      call.changeData({ change, ...sessionData(...entries) });
    await judged();
    expect(verify).toHaveBeenCalledTimes(500);
    expect(controller.transferees).toHaveLength(1);
  });

  it('may be odd or missing in a call object of another kind', async () => {
    const call = new FakeCall();
    call.meetingSessionState = () => {
      throw new Error('not supported');
    };
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const { address } = await late(call);
    call.changeData(await told());
    await judged();
    expect(address()).toBeUndefined();
    Object.assign(call, { room: undefined });
    call.join();
    await judged();
    expect(reported).toEqual([]);
    vi.unstubAllGlobals();
  });

  it('comes to nothing once the controller is detached', async () => {
    const { call, controller, address, log } = await late();
    call.changeData(await told());
    controller.detach();
    await settled();
    const before = log.length;
    await judged();
    expect(address()).toBeUndefined();
    expect(log).toHaveLength(before);
    expect(call.events.count()).toEqual({});
  });
});
