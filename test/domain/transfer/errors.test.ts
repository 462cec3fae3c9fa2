import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { TransferErrorCode } from '../../../src/domain/transfer/error-code.js';
import { refusalOf, TransferError } from '../../../src/domain/transfer/errors.js';
import { isTransferError } from '../../../src/domain/transfer/is-transfer-error.js';
import { REQUESTED } from '../../../src/domain/transfer/lifecycle.js';
import { openRecord } from '../../../src/domain/transfer/record.js';
import { plan } from '../../support/facts.js';

const CODES: Readonly<Record<TransferErrorCode, string>> = {
  blocked: 'a precondition is not met',
  busy: 'another transfer of this caller is under way',
  aborted: 'it was aborted',
  detached: 'the controller is detached',
  rejected: 'Daily said no',
  'transferee-left': 'the caller had left when Daily answered',
  'left-unanswered': 'the caller left, but Daily never answered',
  'never-left': 'Daily said yes, but the caller never left',
  'daily-silent': 'Daily never answered, and the caller never left',
  'call-ended': 'our own call ended first',
  'target-busy': 'the target was busy',
  'no-answer': 'the target did not answer',
  declined: 'the target declined',
  unreachable: 'the target could not be reached',
};
const codes = Object.keys(CODES) as TransferErrorCode[];

const number = '+14155552671';
const target = plan({ toEndPoint: number });
const record = openRecord(
  { id: 'one', plan: target, method: 'sipCallTransfer', startedAt: 1 },
  REQUESTED,
);

describe('TransferError', () => {
  it.each(codes)('says why, for %s, in plain words without a number', (code) => {
    const error = new TransferError(code, { record, plan: target });
    expect(error.message).toBe(`unable to transfer; ${CODES[code]}`);
    expect(error.message).not.toMatch(/\d/);
    expect(error).toMatchObject({ name: 'TransferError', code, record, plan: target });
    expect(`${error}`).toBe(`TransferError: unable to transfer; ${CODES[code]}`);
    expect(error).toBeInstanceOf(Error);
  });

  it.each(codes)('says what cannot be confirmed, for %s', (code) => {
    const error = new TransferError(code, { status: 'unconfirmed' });
    expect(error.message).toBe(`unable to confirm the transfer; ${CODES[code]}`);
    expect(error.status).toBe('unconfirmed');
  });

  it('says it in the words of who knows better', () => {
    const error = new TransferError('blocked', { status: 'failed' }, 'the app did not answer');
    expect(error.message).toBe('unable to transfer; the app did not answer');
    expect(error.status).toBe('failed');
  });

  it('has neither status, record nor plan where there is none', () => {
    const error = new TransferError('aborted');
    expect([error.status, error.record, error.plan]).toEqual([undefined, undefined, undefined]);
    expect('cause' in error).toBe(false);
  });

  const circular: { self?: unknown } = {};
  circular.self = circular;
  it.each([
    'no',
    '',
    { errorMsg: 'no' },
    circular,
    new Error('no'),
    0,
    null,
    undefined,
    Symbol('no'),
  ])('keeps the cause %s as it came', (cause) => {
    const error = new TransferError('rejected', { cause });
    expect('cause' in error).toBe(true);
    expect(error.cause).toBe(cause);
  });

  it('hides numbers and the cause in JSON, alone and inside an event', () => {
    const error = new TransferError('rejected', { record, plan: target, cause: number });
    for (const json of [error, { action: 'transfer-blocked', plan: target, error }]) {
      const text = JSON.stringify(json);
      expect(text).toContain('+1•••2671');
      expect(text).not.toMatch(/\d{5}|"cause"/);
    }
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: 'TransferError',
      code: 'rejected',
      message: 'unable to transfer; Daily said no',
      record: { id: 'one' },
      plan: { ready: true },
    });
  });

  it('shows itself masked to util.inspect, and so to console.log, with its stack and without its cause', () => {
    const error = new TransferError('rejected', { plan: target, record, cause: `no ${number}` });
    for (const depth of [0, 2, 5, 10, null]) {
      for (const shown of [inspect(error, { depth }), inspect({ a: [{ error }] }, { depth })]) {
        expect(shown).not.toContain('4155552671');
      }
    }
    const shown = inspect(error, { depth: 10 });
    expect(shown).toMatch(/^Error \[TransferError\]: unable to transfer; Daily said no\n/);
    expect(shown).toContain('errors.test.ts');
    expect(shown).toContain("code: 'rejected'");
    expect(shown).toContain("toEndPoint: '+1•••2671'");
    expect(shown).not.toMatch(/\bcause/);
  });

  it('has JSON even when the cause has none', () => {
    const text = JSON.stringify(new TransferError('rejected', { cause: circular }));
    expect(JSON.parse(text)).toEqual({
      name: 'TransferError',
      code: 'rejected',
      message: 'unable to transfer; Daily said no',
    });
  });
});

describe('isTransferError', () => {
  it('takes any code, or the one that is asked for', () => {
    const error = new TransferError('busy');
    expect(isTransferError(error)).toBe(true);
    expect(isTransferError(error, 'busy')).toBe(true);
    expect(isTransferError(error, 'blocked')).toBe(false);
  });

  it('knows the error of a second copy of the package by its name', () => {
    const copy = Object.assign(new Error('unable to transfer'), {
      name: 'TransferError',
      code: 'busy',
    });
    expect(isTransferError(copy)).toBe(true);
    expect(isTransferError(copy, 'busy')).toBe(true);
    expect(isTransferError(copy, 'aborted')).toBe(false);
  });

  it.each([
    undefined,
    null,
    'TransferError',
    1,
    {},
    Object.create(null) as object,
    { name: 'TransferError', code: 'busy' },
    new Error('TransferError'),
    Object.assign(new Error('other'), { code: 'busy' }),
    Object.assign(new Error('no code'), { name: 'TransferError' }),
    new DOMException('aborted', 'AbortError'),
  ])('of %s is false', (value) => {
    expect(isTransferError(value)).toBe(false);
    expect(isTransferError(value, 'busy')).toBe(false);
  });
});

describe('refusalOf', () => {
  it('says of a blocked plan what its first blocker says', () => {
    const blocked = plan({ toEndPoint: '' });
    const error = refusalOf('blocked', blocked);
    expect(error).toMatchObject({ code: 'blocked', plan: blocked });
    expect(error.message).toBe('unable to transfer; the target is not a valid address');
    expect('cause' in error).toBe(false);
  });

  it('says of a busy caller that another transfer is under way', () => {
    expect(refusalOf('busy', plan()).message).toBe(
      'unable to transfer; another transfer of this caller is under way',
    );
  });

  it('keeps what the app threw, even nothing', () => {
    expect(refusalOf('blocked', plan(), { cause: 'why' }).cause).toBe('why');
    expect('cause' in refusalOf('blocked', plan(), { cause: undefined })).toBe(true);
  });
});
