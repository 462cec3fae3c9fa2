import { describe, expect, it } from 'vitest';
import { isSettled, REQUESTED } from '../../../src/domain/transfer/lifecycle.js';
import { transitionByWebhook as transition } from '../../../src/domain/transfer/webhook-lifecycle.js';
import type { Signal, TransferState } from '../../../src/domain/transfer/lifecycle.js';
import {
  appendEntry,
  exportTransfer,
  openRecord,
  type Evidence,
  type RecordHead,
  type TransferRecord,
} from '../../../src/domain/transfer/record.js';
import { addressOf, plan, room, session } from '../../support/facts.js';

const HEAD: RecordHead = {
  id: '7f3a',
  plan: plan({ toEndPoint: '+14155552671', extension: '98765' }),
  method: 'sipCallTransfer',
  startedAt: 1_700_000_000_000,
};

interface Run {
  readonly record: TransferRecord;
  readonly state: TransferState;
}

/** Plays signals, 10 ms apart, as the controller would: what means nothing leaves no entry. */
function play(signals: readonly Signal[], head = HEAD, evidence: Evidence = 'daily-answer'): Run {
  const start: Run = { record: openRecord(head, REQUESTED), state: REQUESTED };
  return signals.reduce<Run>(({ record, state }, signal, index) => {
    const next = transition(state, signal);
    if (next === state) return { record, state };
    const entry = { sinceMs: 10 * (index + 1), signal, evidence };
    return { record: appendEntry(record, next, entry), state: next };
  }, start);
}

describe('openRecord', () => {
  it('tells that the request was sent, and knows no end yet', () => {
    expect(openRecord(HEAD, REQUESTED)).toEqual({
      ...HEAD,
      status: 'requested',
      confidence: 'none',
      retry: undefined,
      settled: false,
      timeline: [{ sinceMs: 0, signal: 'sent', evidence: 'app', status: 'requested' }],
    });
  });
});

describe('appendEntry', () => {
  it('adds the fact and what it made of the transfer', () => {
    const { record } = play(['daily-said-yes', 'transferee-left']);
    expect(record).toMatchObject({ status: 'handed-off', confidence: 'inferred', retry: 'no' });
    expect(record).not.toHaveProperty('code');
    expect(record.timeline).toEqual([
      { sinceMs: 0, signal: 'sent', evidence: 'app', status: 'requested' },
      { sinceMs: 10, signal: 'daily-said-yes', evidence: 'daily-answer', status: 'accepted' },
      { sinceMs: 20, signal: 'transferee-left', evidence: 'daily-answer', status: 'handed-off' },
    ]);
  });

  it('says why a transfer failed and whether it may be tried again', () => {
    const { record } = play(['daily-said-no']);
    expect(record).toMatchObject({ status: 'failed', code: 'rejected', retry: 'safe' });
    expect(record.timeline.at(-1)).not.toHaveProperty('late');
  });

  it('marks what came after the end as late, and an end that it corrected', () => {
    const { record } = play(['transferee-left', 'grace-over', 'daily-said-yes', 'answered']);
    expect(record.timeline.map(({ signal, late }) => [signal, late])).toEqual([
      ['sent', undefined],
      ['transferee-left', undefined],
      ['grace-over', undefined],
      ['daily-said-yes', true],
      ['answered', true],
    ]);
    expect(record).toMatchObject({ status: 'answered', corrected: true, confidence: 'confirmed' });
    expect(record).not.toHaveProperty('code');
  });

  it('makes a new record and leaves the one before alone', () => {
    const before = openRecord(HEAD, REQUESTED);
    const state = transition(REQUESTED, 'daily-said-yes');
    const entry = { sinceMs: 1, signal: 'daily-said-yes', evidence: 'daily-answer' } as const;
    const after = appendEntry(before, state, entry);
    expect(after).not.toBe(before);
    expect(before.timeline).toHaveLength(1);
    expect(after.plan).toBe(before.plan);
  });

  it('gives records that cannot be changed', () => {
    const { record } = play(['daily-said-yes']);
    const parts = [record, record.timeline, ...record.timeline];
    expect(parts.every((part) => Object.isFrozen(part))).toBe(true);
  });
});

describe('settled', () => {
  it('is said of a record from its end on', () => {
    expect(play([]).record.settled).toBe(false);
    expect(play(['daily-said-yes']).record.settled).toBe(false);
    expect(play(['daily-said-yes', 'transferee-left']).record.settled).toBe(true);
    expect(play(['daily-said-no']).record.settled).toBe(true);
    expect(play(['deadline-over', 'transferee-left']).record.settled).toBe(true);
  });
});

describe('replaying the signals of a record', () => {
  const SIGNALS: readonly Signal[] = [
    'daily-said-yes',
    'daily-said-no',
    'transferee-left',
    'transferee-hidden',
    'network-interrupted',
    'dial-warning',
    'grace-over',
    'deadline-over',
    'call-ended',
    'initiated',
    'no-answer',
  ];
  const runs = SIGNALS.flatMap((one) =>
    SIGNALS.flatMap((two) => SIGNALS.map((three) => [one, two, three])),
  );

  it('gives the same record', () => {
    for (const signals of runs) {
      const { record } = play(signals);
      const heard = record.timeline.slice(1);
      let state = REQUESTED;
      let again = openRecord(HEAD, state);
      for (const { sinceMs, signal, evidence } of heard) {
        const next = transition(state, signal);
        again = appendEntry(again, next, { sinceMs, signal, evidence });
        state = next;
      }
      expect(again).toEqual(record);
    }
  });

  it('shows every status as an entry, and the end of the record as its last', () => {
    for (const signals of runs) {
      const { record, state } = play(signals);
      const late = record.timeline.filter((entry) => entry.late);
      expect(record.timeline.at(-1)?.status).toBe(record.status);
      expect(record.status).toBe(state.status);
      expect(late.length === 0 || isSettled(state)).toBe(true);
    }
  });
});

describe('exportTransfer', () => {
  const caller = session({
    name: 'Alice 4155552671',
    dial: { address: addressOf('sip:+14155553344@home.example.net'), sipCallId: '4155550000@x' },
  });
  const controller = new AbortController();
  const spoken = plan(
    {
      toEndPoint: 'sip:+14155552671@pbx.example.com;user=phone?X-Secret=word',
      signal: controller.signal,
    },
    { room: room({ session: caller }) },
  );
  const { record } = play(['daily-said-yes', 'transferee-left'], { ...HEAD, plan: spoken });

  it('hides numbers, users and header values unless asked otherwise', () => {
    for (const data of [exportTransfer(record), exportTransfer(record, { unmasked: false })]) {
      const text = JSON.stringify(data);
      expect(data).toMatchObject({
        id: '7f3a',
        plan: {
          request: { toEndPoint: 'sip:+1•••2671@pbx.example.com;user=phone?•••' },
          target: {
            user: '+1•••2671',
            host: 'pbx.example.com',
            parameters: [{ name: 'user', value: '•••' }],
            headers: [{ name: 'X-Secret', value: '•••' }],
          },
          transferee: {
            name: 'Alice •••2671',
            address: { address: 'sip:+1•••3344@home.example.net' },
            sipCallId: '4155550000@x',
          },
        },
      });
      expect(text.replace('4155550000@x', '')).not.toMatch(/415555|word/);
    }
  });

  it('is what JSON of the record says', () => {
    expect(JSON.parse(JSON.stringify(record))).toEqual(exportTransfer(record));
  });

  it('shows everything on demand, as plain data', () => {
    const data = exportTransfer(record, { unmasked: true });
    expect(data).toEqual(JSON.parse(JSON.stringify(data)));
    expect(data).toMatchObject({
      plan: {
        request: { toEndPoint: 'sip:+14155552671@pbx.example.com;user=phone?X-Secret=word' },
        transferee: { name: 'Alice 4155552671' },
      },
      timeline: record.timeline.map((entry) => ({ ...entry })),
    });
  });

  it('has no AbortSignal in it either way', () => {
    expect(record.plan.request.signal).toBe(controller.signal);
    for (const unmasked of [true, false]) {
      expect(exportTransfer(record, { unmasked })).not.toHaveProperty('plan.request.signal');
    }
  });

  it('hides the extension and the number of a phone target', () => {
    const text = JSON.stringify({
      events: [{ action: 'transfer-updated', transfer: play([]).record }],
    });
    expect(text).toContain('"number":"+1•••2671"');
    expect(text).toContain('"extension":"•••"');
    expect(text).not.toMatch(/415555|98765/);
  });
});
