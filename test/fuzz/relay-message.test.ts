import { createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TransferFact } from '../../src/wire/fact.js';
import { openMessage, writeMessage, type RelayMessage } from '../../src/wire/message.js';
import { importPublicKey, importSigningKey } from '../../src/wire/signing.js';
import { Chance } from './chance.js';
import { KindShares } from './relay-shares.js';
import { report, RUNS, SEED } from './settings.js';

/** WebCrypto takes its time, so that a run has fewer of these than of targets; never less than issue 5 asks for. */
const TIMES = Math.max(12_000, Math.round(RUNS / 20));
const TIME_LIMIT_MS = 60_000 + TIMES;
/** Right messages that the hostile ones are made from. */
const GENUINE = 200;

const NOW = 1_760_000_000_000;
const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join(
  '',
);
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const signingKey = await importSigningKey(
  pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
);
const publicKey = await importPublicKey(
  pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
);

function fact(chance: Chance): TransferFact {
  return {
    kind: 'transfer',
    type: chance.pick(['triggered', 'initiated', 'answered', 'ended', 'target-busy']),
    room: `room-${chance.below(1000)}`,
    sessionId: `a1b2c3d4-0000-4000-8000-${String(chance.below(1e9)).padStart(12, '0')}`,
    toEndPoint: `sip:desk-${chance.below(1000)}@pbx.example.net`,
    at: NOW - 1000 * chance.below(60),
  };
}

function mutate(chance: Chance, text: string, alphabet: string): string {
  const at = chance.below(text.length);
  const char = chance.char(alphabet);
  const insert = text.slice(0, at) + char + text.slice(at);
  const replace = text.slice(0, at) + char + text.slice(at + 1);
  return chance.pick([insert, replace, text.slice(0, at) + text.slice(at + 1)]);
}

type Attack = (chance: Chance, right: RelayMessage, other: RelayMessage) => unknown;

const rewrite = (right: RelayMessage, fields: object): string =>
  JSON.stringify({ ...(JSON.parse(right.m) as object), ...fields });

/** What the server did not write, by kind. */
const ATTACKS: Readonly<Record<string, Attack>> = {
  'mutated text': (chance, right) => ({ ...right, m: mutate(chance, right.m, PRINTABLE) }),
  'mutated signature': (chance, right) => ({ ...right, s: mutate(chance, right.s, BASE64URL) }),
  'another outcome': (chance, right) => ({
    ...right,
    m: rewrite(right, { type: chance.pick(['declined', 'unreachable']) }),
  }),
  'another room': (_, right) => ({ ...right, m: rewrite(right, { room: 'mine' }) }),
  'another session': (_, right) => ({ ...right, m: rewrite(right, { sessionId: 'mine' }) }),
  'a newer time': (chance, right) => ({
    ...right,
    m: rewrite(right, { at: NOW + 1 + chance.below(1e6), sentAt: NOW + 1 + chance.below(1e6) }),
  }),
  'the signature of another message': (_, right, other) => ({ ...right, s: other.s }),
  'forged with another key': (_, right) => ({
    ...right,
    s: signWith(stranger, `daily-transfer:1:${right.m}`),
  }),
  'signed for another purpose': (_, right) => ({ ...right, s: signWith(pair.privateKey, right.m) }),
  'signed in another form': (_, right) => ({
    ...right,
    s: createSign('sha256')
      .update(`daily-transfer:1:${right.m}`)
      .sign(pair.privateKey, 'base64url'),
  }),
  'a signature of nothing': (chance, right) => ({
    ...right,
    s: chance.pick([
      'A'.repeat(86),
      `${'A'.repeat(42)}B${'A'.repeat(42)}Q`,
      '',
      '_'.repeat(85) + 'w',
    ]),
  }),
  truncated: (chance, right) => {
    const cut = (text: string) => text.slice(0, chance.below(text.length));
    return chance.percent(50) ? { ...right, m: cut(right.m) } : { ...right, s: cut(right.s) };
  },
  'another shape': (chance, right) =>
    chance.pick<unknown>([
      { ...right, v: chance.below(9) + 2 },
      { ...right, type: 'chat' },
      { ...right, m: JSON.parse(right.m) as unknown },
      { ...right, s: [right.s] },
      { type: right.type, v: right.v, ...(JSON.parse(right.m) as object), s: right.s },
      Object.create(right),
      [right],
      JSON.stringify(right),
    ]),
};

function signWith(key: typeof stranger, text: string): string {
  const form = { key, dsaEncoding: 'ieee-p1363' } as const;
  return createSign('sha256').update(text).sign(form, 'base64url');
}

describe(`${TIMES} messages that the server did not write, from seed ${SEED}`, () => {
  it('are all refused, and each kind has its share', { timeout: TIME_LIMIT_MS }, async () => {
    const chance = new Chance(SEED);
    const facts = Array.from({ length: GENUINE }, () => fact(chance));
    const right = await Promise.all(facts.map((one) => writeMessage(one, NOW, signingKey)));
    const opened = await Promise.all(right.map((message) => openMessage(message, publicKey)));
    expect(opened.map((one) => one?.fact)).toEqual(facts);

    const shares = new KindShares(Object.keys(ATTACKS));
    const start = performance.now();
    for (let run = 0; run < TIMES; run += Object.keys(ATTACKS).length) {
      for (const [kind, attack] of Object.entries(ATTACKS)) {
        const at = chance.below(GENUINE);
        const [message, other] = [right[at], right[(at + 1) % GENUINE]] as [
          RelayMessage,
          RelayMessage,
        ];
        const hostile = draw(() => attack(chance, message, other), message);
        shares.count(kind, (await openMessage(hostile, publicKey)) !== undefined);
      }
    }
    const seconds = (performance.now() - start) / 1000;
    report('relay-message', { seconds, kinds: shares.read() });
    expect(shares.accepted()).toEqual([]);
    expect(shares.missed()).toEqual([]);
  });
});

/** A mutation can put in what stood there; then it is drawn again. */
function draw(make: () => unknown, right: RelayMessage): unknown {
  const made = make();
  return JSON.stringify(made) === JSON.stringify(right) ? draw(make, right) : made;
}
