// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { confirmations } from 'daily-transfer/confirmations';
import type { TransferFact } from '../../src/wire/fact.js';
import { sign } from '../../src/wire/signing.js';
import { Chance } from '../fuzz/chance.js';
import { attached, BILLING, newest, PBX, PHONE, type Attached } from '../support/attached.js';
import { addressFact, fact, judged, makeKeys, signed, type RelayKeys } from '../support/relay.js';

const RUNS = 10_500;
/** Fewer than the verifier drops, so that each of them is judged. */
const BATCH = 60;
const TYPES: readonly TransferFact['type'][] = [
  'triggered',
  'initiated',
  'answered',
  'ended',
  'target-busy',
];
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

type Fields = Readonly<Record<string, unknown>>;

let keys: RelayKeys;
let strange: RelayKeys;
let stage: Attached;
/** What does not verify is told once. */
const reported: unknown[] = [];

// A page remembers what it has heard from one server, so each test has a server of its own.
beforeEach(async () => {
  [keys, strange] = await Promise.all([makeKeys(), makeKeys()]);
  reported.length = 0;
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  vi.useFakeTimers();
  stage = attached({ relay: confirmations({ publicKey: keys.jwk, addresses: true }) });
  await judged();
});
afterEach(() => {
  stage.controller.detach();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Any fact that would be taken. */
function right(chance: Chance): TransferFact {
  return fact({ type: chance.pick(TYPES), at: Date.now() + chance.below(1_000_000) });
}

function change(text: string, chance: Chance, alphabet: string): string {
  const at = chance.below(text.length);
  const rest = [...alphabet].filter((char) => char !== text[at]).join('');
  return text.slice(0, at) + chance.char(rest) + text.slice(at + 1);
}

/** A signed message with anything as its fact. */
async function signedAs(data: unknown): Promise<Fields> {
  const m = JSON.stringify(data);
  return { type: 'daily-transfer', v: 1, m, s: await sign(keys.signingKey, m) };
}

const ODD: readonly unknown[] = [
  null,
  undefined,
  0,
  1,
  -1,
  Number.NaN,
  true,
  '',
  'x',
  [],
  {},
  [{}],
  'x'.repeat(100_000),
  '__proto__',
];
const FACT_KEYS = ['kind', 'type', 'room', 'sessionId', 'toEndPoint', 'at', 'sentAt'] as const;

/** Each way in which a message can be none of ours, made from one that is. */
const ATTACKS: Readonly<
  Record<string, (chance: Chance, heard: readonly unknown[]) => Promise<unknown>>
> = {
  'fact changed': async (chance) => {
    const message = await signed(keys, right(chance));
    return { ...message, m: change(message.m, chance, BASE64URL) };
  },
  'signature changed': async (chance) => {
    const message = await signed(keys, right(chance));
    return { ...message, s: change(message.s, chance, BASE64URL) };
  },
  'signature of another fact': async (chance) => {
    const [one, other] = [right(chance), right(chance)];
    const { s } = await signed(keys, { ...other, at: one.at + 1 });
    return { ...(await signed(keys, one)), s };
  },
  'signed by a stranger': (chance) => signed(strange, right(chance)),
  'not signed': async (chance) => ({
    type: 'daily-transfer',
    v: 1,
    m: JSON.stringify({ ...right(chance), sentAt: Date.now() }),
    s: Array.from({ length: 85 }, () => chance.char(BASE64URL)).join('') + chance.char('AQgw'),
  }),
  'of an odd shape': async (chance) => {
    const message = await signed(keys, right(chance));
    const key = chance.pick(['type', 'v', 'm', 's'] as const);
    const odd = {
      ...message,
      [key]: chance.pick(ODD.filter((value) => value !== message[key] && value !== 1)),
    };
    const inherited: unknown = JSON.parse(
      `{"type":"daily-transfer","__proto__":${JSON.stringify(message)}}`,
    );
    return chance.pick<unknown>([odd, inherited, [message], { message }, { ...message, v: 2 }]);
  },
  'with an odd fact, signed': (chance) => {
    const whole: Fields = { ...right(chance), sentAt: Date.now() };
    const key = chance.pick(FACT_KEYS);
    const odd = chance.pick(ODD.filter((value) => value !== 1 && value !== 'x'));
    const { [key]: _, ...rest } = whole;
    const inherited = JSON.stringify(rest).replace('{', `{"__proto__":${JSON.stringify(whole)},`);
    return chance.percent(50)
      ? signedAs({ ...whole, [key]: odd })
      : signedAs(JSON.parse(inherited) as unknown);
  },
  'heard before': (chance, heard) => Promise.resolve(chance.pick(heard)),
  'signed too long ago, or in the future': (chance) => {
    const far = 300_001 + chance.below(chance.pick([1_000, 3_600_000, 864_000_000]));
    const sentAt = Date.now() + (chance.percent(50) ? far : -far);
    return signed(keys, { ...right(chance), at: sentAt }, sentAt);
  },
  'for another room': (chance) =>
    signed(keys, { ...right(chance), room: chance.pick(['support2', 'Support', 'billing']) }),
  'for another session': (chance) =>
    signed(keys, {
      ...right(chance),
      sessionId: chance.pick(['caller-2', 'Caller-1', 'me', 'local', '__proto__', 'constructor']),
    }),
  'for another target': (chance) =>
    signed(keys, {
      ...right(chance),
      toEndPoint: chance.pick([
        PHONE,
        BILLING,
        `${PBX}.net`,
        'sip:Sales@pbx.example.com',
        `${PBX};a=b`,
        'no target',
        '+',
        PBX.replace('sip', 'sips'),
      ]),
    }),
  'of a time before the send': (chance) =>
    signed(keys, { ...right(chance), at: Date.now() - 5_000 - chance.below(600_000) }),
  'of a REFER, where none was sent': (chance) =>
    signed(keys, { ...right(chance), isSipRefer: true }),
  'of an address': (chance) => signed(keys, addressFact({ at: Date.now() + chance.below(1_000) })),
};

describe('messages of which none is ours', () => {
  it(`change nothing: ${RUNS} of them`, async () => {
    const { call, controller, caller, log } = stage;
    const chance = new Chance(5);
    const heard = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        signed(keys, fact({ type: 'ended', at: Date.now() + index })),
      ),
    );
    for (const message of heard) call.sendMessage(message);
    await judged();
    vi.setSystemTime(Date.now() + 1);
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    const [record, transferees] = [newest(controller), controller.transferees];
    const told = [...log];
    const names = Object.keys(ATTACKS);
    const counts = new Map(names.map((name) => [name, 0]));
    for (let run = 0; run < RUNS; run += BATCH) {
      const attacks = Array.from({ length: BATCH }, () => chance.pick(names));
      const messages = await Promise.all(attacks.map((name) => ATTACKS[name]?.(chance, heard)));
      for (const message of messages) call.sendMessage(message, chance.pick(['API', 'me', 'x']));
      await judged();
      for (const name of attacks) counts.set(name, (counts.get(name) ?? 0) + 1);
      expect(newest(controller), attacks.join()).toBe(record);
      // What is remembered of earlier facts must not be what keeps these out.
      vi.setSystemTime(Date.now() + 10);
    }
    const sum = [...counts.values()].reduce((all, count) => all + count, 0);
    const shares = Object.fromEntries(
      [...counts].map(([name, count]) => [name, Math.round((count / sum) * 1_000) / 10]),
    );
    console.info(`${sum} messages, 0 accepted; per cent:`, JSON.stringify(shares));
    expect(sum).toBeGreaterThanOrEqual(10_000);
    for (const [name, share] of Object.entries(shares)) expect(share, name).toBeGreaterThan(4);
    expect(log).toEqual(told);
    expect(controller.transferees).toBe(transferees);
    expect(call.sent).toHaveLength(1);
    expect(Object.keys(Object.prototype)).toEqual([]);
    call.sendMessage(await signed(keys, fact()));
    await judged();
    expect(newest(controller)).toMatchObject({ status: 'handed-off', confidence: 'confirmed' });
  }, 120_000);

  it('would be accepted, each of them, if nothing were wrong with it', async () => {
    const { call, controller } = stage;
    const chance = new Chance(6);
    for (let index = 0; index < 40; index += 1) {
      const sessionId = call.dialIn();
      void controller.transfer({ sessionId, toEndPoint: PBX }).catch(() => {});
      call.sendMessage(await signed(keys, { ...right(chance), sessionId }));
      await judged();
      expect(newest(controller).status).not.toBe('requested');
    }
  });
});

describe('the edges of what is taken', () => {
  async function statusAfter(about: Partial<TransferFact>, sentAt: number): Promise<string> {
    const { call, controller, caller } = stage;
    void controller.transfer({ sessionId: caller, toEndPoint: PBX }).catch(() => {});
    call.sendMessage(await signed(keys, fact(about), sentAt));
    await judged();
    return newest(controller).status;
  }

  it.each([
    [300_000, 'handed-off'],
    [300_001, 'requested'],
    [-1_000, 'handed-off'],
    [-1_001, 'requested'],
  ])(
    'a server that is %i ms ahead, where nothing tells how far our clock is off: %s',
    async (offset, status) => {
      const sentAt = Date.now() + offset;
      expect(await statusAfter({ at: sentAt }, sentAt)).toBe(status);
    },
  );

  it.each([
    [2_000, 'handed-off'],
    [2_001, 'requested'],
  ])('%i ms before the send: %s', async (before, status) => {
    expect(await statusAfter({ at: Date.now() - before }, Date.now())).toBe(status);
  });

  it('takes another spelling of the same target', async () => {
    const toEndPoint = 'SIP:sales@PBX.example.com.';
    expect(await statusAfter({ toEndPoint }, Date.now())).toBe('handed-off');
  });

  it('takes a fact by its session alone until Daily has told the name of the room', async () => {
    let answer: (room: unknown) => void = () => {};
    stage.call.roomInfo = new Promise((resolve) => (answer = resolve));
    stage.call.join();
    expect(await statusAfter({ room: 'other', type: 'triggered' }, Date.now())).toBe('accepted');
    answer({ name: 'support' });
    await judged();
    stage.call.sendMessage(await signed(keys, fact({ room: 'other' })));
    await judged();
    expect(newest(stage.controller).status).toBe('accepted');
    stage.call.sendMessage(await signed(keys, fact()));
    await judged();
    expect(newest(stage.controller).status).toBe('handed-off');
  });

  it('forgets the name of the room that it has left, though that comes late', async () => {
    let answer: (room: unknown) => void = () => {};
    stage.call.roomInfo = new Promise((resolve) => (answer = resolve));
    stage.call.join();
    await judged();
    stage.call.roomInfo = Promise.reject(new Error('cannot tell'));
    stage.call.join();
    answer({ name: 'another-room' });
    await judged();
    expect(await statusAfter({}, Date.now())).toBe('handed-off');
  });

  it('goes on where the call object cannot tell its room', async () => {
    stage.call.roomInfo = { roomUrlPendingJoin: 'https://acme.daily.co/support' };
    stage.call.join();
    await judged();
    expect(await statusAfter({ room: 'any' }, Date.now())).toBe('handed-off');
  });
});

describe('a flood', () => {
  it('of 10,000 look-alikes costs 64 verifications, and then all is as before', async () => {
    const { call, controller, caller } = stage;
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    const fake = await signed(strange, fact());
    const verify = vi.spyOn(crypto.subtle, 'verify');
    for (let sent = 0; sent < 10_000; sent += 1) call.tell('app-message', { data: fake });
    await judged();
    expect(verify).toHaveBeenCalledTimes(64);
    expect(reported).toHaveLength(1);
    call.sendMessage(await signed(keys, fact()));
    await judged();
    expect(verify).toHaveBeenCalledTimes(65);
    expect(newest(controller).status).toBe('handed-off');
  });

  it('of 10,000 others costs no verification at all', async () => {
    const { call, log } = stage;
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const told = [...log];
    const huge = 'x'.repeat(1_000_000);
    const others: readonly unknown[] = [
      huge,
      { type: huge },
      { type: 'daily-transfer', v: 1, m: huge, s: huge },
      { type: 'chat' },
      null,
    ];
    for (let sent = 0; sent < 10_000; sent += 1) {
      call.tell('app-message', { data: others[sent % others.length], fromId: 'API' });
      if (sent % 60 === 0) await Promise.resolve();
    }
    await judged();
    expect(verify).not.toHaveBeenCalled();
    expect(log).toEqual(told);
  });

  it('of 2,000 right ones is remembered as far as there is room, and none counts twice', async () => {
    const { call, controller, caller } = stage;
    const first = await signed(keys, fact({ type: 'triggered' }));
    call.sendMessage(first);
    await vi.advanceTimersByTimeAsync(1);
    for (let sent = 0; sent < 2_000; sent += 50) {
      const messages = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          signed(keys, fact({ sessionId: 'x', at: 1 + sent + index })),
        ),
      );
      for (const message of messages) call.sendMessage(message);
      await judged();
    }
    await vi.advanceTimersByTimeAsync(1);
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    call.sendMessage(first);
    await judged();
    expect(newest(controller).status).toBe('requested');
    call.sendMessage(await signed(keys, fact({ type: 'triggered', at: Date.now() })));
    await judged();
    expect(newest(controller).status).toBe('accepted');
  });
});
