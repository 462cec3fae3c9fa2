import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleared,
  filtered,
  KINDS,
  logged,
  MOST_EVENTS,
  NO_EVENTS,
  opened,
  paused,
  presentLog,
  writeEntry,
  writeEvents,
  type AnyEvent,
  type LogState,
} from '../../demo/present/log.js';
import { TransferError } from '../../src/domain/transfer/errors.js';
import { REQUESTED } from '../../src/domain/transfer/lifecycle.js';
import { openRecord } from '../../src/domain/transfer/record.js';
import { plan } from '../support/facts.js';
import { findLeaks } from '../support/fixtures.js';

const PLANS: AnyEvent = { action: 'plans-changed' };
const NOBODY: AnyEvent = { action: 'transferees-changed', transferees: [] };

/** The state after these events, numbered from `first`. */
function tell(events: readonly AnyEvent[], from: LogState = NO_EVENTS, first = 1): LogState {
  return events.reduce(
    (state, event, at) => logged(state, writeEntry(event, at * 10, first + at)),
    from,
  );
}

function idsOf(state: LogState): readonly number[] {
  return presentLog(state).rows.map(({ id }) => id);
}

function countsOf(state: LogState): Readonly<Record<string, number>> {
  const { kinds } = presentLog(state);
  return Object.fromEntries(
    kinds.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, count]),
  );
}

describe('writeEntry', () => {
  const record = openRecord(
    {
      id: 'a',
      plan: plan({ toEndPoint: '+14155552671' }),
      method: 'sipCallTransfer',
      startedAt: 1,
    },
    REQUESTED,
  );

  it('says what a step of a transfer is, with its numbers masked', () => {
    const entry = writeEntry({ action: 'transfer-requested', transfer: record }, 5, 1);
    expect(entry).toMatchObject({ id: 1, atMs: 5, action: 'transfer-requested' });
    expect(entry.summary).toBe('Asked · sipCallTransfer · +1•••2671');
    expect(findLeaks(entry.json)).toEqual([]);
    expect(JSON.parse(entry.json)).toMatchObject({ transfer: { id: 'a', status: 'requested' } });
  });

  it('says why a transfer was blocked, and how many callers there are', () => {
    const blocked = plan({ toEndPoint: '+900', sessionId: 'nobody' });
    const error = new TransferError('blocked', { plan: blocked });
    const entry = writeEntry({ action: 'transfer-blocked', plan: blocked, error }, 5, 1);
    expect(entry.summary).toBe(
      ['blocked', ...blocked.blockers.map(({ code }) => code)].join(' · '),
    );
    expect(blocked.blockers.length).toBeGreaterThan(0);
    expect(writeEntry(NOBODY, 5, 1).summary).toBe('0 callers');
    expect(writeEntry(PLANS, 5, 1).summary).toBe('');
  });

  it('writes nothing before somebody looks', () => {
    let written = 0;
    const event = { ...PLANS, toJSON: () => ((written += 1), {}) };
    const state = tell([event, event, event]);
    expect(presentLog(state).rows).toHaveLength(3);
    expect(written).toBe(0);
    writeEvents(state);
    expect(written).toBe(3);
  });
});

describe('logged', () => {
  it('keeps the events in their order, and counts each kind', () => {
    const state = tell([PLANS, NOBODY, PLANS]);
    expect(idsOf(state)).toEqual([1, 2, 3]);
    expect(countsOf(state)).toEqual({ 'plans-changed': 2, 'transferees-changed': 1 });
    expect(presentLog(state)).toMatchObject({
      all: 3,
      isFiltered: false,
      paused: false,
      waiting: 0,
    });
  });

  it('lets the oldest go beyond ten thousand, in the counts too', () => {
    const events = Array.from({ length: 2 * MOST_EVENTS + 500 }, (_, at) =>
      at < 600 ? NOBODY : PLANS,
    );
    const state = tell(events);
    const ids = idsOf(state);
    expect(ids).toHaveLength(MOST_EVENTS);
    expect(ids[0]).toBe(MOST_EVENTS + 501);
    expect(ids.at(-1)).toBe(2 * MOST_EVENTS + 500);
    expect(countsOf(state)).toEqual({ 'plans-changed': MOST_EVENTS });
  });

  it('copies ten thousand events no more than once in ten thousand', () => {
    let state = tell(Array.from({ length: MOST_EVENTS }, () => PLANS));
    const lists = new Set<unknown>();
    for (let at = 0; at < 3 * MOST_EVENTS; at += 1) {
      state = logged(state, writeEntry(PLANS, at, MOST_EVENTS + 1 + at));
      lists.add(state.events.list);
    }
    expect(lists.size).toBeLessThanOrEqual(4);
  });

  it('leaves every earlier state as it was, whichever of them goes on', () => {
    const step = fc.record({ from: fc.nat(), kind: fc.constantFrom(PLANS, NOBODY) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const states = [NO_EVENTS];
        const wanted: (readonly number[])[] = [[]];
        steps.forEach(({ from, kind }, at) => {
          const parent = from % states.length;
          states.push(logged(states[parent] ?? NO_EVENTS, writeEntry(kind, at, at + 1)));
          wanted.push([...(wanted[parent] ?? []), at + 1]);
        });
        expect(states.map(idsOf)).toEqual(wanted);
      }),
    );
  });
});

describe('filtered', () => {
  it('shows the kinds that were chosen, and all when none is left', () => {
    const state = tell([PLANS, NOBODY, PLANS]);
    const plans = filtered(state, 'plans-changed');
    expect(idsOf(plans)).toEqual([1, 3]);
    expect(presentLog(plans)).toMatchObject({ all: 3, isFiltered: true });
    expect(presentLog(plans).kinds.filter(({ pressed }) => pressed)).toEqual([
      { kind: 'plans-changed', count: 2, pressed: true },
    ]);
    const both = filtered(plans, 'transferees-changed');
    expect(idsOf(both)).toEqual([1, 2, 3]);
    expect(idsOf(filtered(both, 'plans-changed'))).toEqual([2]);
    expect(idsOf(filtered(plans, 'plans-changed'))).toEqual([1, 2, 3]);
    expect(presentLog(filtered(both, ''))).toMatchObject({ isFiltered: false });
  });

  it('offers every kind that there is, in one order, so that no button jumps', () => {
    expect(presentLog(NO_EVENTS).kinds.map(({ kind }) => kind)).toEqual(KINDS);
    expect(KINDS).toHaveLength(11);
  });
});

describe('paused', () => {
  it('lets the view stand still, keeps what comes, and says how many', () => {
    const still = tell([NOBODY, PLANS], paused(tell([PLANS])), 2);
    expect(idsOf(still)).toEqual([1]);
    expect(countsOf(still)).toEqual({ 'plans-changed': 1 });
    expect(presentLog(still)).toMatchObject({ paused: true, waiting: 2 });
    expect(idsOf(paused(still))).toEqual([1, 2, 3]);
    expect(presentLog(paused(still))).toMatchObject({ paused: false, waiting: 0 });
  });

  it('stands still even when what it shows is too old to be kept', () => {
    const events = Array.from({ length: MOST_EVENTS + 5 }, () => PLANS);
    const still = tell(events, paused(tell([PLANS, PLANS])), 3);
    expect(idsOf(still)).toEqual([1, 2]);
    expect(presentLog(still).waiting).toBe(MOST_EVENTS);
    expect(idsOf(paused(still))).toHaveLength(MOST_EVENTS);
  });

  it('can be before the first event', () => {
    const still = tell([PLANS], paused(NO_EVENTS));
    expect(presentLog(still)).toMatchObject({ all: 0, waiting: 1 });
    expect(idsOf(paused(still))).toEqual([1]);
  });
});

describe('cleared', () => {
  it('forgets the events and what was opened, not the filter', () => {
    const state = cleared(opened(filtered(tell([PLANS, NOBODY]), 'plans-changed'), '1'));
    expect(presentLog(state)).toMatchObject({
      all: 0,
      isFiltered: true,
      rows: [],
      opened: undefined,
    });
    expect(countsOf(state)).toEqual({});
    expect(idsOf(tell([PLANS], state, 3))).toEqual([3]);
    expect(idsOf(tell([PLANS]))).toEqual([1]);
  });

  it('goes on standing still', () => {
    const state = tell([PLANS], cleared(paused(tell([PLANS, PLANS]))), 3);
    expect(presentLog(state)).toMatchObject({ all: 0, paused: true, waiting: 1 });
  });
});

describe('opened', () => {
  it('shows the JSON of the event to be read, until it is chosen again', () => {
    const state = opened(tell([PLANS, NOBODY]), '2');
    expect(presentLog(state).opened?.id).toBe(2);
    expect(presentLog(state).json).toBe(
      '{\n  "action": "transferees-changed",\n  "transferees": []\n}',
    );
    expect(presentLog(opened(state, '2'))).toMatchObject({ opened: undefined, json: undefined });
    expect(presentLog(opened(state, '1')).json).toContain('plans-changed');
    expect(presentLog(opened(state, 'none')).json).toBeUndefined();
  });

  it('finds a row of the view that stands still, and keeps it when it is too old', () => {
    const events = Array.from({ length: MOST_EVENTS + 5 }, () => PLANS);
    const still = opened(tell(events, paused(tell([NOBODY])), 2), '1');
    expect(presentLog(still).json).toContain('transferees-changed');
    expect(presentLog(paused(still)).json).toContain('transferees-changed');
  });
});

describe('writeEvents', () => {
  it('writes what passes the filter, one event a line', () => {
    const state = tell([PLANS, NOBODY, PLANS]);
    expect(JSON.parse(writeEvents(state))).toEqual([PLANS, NOBODY, PLANS]);
    expect(writeEvents(filtered(state, 'transferees-changed')).split('\n')).toHaveLength(3);
    expect(writeEvents(filtered(state, 'transfer-ended'))).toBe('[]');
    expect(writeEvents(NO_EVENTS)).toBe('[]');
  });
});
