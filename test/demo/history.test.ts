import { describe, expect, it } from 'vitest';
import type { TransferRecord } from 'daily-transfer';
import { presentHistory, writeHistory, writeRecord } from '../../demo/present/history.js';
import { plan, room, session } from '../support/facts.js';
import { findLeaks } from '../support/fixtures.js';
import { HEAD, recordOf } from '../support/records.js';

function present(transfers: readonly TransferRecord[], opened: readonly string[] = []) {
  return presentHistory({ transfers, openedRecords: new Set(opened), unmasked: false });
}

/** What is told of a transfer that is opened, besides its timeline. */
function tell(record: TransferRecord): string {
  return present([record], [record.id]).rows[0]?.detail?.sentences.join(' ') ?? '';
}

describe('presentHistory', () => {
  it('shows who went where, by which method, when, and how sure that is', () => {
    const { rows } = present([recordOf(['daily-said-yes', 'transferee-left'])]);
    expect(rows).toEqual([
      {
        id: '7f3a',
        status: 'handed-off',
        title: 'Handed off',
        confidence: 'inferred',
        sure: 'inferred: a hang-up in that very moment would look the same',
        name: 'Alice +1•••2672',
        target: '+1•••2671',
        method: 'sipCallTransfer',
        time: new Date(HEAD.startedAt).toLocaleTimeString('en-GB'),
        dateTime: '2026-11-23T12:00:05.000Z',
      },
    ]);
    expect(rows[0]?.time).toMatch(/^\d\d:\d\d:05$/);
  });

  it('says of a running transfer that it runs', () => {
    const { rows } = present([recordOf(['daily-said-yes'])]);
    expect(rows[0]).toMatchObject({ title: 'Accepted', confidence: 'running', sure: 'under way' });
  });

  it('keeps the order, newest first, and opens those that were opened', () => {
    const { rows } = present([recordOf([], { id: 'b' }), recordOf([], { id: 'a' })], ['a']);
    expect(rows.map(({ id, detail }) => [id, detail !== undefined])).toEqual([
      ['b', false],
      ['a', true],
    ]);
  });

  it('tells the timeline in words, with evidence, and what came late', () => {
    const { rows } = present(
      [recordOf(['transferee-left', 'grace-over', 'daily-said-yes'])],
      ['7f3a'],
    );
    expect(rows[0]?.detail?.timeline).toEqual([
      { at: '+0.0 s', says: "called Daily's method", evidence: 'app', late: false },
      { at: '+0.1 s', says: 'the caller left the room', evidence: 'daily-answer', late: false },
      { at: '+0.2 s', says: 'the grace is over', evidence: 'daily-answer', late: false },
      { at: '+0.3 s', says: 'Daily said yes', evidence: 'daily-answer', late: true },
    ]);
  });

  it('tells whether to try again, and of a correction', () => {
    expect(tell(recordOf(['daily-said-no']))).toBe(
      'Daily said no. The caller is still here. You can try again.',
    );
    expect(tell(recordOf(['transferee-left', 'grace-over', 'daily-said-yes']))).toContain(
      'Corrected by a late fact.',
    );
  });

  it('names who is not named, and cuts a name that is too long', () => {
    const nameOf = (name: string) => {
      const facts = { room: room({ session: session({ name }) }) };
      return present([recordOf([], { plan: plan({}, facts) })]).rows[0]?.name;
    };
    expect(nameOf('')).toBe('no name');
    expect(nameOf('x'.repeat(10_000))).toBe('x'.repeat(80));
    const gone = plan({}, { room: room({ session: session({ presence: 'absent' }) }) });
    expect(present([recordOf([], { plan: gone })]).rows[0]?.name).toBe('caller not known');
  });

  it('shows no number, whatever is chosen for copies', () => {
    const transfers = [recordOf(['daily-said-yes'])];
    for (const unmasked of [false, true]) {
      const screen = presentHistory({ transfers, openedRecords: new Set(['7f3a']), unmasked });
      expect(findLeaks(JSON.stringify(screen))).toEqual([]);
    }
  });
});

describe('writeRecord, writeHistory', () => {
  it('masks unless asked otherwise', () => {
    const record = recordOf(['daily-said-yes']);
    for (const write of [
      writeRecord,
      (one: TransferRecord, how: { unmasked: boolean }) => writeHistory([one, one], how),
    ]) {
      expect(findLeaks(write(record, { unmasked: false }))).toEqual([]);
      expect(findLeaks(write(record, { unmasked: true }))).toEqual(['4155552671', '4155552672']);
    }
  });

  it('writes JSON that can be read again, newest first', () => {
    const records = [recordOf([], { id: 'b' }), recordOf([], { id: 'a' })];
    expect(JSON.parse(writeHistory(records, { unmasked: false }))).toMatchObject([
      { id: 'b' },
      { id: 'a' },
    ]);
    expect(JSON.parse(writeRecord(recordOf(['daily-said-no']), { unmasked: true }))).toMatchObject({
      id: '7f3a',
      code: 'rejected',
      plan: { request: { toEndPoint: '+14155552671' } },
      timeline: [{ signal: 'sent' }, { signal: 'daily-said-no' }],
    });
  });
});
