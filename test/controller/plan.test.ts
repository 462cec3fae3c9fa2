import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TransferController, type CheckCode, type TransferRequest } from 'daily-transfer';
import { attached, BILLING, errorOf, HOME, PBX } from '../support/attached.js';
import { FakeCall } from '../support/fake-call.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An input that must not be sent, and the one check that says so. */
interface Bad {
  readonly name: string;
  readonly request?: Partial<TransferRequest>;
  readonly spoil?: (call: FakeCall) => void;
  readonly blockers: readonly CheckCode[];
  /** Part of its sentence, its hint or its fix, by which a person knows what to do. */
  readonly says: string;
}

const target = (toEndPoint: string) => ({ request: { toEndPoint } });
const who = (sessionId: string) => ({ request: { sessionId } });

const bad: readonly Bad[] = [
  {
    name: 'an unknown session',
    ...who('nobody'),
    blockers: ['transferee-present'],
    says: 'Take the session id from controller.transferees',
  },
  {
    name: '`local`',
    ...who('local'),
    blockers: ['transferee-present'],
    says: "caller's session id, not the local one",
  },
  {
    name: 'the local participant',
    ...who('me'),
    blockers: ['transferee-present'],
    says: 'This is you',
  },
  {
    name: '`__proto__`',
    ...who('__proto__'),
    blockers: ['transferee-present'],
    says: 'not in the call',
  },
  {
    name: '`constructor`',
    ...who('constructor'),
    blockers: ['transferee-present'],
    says: 'not in the call',
  },
  {
    name: 'a web participant',
    ...who('web'),
    blockers: ['transferee-is-telephony'],
    says: 'by SIP or phone',
  },
  { name: 'an empty target', ...target(''), blockers: ['target-valid'], says: '' },
  { name: 'sip: alone', ...target('sip:'), blockers: ['target-valid'], says: '' },
  { name: 'a line break', ...target('sip:a@b\r\nX: 1'), blockers: ['target-valid'], says: '' },
  { name: 'an emergency number', ...target('tel:911'), blockers: ['target-valid'], says: '' },
  {
    name: 'our domain as a user',
    ...target('sip:acme.sip.daily.co@evil.com'),
    blockers: ['target-allowed'],
    says: 'evil.com',
  },
  {
    name: 'our domain as a sub-domain',
    ...target('sip:x@sip.daily.co.evil.com'),
    blockers: ['target-allowed'],
    says: 'evil.com',
  },
  {
    name: 'the domain of another',
    ...target('sip:x@other.sip.daily.co'),
    blockers: ['target-allowed'],
    says: 'other',
  },
  { name: 'sips:', ...target('sips:a@b.c'), blockers: ['target-valid'], says: '' },
  {
    name: 'an extension with a SIP target',
    request: { extension: '1' },
    blockers: ['extension-usable'],
    says: 'Only a phone can have an extension',
  },
  {
    name: 'a caller id with a SIP target',
    request: { callerId: '3fa85f64-5717-4562-b3fc-2c963f66afa6' },
    blockers: ['caller-id-usable'],
    says: 'Only a phone',
  },
  {
    name: 'a REFER inside Daily',
    request: { method: 'sipRefer' },
    blockers: ['refer-target-outside'],
    says: 'sipCallTransfer',
  },
  {
    name: 'not joined',
    spoil: (call) => call.leaveMeeting(),
    blockers: ['joined'],
    says: 'Join the call',
  },
  {
    name: 'not owner',
    spoil: (call) => call.grant({ owner: false }),
    blockers: ['may-transfer'],
    says: 'is_owner',
  },
  {
    name: 'no network',
    spoil: (call) => call.networkDown(),
    blockers: ['network-up'],
    says: 'Wait',
  },
  {
    name: 'peer to peer',
    spoil: (call) => void (call.topology = 'peer'),
    blockers: ['room-on-sfu'],
    says: 'setNetworkTopology',
  },
  {
    name: 'a destroyed call object',
    spoil: (call) => call.destroy({ silently: true }),
    blockers: ['call-alive'],
    says: 'Attach',
  },
  {
    name: 'an old daily-js',
    spoil: (call) => void Object.assign(call, { sipCallTransfer: undefined }),
    blockers: ['method-available'],
    says: 'Update @daily-co/daily-js',
  },
  {
    name: 'Américas',
    ...target('+1 (415) 555-2671'),
    blockers: ['target-allowed'],
    says: 'allowTargets',
  },
  {
    name: 'an outside PBX',
    ...target('SIP:Bob@PBX.Example.COM.'),
    blockers: ['target-allowed'],
    says: 'pbx.example.com',
  },
];

describe('bad input', () => {
  it.each(bad)('$name gives $blockers, and nothing is sent', async (input) => {
    const call = new FakeCall();
    const controller = TransferController.attach(call, { domain: 'acme' });
    const sessionId = call.dialIn();
    call.enter({ session_id: 'web', user_name: 'Guest' });
    input.spoil?.(call);
    const request = { sessionId, toEndPoint: BILLING, ...input.request };

    const plan = controller.plan(request);
    expect(plan.ready).toBe(false);
    expect(plan.blockers.map(({ code }) => code)).toEqual(input.blockers);
    const [blocker] = plan.blockers;
    expect(`${blocker?.message} ${blocker?.hint} ${blocker?.fix}`).toContain(input.says);
    expect(blocker?.hint).toMatch(/^[^\n]{10,}$/);

    const error = await errorOf(controller.transfer(request));
    expect(error.code).toBe('blocked');
    expect(error.plan?.blockers).toEqual(plan.blockers);
    expect(call.sent).toEqual([]);
    expect(controller.transfers).toEqual([]);
    controller.detach();
  });

  it.each([
    ['+1 (415) 555-2671', '+14155552671'],
    ['SIP:Bob@PBX.Example.COM.', 'sip:Bob@pbx.example.com'],
  ])('%s is valid and shown as %s', (text, canonical) => {
    const { controller, caller } = attached();
    const plan = controller.plan({ sessionId: caller, toEndPoint: text });
    expect(plan.ready).toBe(true);
    expect(plan.request.toEndPoint).toBe(canonical);
    expect(plan.target).toMatchObject({ address: canonical });
    controller.detach();
  });
});

describe('plan()', () => {
  it('sends nothing, tells nothing and changes nothing', () => {
    const { call, controller, log, caller } = attached();
    const request = Object.freeze({ sessionId: caller, toEndPoint: BILLING });
    const plan = controller.plan(request);
    expect(plan.ready).toBe(true);
    expect(plan.transferee).toMatchObject({ sessionId: caller, name: 'Alice' });
    expect(Object.isFrozen(plan)).toBe(true);
    expect(call.sent).toEqual([]);
    expect(log).toEqual([]);
    controller.detach();
  });

  it('is the same when it is made of its own request', () => {
    const { controller, caller } = attached({}, { from: HOME });
    const plan = controller.plan({ sessionId: caller, toEndPoint: 'sales@PBX.example.com' });
    const again = controller.plan(plan.request);
    expect(again.request).toEqual(plan.request);
    expect(again.method).toBe(plan.method);
    expect(plan.request.toEndPoint).toBe(PBX);
    controller.detach();
  });

  it('goes by the options: preference, and hosts inside Daily', () => {
    const { controller, caller } = attached(
      { prefer: 'anchored', dailySipHosts: ['inside.example'] },
      { from: HOME },
    );
    const anchored = controller.plan({ sessionId: caller, toEndPoint: PBX });
    expect(anchored.because).toBe('keep-daily-in-path');
    const inside = controller.plan({ sessionId: caller, toEndPoint: 'sip:a@x.inside.example' });
    expect(inside.because).toBe('target-inside-daily');
    const direct = controller.plan({ sessionId: caller, toEndPoint: PBX, prefer: 'direct' });
    expect(direct.because).toBe('both-ends-outside');
    controller.detach();
  });

  it('takes an address that the app knows better', () => {
    const { controller, caller } = attached();
    const request = { sessionId: caller, toEndPoint: PBX };
    expect(controller.plan(request).because).toBe('transferee-address-unknown');
    const told = controller.plan({ ...request, transfereeAddress: HOME });
    expect(told.because).toBe('both-ends-outside');
    controller.detach();
  });

  it('leaves the app to be asked last', () => {
    let asked = 0;
    const { controller, caller } = attached({ authorize: () => ((asked += 1), true) });
    const plan = controller.plan({ sessionId: caller, toEndPoint: BILLING });
    expect(plan.checks.at(-1)).toMatchObject({ code: 'authorized', state: 'unknown' });
    expect(plan.ready).toBe(true);
    expect(asked).toBe(0);
    controller.detach();
  });
});
