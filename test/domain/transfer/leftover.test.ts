import { describe, expect, it } from 'vitest';
import {
  CUT_OFF,
  learnOfCutOff,
  readStored,
  restoreRecord,
  toStored,
} from '../../../src/domain/transfer/leftover.js';
import {
  REQUESTED,
  transition,
  type Signal,
  type TransferState,
} from '../../../src/domain/transfer/lifecycle.js';
import { openRecord } from '../../../src/domain/transfer/record.js';
import { plan } from '../../support/facts.js';

const NOW = 1_800_000_000_000;
const PAGE = 'page-1';

const head = { id: 'a', plan: plan(), method: 'sipRefer', startedAt: NOW } as const;
const stored = toStored(openRecord(head, REQUESTED), PAGE);

describe('toStored', () => {
  it('has what the next page has to tell, with the target masked, and nothing else', () => {
    expect(stored).toEqual({
      schema: 1,
      id: 'a',
      sessionId: 'caller',
      method: 'sipRefer',
      target: 'sip:s•••@pbx.example.com',
      startedAt: NOW,
      page: PAGE,
    });
  });
});

describe('readStored', () => {
  it('reads what was stored, as JSON brings it back', () => {
    const back: unknown = JSON.parse(JSON.stringify([stored]));
    expect(readStored(back, NOW + 3_600_000)).toEqual([stored]);
    expect(readStored(back, NOW - 3_600_000)).toEqual([stored]);
    expect(readStored(back, NOW + 3_600_001)).toEqual([]);
  });

  it.each([
    undefined,
    null,
    7,
    'text',
    true,
    {},
    [],
    [undefined],
    [[stored]],
    { 0: stored, length: 1 },
  ])('reads nothing in %j', (value) => {
    expect(readStored(value, NOW)).toEqual([]);
  });

  it.each(['sipCallTransfer', 'sipRefer'])(
    'knows a transfer by %s, and by no other method',
    (method) => {
      expect(readStored([{ ...stored, method }], NOW)).toEqual([{ ...stored, method }]);
      expect(readStored([{ ...stored, method: `${method}2` }], NOW)).toEqual([]);
    },
  );

  it('passes over what is no entry and goes on behind it', () => {
    expect(readStored([null, 7, 'text', [], stored], NOW)).toEqual([stored]);
  });

  it('reads a hundred entries at most, and no text of more than 3000 characters', () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ ...stored, id: `${index}` }));
    expect(readStored(many, NOW)).toEqual(many.slice(0, 100));
    const long = { ...stored, target: 'a'.repeat(3_000) };
    expect(readStored([long], NOW)).toEqual([long]);
    expect(readStored([{ ...long, target: `${long.target}a` }], NOW)).toEqual([]);
  });

  it('takes the last of two with the same id, and known fields only', () => {
    const twice = [stored, { ...stored, sessionId: 'other', retry: 'safe' }];
    expect(readStored(twice, NOW)).toEqual([{ ...stored, sessionId: 'other' }]);
  });

  it.each(Object.keys(stored))('leaves an entry without %s out', (key) => {
    const { [key]: _, ...rest } = { ...stored } as Record<string, unknown>;
    expect(readStored([rest], NOW)).toEqual([]);
    for (const odd of [null, {}, [], Number.NaN, '']) {
      expect(readStored([{ ...stored, [key]: odd }], NOW)).toEqual([]);
    }
  });
});

describe('restoreRecord', () => {
  const record = restoreRecord(head, 5_000);

  it('is of a transfer that nobody can know the end of, and a person may try again', () => {
    expect(record).toMatchObject({
      ...head,
      status: 'unconfirmed',
      code: 'call-ended',
      confidence: 'none',
      retry: 'ask',
    });
    expect(record.timeline).toEqual([
      { sinceMs: 0, signal: 'sent', evidence: 'app', status: 'requested' },
      { sinceMs: 5_000, signal: 'call-ended', evidence: 'app', status: 'unconfirmed' },
    ]);
  });

  it('has the state of a call that has ended, but for that somebody may try again', () => {
    expect(CUT_OFF).toEqual({ ...transition(REQUESTED, 'call-ended'), retry: 'ask' });
  });
});

describe('learnOfCutOff', () => {
  const learn = (...signals: readonly Signal[]): TransferState =>
    signals.reduce(learnOfCutOff, CUT_OFF);

  it('leaves nobody to send once the caller is seen to have left, and somebody while here', () => {
    const left = learn('transferee-left');
    const shown = learn('transferee-left', 'transferee-shown');
    expect(left).toEqual({ ...CUT_OFF, transferee: 'left', retry: 'no' });
    expect(shown).toEqual({ ...CUT_OFF, transferee: 'here', retry: 'ask' });
  });

  it.each([
    [['initiated'], 'handed-off', undefined],
    [['answered'], 'answered', undefined],
    [['ended'], 'ended', undefined],
    [['target-busy'], 'failed', 'target-busy'],
    [['initiated', 'unreachable'], 'failed', 'unreachable'],
    [['transferee-left', 'no-answer'], 'failed', 'no-answer'],
  ] as const)('takes %j of webhooks as the end: %s', (signals, status, code) => {
    const end = { status, confidence: 'confirmed', retry: 'no', corrected: true, ack: 'yes' };
    expect(learn(...signals)).toMatchObject({ ...end, transferee: 'left' });
    expect(learn(...signals).code).toBe(code);
  });

  it('takes a yes for a hand-off once the caller is seen to have left, and for nothing before', () => {
    expect(learn('triggered')).toEqual({ ...CUT_OFF, ack: 'yes' });
    expect(learn('transferee-left', 'triggered')).toMatchObject({
      status: 'handed-off',
      confidence: 'inferred',
      retry: 'no',
      corrected: true,
    });
  });

  it('leaves an end that webhooks have told alone, wherever the caller seems to be', () => {
    const end = learn('initiated');
    expect(learnOfCutOff(end, 'transferee-left')).toBe(end);
    expect(learnOfCutOff(end, 'transferee-shown')).toBe(end);
    expect(learnOfCutOff(end, 'initiated')).toBe(end);
  });
});
