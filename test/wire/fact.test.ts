import { describe, expect, it } from 'vitest';
import { readFact, TRANSFER_FACT_TYPES, type RelayFact } from '../../src/wire/fact.js';

const SESSION = 'a1b2c3d4-0000-4000-8000-000000000001';
const transfer = {
  kind: 'transfer',
  type: 'answered',
  room: 'support-7',
  sessionId: SESSION,
  toEndPoint: 'sip:desk@pbx.example.com',
  at: 1_760_000_000_000,
} as const;
const address = {
  kind: 'address',
  room: 'support-7',
  sessionId: SESSION,
  address: 'sip:ann@phone.example.net',
  at: 1_760_000_000_000,
} as const;

describe('readFact', () => {
  it('knows the facts of the lifecycle that come from webhooks, and no others', () => {
    expect([...TRANSFER_FACT_TYPES].sort()).toEqual([
      'answered',
      'declined',
      'ended',
      'initiated',
      'no-answer',
      'target-busy',
      'triggered',
      'unreachable',
    ]);
  });

  it('takes a time up to the last that a Date can tell, and none from 1970 on its very first instant', () => {
    expect(readFact({ ...transfer, at: 8.64e15 })).toHaveProperty('at', 8.64e15);
    expect(readFact({ ...transfer, at: 8.64e15 + 1 })).toBeUndefined();
    expect(readFact({ ...transfer, at: 0 })).toBeUndefined();
  });

  it.each(TRANSFER_FACT_TYPES)('reads a transfer that is %s', (type) => {
    expect(readFact({ ...transfer, type })).toStrictEqual({ ...transfer, type });
  });

  it('reads all that a transfer can carry, and an address', () => {
    const whole: RelayFact = {
      ...transfer,
      fromEndPoint: 'sip:ann@phone.example.net',
      meetingId: SESSION,
      isSipRefer: true,
    };
    expect(readFact(JSON.parse(JSON.stringify(whole)))).toStrictEqual(whole);
    expect(readFact(address)).toStrictEqual(address);
  });

  it('leaves out what it does not know, and odd values that nothing rests on', () => {
    const odd = { fromEndPoint: 7, meetingId: '../x', isSipRefer: 'yes', constructor: 1, more: {} };
    expect(readFact({ ...transfer, ...odd })).toStrictEqual(transfer);
    const polluted: unknown = JSON.parse(
      `{"__proto__":{"isSipRefer":true},${JSON.stringify(transfer).slice(1)}`,
    );
    expect(readFact(polluted)).toStrictEqual(transfer);
  });

  it('takes nothing from a prototype', () => {
    expect(readFact(Object.create(transfer))).toBeUndefined();
    expect(
      readFact(
        Object.assign(Object.create({ type: 'answered' }), { ...transfer, type: undefined }),
      ),
    ).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['no object', 'transfer'],
    ['nothing', null],
    ['a list', [transfer]],
    ['another kind', { ...transfer, kind: 'command' }],
    ['another type', { ...transfer, type: 'handed-off' }],
    ['a type of the prototype', { ...transfer, type: 'toString' }],
    ['a type as a list', { ...transfer, type: ['answered'] }],
    ['a room that leaves its place in a path', { ...transfer, room: '../domain' }],
    ['an empty room', { ...transfer, room: '' }],
    ['a room that is too long', { ...transfer, room: 'r'.repeat(129) }],
    ['a session that is no id', { ...transfer, sessionId: 'a b' }],
    ['a session that is too long', { ...transfer, sessionId: 's'.repeat(65) }],
    ['a session with a line end', { ...transfer, sessionId: `${SESSION}\n` }],
    ['no target', { ...transfer, toEndPoint: undefined }],
    ['a target with a control', { ...transfer, toEndPoint: 'sip:a@b.example\r\nX: y' }],
    ['a target with half a character', { ...transfer, toEndPoint: 'sip:\ud800@b.example' }],
    ['a target that is too long', { ...transfer, toEndPoint: 's'.repeat(2049) }],
    ['a time as text', { ...transfer, at: '1760000000000' }],
    ['a time that is no number', { ...transfer, at: Number.NaN }],
    ['a time without an end', { ...transfer, at: Number.POSITIVE_INFINITY }],
    ['a time before all times', { ...transfer, at: -1 }],
    ['a broken time', { ...transfer, at: 1.5 }],
    ['a time after all times', { ...transfer, at: 8.64e15 + 1 }],
    ['an address that is none', { ...address, address: 7 }],
    ['an address that is empty', { ...address, address: '' }],
  ])('refuses %s', (_, value) => {
    expect(readFact(value)).toBeUndefined();
  });
});
