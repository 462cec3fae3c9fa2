// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapeOf, type Shape } from '../../../demo/desk/live/field-test/shape.js';

const ID = '2f1c7a52-9d0e-4d2b-8a4e-0b6f3c1d9e77';

describe('shapeOf', () => {
  it.each([
    ['sip:+14155552671@gateway.example.net', 'SIP address outside Daily'],
    ['"Alice" <sip:alice@home.example.net;tag=1>', 'SIP address outside Daily'],
    ['sip:x@acme.sip.daily.co', 'SIP address inside Daily'],
    ['sip:x@acme.dapp.signalwire.com', 'SIP address of a carrier'],
    ['+14155552671', 'phone number'],
    ['Alice', 'text'],
    ['4155552671', 'text'],
    [ID, 'id'],
    ['pstn-dial-in', 'pstn-dial-in'],
    [4155552671, 'number'],
    [true, 'true'],
    [null, 'null'],
    [new Set(['participants']), ['participants']],
    [
      { code: 603, extension: 603, owner: 603 },
      { code: '603', owner: 'number', 'other keys': ['number'] },
    ],
    [{ error: { code: '4155' } }, { error: { code: 'text' } }],
    [
      Object.assign(new TypeError('no way for Alice'), { status: 404, alice: 1 }),
      { name: 'TypeError', message: 'text', status: '404', 'other keys': ['number'] },
    ],
    [
      { error: { error: { error: { error: {} } } } },
      { error: { error: { error: { error: 'object' } } } },
    ],
  ])('of %j', (value, shape) => {
    expect(shapeOf(value)).toEqual(shape);
  });

  it('survives what throws when it is read', () => {
    const ownKeys = () => {
      throw new Error('sip:alice@home.example.net');
    };
    const thrower = new Proxy({}, { ownKeys });
    expect(shapeOf({ error: thrower })).toEqual({ error: 'unreadable' });
  });
});

/** Numbers, names, tokens and addresses, as somebody might send them. */
const secret = fc.oneof(
  fc.constantFrom('Alice Ackermann', 'alice', '+14155552671', '4155552671', 'eyJhbGciOi.J9.sig'),
  fc.constantFrom('sip:alice@home.example.net', '<sip:1@[::1]>', '__proto__', 'constructor'),
  fc.emailAddress(),
  fc.integer().map((number) => `sip:${number}@example.com?X-Token=${number}`),
  fc.string(),
);
const KNOWN = ['error', 'errorMsg', 'code', 'participant', 'user_name', 'sipFrom'] as const;
const { hostile } = fc.letrec((tie) => ({
  hostile: fc.oneof(
    { maxDepth: 5 },
    secret,
    fc.double(),
    fc.array(tie('hostile'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(secret, fc.constantFrom(...KNOWN)), tie('hostile'), { maxKeys: 5 }),
    fc
      .tuple(secret, tie('hostile'))
      .map(([text, error]) => Object.assign(new Error(text), { error })),
  ),
}));

const KINDS = ['text', 'id', 'number', 'string', 'object', 'phone number', 'unreadable', 'Error'];
const SIP = ['inside Daily', 'outside Daily', 'of a carrier'].map(
  (where) => `SIP address ${where}`,
);
const CLOSED = new Set([...KINDS, ...SIP, ...KNOWN, 'name', 'message', 'other keys']);

describe('a shape', () => {
  it('has nothing in it but words of a closed list, whatever was told', () => {
    const words = new Set<string>();
    fc.assert(
      fc.property(hostile, (value) => collect(shapeOf(value), words)),
      { numRuns: 1_000 },
    );
    const others = [...words].filter((word) => !CLOSED.has(word));
    expect(others.filter((word) => !/^[1-6]\d\d$/.test(word))).toEqual([]);
    expect(words.size).toBeGreaterThan(15);
  });
});

function collect(shape: Shape, words: Set<string>): void {
  if (typeof shape === 'string') words.add(shape);
  else if (Array.isArray(shape)) shape.forEach((part) => collect(part, words));
  else {
    for (const [key, part] of Object.entries(shape)) {
      words.add(key);
      collect(part, words);
    }
  }
}
