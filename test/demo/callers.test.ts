import { describe, expect, it } from 'vitest';
import type { Transferee } from 'daily-transfer';
import {
  keepPlaces,
  presentCallers,
  writeDuration,
  type CallersState,
} from '../../demo/present/callers.js';
import { readTransferee } from '../../src/domain/transferee.js';
import { addressOf, session } from '../support/facts.js';
import { HEAD, recordOf } from '../support/records.js';

const NOW = Date.UTC(2026, 10, 23, 12, 3, 5);

function caller(own: Parameters<typeof session>[0] = {}): Transferee {
  const found = readTransferee(session(own));
  if (!found) throw new Error('this is no caller');
  return found;
}

const BOB = caller({
  sessionId: 'bob',
  name: 'Bob +1 415 555 2671',
  participantType: 'pstn-dial-in',
  joinedAt: NOW - 185_000,
  dial: { address: addressOf('sip:+14155552671@carrier.example.net') },
});

function state(own: Partial<CallersState> = {}): CallersState {
  return {
    callers: [BOB],
    gone: [],
    transfers: [],
    chosen: undefined,
    revealed: new Set(),
    now: NOW,
    ...own,
  };
}

describe('presentCallers', () => {
  it('hides numbers in names and addresses until a person asks for them', () => {
    const [hidden] = presentCallers(state());
    expect(hidden).toMatchObject({ kind: 'phone, dialled in', reveal: 'hidden', since: '3:05' });
    expect(JSON.stringify(hidden)).not.toContain('555');
    const [shown] = presentCallers(state({ revealed: new Set(['bob']) }));
    expect(shown).toMatchObject({
      name: 'Bob +1 415 555 2671',
      reveal: 'shown',
      address: 'sip:+14155552671@carrier.example.net',
    });
  });

  it('says so where no address is known, and has nothing to reveal', () => {
    const [card] = presentCallers(
      state({ callers: [caller({ sessionId: 'dave', name: 'Dave' })] }),
    );
    expect(card).toMatchObject({ address: 'address not known', reveal: 'none' });
  });

  it('gives a nameless caller a name, and cuts one of 10,000 characters', () => {
    const callers = [caller({ name: '' }), caller({ name: 'x'.repeat(10_000) })];
    expect(presentCallers(state({ callers })).map(({ name }) => name.length)).toEqual([7, 80]);
  });

  it('shows what is under way for a caller, and that a caller has left', () => {
    const callers = [caller({ sessionId: HEAD.plan.request.sessionId })];
    expect(presentCallers(state({ callers, transfers: [recordOf([])] }))[0]?.doing).toBe('Asked');
    const ended = recordOf(['daily-said-no']);
    expect(presentCallers(state({ callers, transfers: [ended] }))[0]?.doing).toBeUndefined();
    const gone = presentCallers(
      state({ callers, gone: callers, chosen: HEAD.plan.request.sessionId }),
    );
    expect(gone[0]).toMatchObject({ hasLeft: true, isChosen: false });
  });
});

describe('keepPlaces', () => {
  const ids = (list: readonly Transferee[]) => list.map(({ sessionId }) => sessionId);
  const [a, b, c] = ['a', 'b', 'c'].map((sessionId) => caller({ sessionId })) as [
    Transferee,
    Transferee,
    Transferee,
  ];

  it('keeps a caller who left where they stood, and adds new ones at the end', () => {
    expect(ids(keepPlaces([a, b], [b, c]))).toEqual(['a', 'b', 'c']);
  });

  it('takes what is known of a caller now', () => {
    const renamed = caller({ sessionId: 'a', name: 'Anna' });
    expect(keepPlaces([a], [renamed])[0]).toBe(renamed);
  });
});

describe('writeDuration', () => {
  it.each([
    [0, '0:00'],
    [-5, '0:00'],
    [59_999, '0:59'],
    [605_000, '10:05'],
    [3_727_000, '1:02:07'],
  ])('%i ms is %s', (ms, text) => expect(writeDuration(ms)).toBe(text));
});
