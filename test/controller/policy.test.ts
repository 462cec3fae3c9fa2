// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  AllowRule,
  TransferControllerOptions,
  TransferPlan,
  TransferRecord,
} from 'daily-transfer';
import {
  attached,
  BILLING,
  errorOf,
  HOME,
  PBX,
  PHONE,
  type Attached,
} from '../support/attached.js';
import { settled } from '../support/fake-call.js';

/* The app's policy under attack, on the whole controller: whatever is tried, Daily's methods are not called. */

const OVERRIDE = [
  'may-transfer',
  'network-up',
  'transferee-is-telephony',
  'target-elsewhere',
  'refer-target-outside',
  'refer-transferee-outside',
  'refer-transferee-on-sip',
  'room-on-sfu',
] as const;

/** Every way to ask for a transfer, with everything that can be overridden overridden. */
function tryAll({ controller, caller }: Attached, toEndPoint: string): Promise<TransferRecord>[] {
  const options = { sessionId: caller, toEndPoint };
  const settings = { override: OVERRIDE };
  return [
    controller.transfer(options),
    controller.transfer({ ...options, ...settings }),
    controller.transfer({ ...options, ...settings, prefer: 'anchored', transfereeAddress: HOME }),
    controller.transfer(controller.plan(options).request),
    controller.sipCallTransfer(options, settings),
    controller.sipRefer(options, settings),
  ];
}

async function expectNothingSent(
  room: Attached,
  promises: readonly Promise<TransferRecord>[],
  code: string,
): Promise<void> {
  for (const promise of promises) {
    const { plan, ...error } = await errorOf(promise);
    expect(error.code).toBe('blocked');
    expect(plan?.ready).toBe(false);
    expect(plan?.blockers.map((check) => check.code)).toContain(code);
  }
  await settled();
  expect(room.call.sent).toEqual([]);
  expect(room.controller.transfers).toEqual([]);
  expect(room.log).toEqual(promises.map(() => expect.stringMatching(/^blocked blocked /)));
  expect(vi.getTimerCount()).toBe(0);
}

/** An object whose `then` is what `read` gives. */
function withThen(read: () => unknown): object {
  return new Proxy({}, { get: (_, key) => (key === 'then' ? read() : undefined) });
}

/** What `await` takes for a promise. */
function thenable(then: (answer: (verdict: boolean) => void) => void): object {
  return withThen(() => then);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('allowTargets', () => {
  const HOST = 'pbx.example.com';
  const AROUND: readonly (readonly [rules: readonly string[], text: string])[] = [
    // Numbers in the user part of a host that is allowed.
    ...[
      PHONE,
      '+1-415-555-2671',
      '%2B14155552671',
      '(+1)415.555.2671',
      '0014155552671',
      '01114155552671',
      '00-1-415-555-2671',
      '4155552671',
      '415-555-2671',
      '%34155552671',
      '*67+14155552671',
      'x+14155552671',
      '+1_415_555_2671',
      '+14155552671p1',
      '%D9%A1%D9%A4%D9%A1%D9%A5%D9%A5%D9%A5%D9%A2',
    ].map((user) => [[HOST], `sip:${user}@${HOST}`] as const),
    [[HOST], `sip:911@${HOST};user=phone`],
    [[HOST], `sip:911@${HOST};user=PHONE`],
    [[HOST], `sip:911@${HOST};%75ser=phone`],
    // A number rule for another number, or for no host.
    [[HOST, '+1416'], `sip:${PHONE}@${HOST}`],
    [[HOST, '+1415'], `sip:+14165552671@${HOST}`],
    [[HOST, '+1415'], `sip:001416-555-2671@${HOST}`],
    [['+1415'], `sip:${PHONE}@${HOST}`],
    [['+1415'], 'sip:+14155552671@evil.example.net'],
    // A phone number is no host's business.
    [[HOST, '*.example.com', 'daily'], PHONE],
    [[HOST, 'daily'], `tel:${PHONE}`],
    [['+1415'], '+14165552671'],
    [['+1415'], '+441415552671'],
    // Sub-domains, super-domains and look-alikes.
    [[HOST], `sip:bob@a.${HOST}`],
    [[HOST], `sip:bob@x${HOST}`],
    [[HOST], `sip:bob@${HOST}.evil.example.net`],
    [[HOST], 'sip:bob@example.com'],
    [[HOST], 'sip:bob@pbx-example.com'],
    [[HOST], 'sip:bob@pbx.examp1e.com'],
    [[HOST], 'sip:bob@xn--pbx-example-com.net'],
    [['*.example.com'], 'sip:bob@example.com'],
    [['*.example.com'], 'sip:bob@notexample.com'],
    [['*.example.com'], 'sip:bob@pbx.example.com.evil.example.net'],
    // An allowed host somewhere else than in the place of the host.
    [[HOST], `sip:${HOST}@evil.example.net`],
    [[HOST], `sip:bob@evil.example.net?X-Host=${HOST}`],
    // Rooms of others, and our own rooms as a way to a phone.
    [['daily'], 'sip:billing@other.sip.daily.co'],
    [['daily'], 'sip:billing@acme.sip.daily.co.evil.example.net'],
    [['daily'], 'sip:billing@acme.daily.co'],
    [['daily'], 'sip:billing@x.acme.sip.daily.co'],
    [['daily'], 'sip:acme.sip.daily.co@other.sip.daily.co'],
    [['daily'], 'sip:+14155552671@acme.sip.daily.co'],
    [['daily'], 'sip:4155552671@acme.sip.daily.co;user=phone'],
    [['daily'], 'sip:billing@acme.sip.daily.com'],
    [[], BILLING],
  ];

  it.each(AROUND)('of %j is not got around by %s', async (allowTargets, text) => {
    const room = attached({ allowTargets }, { from: HOME });
    await expectNothingSent(room, tryAll(room, text), 'target-allowed');
  });

  it.each([
    `sip:bob@evil.example.net@${HOST}`,
    `sip:bob@${HOST}@evil.example.net`,
    `sip:bob@рbx.example.com`,
    `sip:bob@${HOST}%2Eevil.example.net`,
    `sip:bob@${HOST}\u0000.evil.example.net`,
    `sip:bob@${HOST}/evil`,
    `sip:bob@${HOST}#@evil.example.net`,
    `sip:bob@${HOST};maddr=evil.example.net`,
    `sip:bob@${HOST};fs_path=sip:evil.example.net`,
    `sip:bob@${HOST};route=%3Csip:evil.example.net;lr%3E`,
    `sip:bob@${HOST};alias=192.0.2.1~5060~1`,
    `sip:bob@${HOST};received=sip:evil.example.net`,
    `sip:${PHONE}@${HOST};user=phone;rn=+19005550191;npdi`,
    `sip:${PHONE}@${HOST};tgrp=t;trunk-context=evil.example.net`,
    `sip:${PHONE};phone-context=x@${HOST}`,
    `sip:9,14155552671@${HOST}`,
    `sip:%EF%BC%8B14155552671@${HOST}`,
    `sip:${HOST};x=1@evil.example.net`,
    `sip:${HOST}?x=1@evil.example.net`,
    `sip://${HOST}/@evil.example.net`,
    `sip:bob%40${HOST}@evil.example.net`,
    `sip:bob%40evil.example.net%3Bx@${HOST}`,
    `sip:bob%2540evil.example.net@${HOST}`,
    `sip:bob@evil.example.net;x=${HOST}`,
    `sip:bob@evil.example.net;x=%40${HOST}`,
    `sip:bob@${HOST}?Route=%3Csip:evil.example.net%3E`,
    `sip:bob@${HOST}?Replaces=1`,
    `sips:bob@${HOST}`,
    `sip:bob:secret@${HOST}`,
    `sip:bob@${HOST}\r\nX: y`,
    `"Bob" <sip:bob@${HOST}>`,
    `https://${HOST}`,
  ])('is not even asked about %j', async (text) => {
    const rule = vi.fn(() => true);
    const room = attached({ allowTargets: [HOST, rule] }, { from: HOME });
    await expectNothingSent(room, tryAll(room, text), 'target-valid');
    expect(rule).not.toHaveBeenCalled();
  });

  const LIARS: readonly (readonly [what: string, rule: unknown])[] = [
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    [
      'throws nothing',
      () => {
        throw undefined;
      },
    ],
    ['answers a promise of true', () => Promise.resolve(true)],
    ['is async', async () => true],
    ['answers a promise that never settles', () => new Promise(() => {})],
    ['answers a thenable', () => thenable((answer) => answer(true))],
    ['answers a Boolean object', () => Object(true)],
    ['answers 1', () => 1],
    ['answers "true"', () => 'true'],
    ['answers an object that says true', () => ({ valueOf: () => true, toString: () => 'true' })],
    [
      'is a generator',
      function* rule() {
        yield true;
      },
    ],
    [
      'is a class',
      class {
        allowed = true;
      },
    ],
    ['answers nothing', () => undefined],
    [
      'runs out of stack',
      function deep(): boolean {
        return deep();
      },
    ],
  ];

  it.each(LIARS)('as a function that %s allows nothing', async (_, rule) => {
    for (const text of [PBX, PHONE, BILLING]) {
      const room = attached({ allowTargets: [rule as AllowRule] }, { from: HOME });
      await expectNothingSent(room, tryAll(room, text), 'target-allowed');
    }
  });

  it('as a function that would change target, plan or request changes nothing', async () => {
    const tampers: string[] = [];
    const tamper = (what: string, act: () => void) => {
      try {
        act();
      } catch {
        tampers.push(what);
      }
    };
    const rule: AllowRule = (target, plan) => {
      const evil = {
        address: PHONE,
        host: 'evil.example.net',
        toEndPoint: PHONE,
        ready: true,
        blockers: [],
        length: 0,
      };
      tamper('target', () => void Object.assign(target, evil));
      tamper('plan', () => void Object.assign(plan, evil));
      tamper('plan.target', () => void Object.assign(plan.target, evil));
      tamper('request', () => void Object.assign(plan.request, evil));
      tamper('checks', () => void Object.assign(plan.checks, evil));
      tamper('override', () => void Object.assign(plan.request, { override: OVERRIDE }));
      return true;
    };
    const room = attached({ allowTargets: rule }, { from: HOME });
    void room.controller.transfer({ sessionId: room.caller, toEndPoint: PBX });
    expect(tampers).toEqual(['target', 'plan', 'plan.target', 'request', 'checks', 'override']);
    expect(room.call.sent).toEqual([
      { method: 'sipRefer', options: { sessionId: room.caller, toEndPoint: PBX } },
    ]);
    room.controller.detach();
  });

  it('as a function that said yes to the plan is asked again, and its no counts', async () => {
    const answers = [true, true, false];
    const room = attached({ allowTargets: () => answers.shift() === true });
    const { ready, request } = room.controller.plan({ sessionId: room.caller, toEndPoint: PBX });
    expect([ready, room.controller.plan(request).ready]).toEqual([true, true]);
    await expectNothingSent(room, [room.controller.transfer(request)], 'target-allowed');
  });

  it('as a function that said yes to the plan and no after authorize() sends nothing', async () => {
    const answers = [true, false];
    const authorize = vi.fn(() => true);
    const room = attached({ authorize, allowTargets: () => answers.shift() === true });
    const promise = room.controller.transfer({ sessionId: room.caller, toEndPoint: PBX });
    await expectNothingSent(room, [promise], 'target-allowed');
    expect(authorize).toHaveBeenCalledOnce();
  });

  it('as a function that leaves, revokes or hangs up while it is asked is judged by the last look', async () => {
    const acts: readonly (readonly [code: string, act: (room: Attached) => void])[] = [
      ['transferee-present', ({ call, caller }) => call.leave(caller)],
      ['may-transfer', ({ call }) => call.grant({ owner: false })],
      ['joined', ({ call }) => call.leaveMeeting()],
    ];
    for (const [code, act] of acts) {
      const room: Attached = attached({ authorize: () => (act(room), true) });
      const promise = room.controller.transfer({ sessionId: room.caller, toEndPoint: PBX });
      expect((await errorOf(promise)).plan?.blockers[0]?.code).toBe(code);
      expect(room.call.sent).toEqual([]);
    }
  });

  it('takes one look at a target that says something else each time it is read', async () => {
    const room = attached({ allowTargets: 'pbx.example.com' });
    const texts = [PBX, PHONE, PHONE, PHONE];
    const request = {
      sessionId: room.caller,
      get toEndPoint(): string {
        return texts.shift() ?? PHONE;
      },
    };
    void room.controller.transfer(request);
    expect(room.call.sent.map(({ options }) => options['toEndPoint'])).toEqual([PBX]);
    room.controller.detach();
  });
});

describe('authorize', () => {
  interface Asked {
    readonly plan: TransferPlan;
    readonly answer: (verdict: unknown) => Promise<void>;
  }

  function asking(options: TransferControllerOptions = {}) {
    const asked: Asked[] = [];
    const authorize = (plan: TransferPlan): Promise<boolean> =>
      new Promise((resolve) => {
        asked.push({ plan, answer: (verdict) => (resolve(verdict as boolean), settled()) });
      });
    const room = attached({ authorize, ...options }, { from: HOME });
    const begin = (toEndPoint = BILLING, sessionId = room.caller) =>
      room.controller.transfer({ sessionId, toEndPoint });
    return { ...room, asked, begin };
  }

  it('that hangs for ever holds the session for its own time, and no longer', async () => {
    const room = asking({ authorizeTimeoutMs: 3_000 });
    const promise = room.begin();
    await vi.advanceTimersByTimeAsync(2_999);
    expect((await errorOf(room.begin(PBX))).code).toBe('busy');
    await vi.advanceTimersByTimeAsync(1);
    expect((await errorOf(promise)).plan?.blockers[0]?.code).toBe('authorized');
    const { ready, blockers } = room.controller.plan({ sessionId: room.caller, toEndPoint: PBX });
    expect([ready, blockers]).toEqual([true, []]);
    expect(room.call.sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that answers yes after its time sends nothing, not even for the next one who asks', async () => {
    const room = asking({ authorizeTimeoutMs: 1_000 });
    const first = room.begin();
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await errorOf(first)).code).toBe('blocked');
    const second = room.begin();
    await room.asked[0]?.answer(true);
    expect(room.call.sent).toEqual([]);
    await room.asked[1]?.answer(false);
    expect((await errorOf(second)).code).toBe('blocked');
    expect(room.call.sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that says yes to one caller lets no other one go', async () => {
    const room = asking();
    const other = room.call.dialIn({ name: 'Bob' });
    const [first, second] = [room.begin(), room.begin(PBX, other)];
    await room.asked[1]?.answer(true);
    expect(room.call.sent.map(({ options }) => options['sessionId'])).toEqual([other]);
    await room.asked[0]?.answer('yes');
    expect((await errorOf(first)).code).toBe('blocked');
    expect(room.call.sent).toHaveLength(1);
    room.controller.detach();
    expect((await errorOf(second)).code).toBe('detached');
  });

  it.each<[string, unknown]>([
    ['a thenable that says no', thenable((answer) => answer(false))],
    [
      'a thenable that throws',
      thenable(() => {
        throw new Error('broken');
      }),
    ],
    [
      'a getter that throws',
      withThen(() => {
        throw new Error('broken');
      }),
    ],
    ['a promise of a promise of no', Promise.resolve(Promise.resolve(false))],
    ['a Boolean object', Object(true)],
    ['the words', 'authorized'],
    ['a Response that is ok', { ok: true, status: 200 }],
  ])('that answers with %s is a no', async (_, verdict) => {
    const room = attached({ authorize: () => verdict as boolean });
    const promise = room.controller.transfer({ sessionId: room.caller, toEndPoint: PBX });
    await expectNothingSent(room, [promise], 'authorized');
  });

  const MEANWHILE: readonly (readonly [
    what: string,
    act: (room: Attached) => void,
    code: string,
  ])[] = [
    ['the caller leaves', ({ call, caller }) => call.hangUp(caller), 'transferee-present'],
    ['the caller is hidden', ({ call, caller }) => call.hide(caller), 'transferee-present'],
    [
      'the caller turns out to be on the web',
      ({ call, caller }) => call.update(caller, { participantType: undefined }),
      'transferee-is-telephony',
    ],
    ['the right is taken', ({ call }) => call.grant({ owner: false }), 'may-transfer'],
    ['the call becomes peer to peer', ({ call }) => void (call.topology = 'peer'), 'room-on-sfu'],
    ['we are ejected', ({ call }) => call.fail(), 'joined'],
    ['the network goes', ({ call }) => call.networkDown(), 'network-up'],
    [
      'the call object dies without a word',
      ({ call }) => call.destroy({ silently: true }),
      'call-alive',
    ],
  ];

  it.each(MEANWHILE)('that says yes when %s meanwhile is not enough', async (_, act, code) => {
    const room = asking();
    room.call.update(room.caller, {});
    const promise = room.begin();
    if (code === 'transferee-is-telephony')
      room.call.tell('participant-left', { participant: { session_id: room.caller } });
    act(room);
    await room.asked[0]?.answer(true);
    const { plan } = await errorOf(promise);
    expect(plan?.blockers.map((check) => check.code)).toEqual([code]);
    expect(room.call.sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that ends the claim itself sends nothing, whichever way it does', async () => {
    const room = asking();
    const promise = room.begin();
    room.call.destroy();
    await room.asked[0]?.answer(true);
    expect((await errorOf(promise)).code).toBe('detached');
    expect(room.call.sent).toEqual([]);
  });

  it('that asks for the same transfer while it is asked joins it, and sends once', async () => {
    const again: Promise<TransferRecord>[] = [];
    const room = attached({
      authorize: ({ request }) => (again.push(room.controller.transfer(request)), true),
    });
    const promise = room.controller.transfer({ sessionId: room.caller, toEndPoint: PBX });
    await settled();
    expect(room.call.sent).toHaveLength(1);
    room.call.leave(room.caller);
    await room.call.accept();
    expect(await again[0]).toBe(await promise);
  });
});
