import { describe, expect, it } from 'vitest';
import {
  isTelephonyType,
  readTransferee,
  sameTransferee,
  withAddress,
  type SessionFacts,
  type Transferee,
} from '../../src/domain/transferee.js';
import { addressOf, session } from '../support/facts.js';

const FOUR = ['sip-dial-in', 'sip-dial-out', 'pstn-dial-in', 'pstn-dial-out'] as const;
const WEB: SessionFacts = { sessionId: 'caller', presence: 'here', name: 'Wendy' };

describe('isTelephonyType', () => {
  it.each([
    ...FOUR.map((type) => [type, true] as const),
    ['unknown', false],
    ['remote-media-player', false],
    ['toString', false],
    ['', false],
    [undefined, false],
  ] as const)('of %s is %s', (type, is) => {
    expect(isTelephonyType(type)).toBe(is);
  });
});

describe('readTransferee', () => {
  it.each(FOUR)('finds a caller of the type %s', (participantType) => {
    expect(readTransferee(session({ participantType }))).toEqual({
      sessionId: 'caller',
      name: 'Alice',
      type: participantType,
    });
  });

  it('finds a caller whose type Daily does not know', () => {
    expect(readTransferee(session({ participantType: 'unknown' }))?.type).toBe('unknown');
  });

  it.each([undefined, 'remote-media-player'])(
    'takes a participant of the type %s for a caller only after a dial event',
    (participantType) => {
      const facts = { ...WEB, ...(participantType && { participantType }) };
      expect(readTransferee(facts)).toBeUndefined();
      expect(readTransferee({ ...facts, dial: {} })?.type).toBe('unknown');
    },
  );

  it.each(['local', 'absent'] as const)('finds nobody where the session is %s', (presence) => {
    expect(readTransferee(session({ presence, dial: {} }))).toBeUndefined();
  });

  it('tells all that is known, and the empty name of a nameless caller', () => {
    const address = addressOf('sip:alice@home.example.net');
    const { name: _, ...nameless } = session({
      joinedAt: 1_700_000_000_000,
      dial: { address, dialled: addressOf('sip:room@acme.sip.daily.co'), sipCallId: 'a1@b' },
    });
    expect(readTransferee(nameless)).toEqual({
      sessionId: 'caller',
      name: '',
      type: 'sip-dial-in',
      address,
      sipCallId: 'a1@b',
      joinedAt: 1_700_000_000_000,
    });
  });

  it('keeps even an empty Call-ID and the beginning of time', () => {
    const caller = readTransferee(session({ joinedAt: 0, dial: { sipCallId: '' } }));
    expect(caller).toMatchObject({ joinedAt: 0, sipCallId: '' });
  });

  it('cannot be changed, and hides numbers in JSON alone and in a list', () => {
    const address = addressOf('sip:+14155552671@home.example.net');
    const caller = readTransferee(session({ name: 'Alice 4155552671', dial: { address } }));
    expect(Object.isFrozen(caller)).toBe(true);
    expect(Object.isFrozen(caller?.address)).toBe(true);
    expect(caller?.address?.address).toBe('sip:+14155552671@home.example.net');
    for (const text of [{ transferees: [caller] }, caller?.address].map((one) =>
      JSON.stringify(one),
    )) {
      expect(text).toContain('sip:+1•••2671@home.example.net');
      expect(text).not.toMatch(/\d{5}/);
    }
  });
});

describe('sameTransferee', () => {
  const one: Transferee = {
    sessionId: 'caller',
    name: 'Alice',
    type: 'sip-dial-in',
    address: addressOf('sip:alice@home.example.net'),
    sipCallId: 'a1',
    joinedAt: 1,
  };

  it('compares addresses by their canonical text', () => {
    const address = addressOf('"Alice" <SIP:alice@Home.Example.NET.>');
    expect(sameTransferee(one, { ...one, address })).toBe(true);
  });

  it('takes two callers without address for the same', () => {
    const { address: _, ...rest } = one;
    expect(sameTransferee(rest, { ...rest })).toBe(true);
    expect(sameTransferee(one, rest)).toBe(false);
  });

  it.each<Partial<Transferee>>([
    { sessionId: 'other' },
    { name: 'Bob' },
    { type: 'sip-dial-out' },
    { address: addressOf('sip:bob@home.example.net') },
    { sipCallId: 'a2' },
    { joinedAt: 2 },
  ])('tells callers apart by %j', (other) => {
    expect(sameTransferee(one, { ...one, ...other })).toBe(false);
  });
});

describe('withAddress', () => {
  const alice = readTransferee(
    session({ dial: { address: addressOf('sip:alice@home.example.net') } }),
  );
  if (!alice) throw new Error('there is no caller');

  it('gives the very same caller while the address is the same', () => {
    expect(withAddress(alice, addressOf('SIP:alice@HOME.example.net'))).toBe(alice);
    const nowhere = withAddress(alice, undefined);
    expect(withAddress(nowhere, undefined)).toBe(nowhere);
  });

  it('gives another one, masked too, with the address that counts, or with none', () => {
    const moved = withAddress(alice, addressOf('+14155552671'));
    expect(moved).toMatchObject({ sessionId: 'caller', address: { kind: 'phone' } });
    expect(JSON.stringify(moved)).not.toContain('4155552671');
    expect(withAddress(alice, undefined)).toEqual({ ...alice, address: undefined });
    expect(withAddress(alice, undefined)).not.toHaveProperty('address');
  });
});
