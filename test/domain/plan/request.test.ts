import { describe, expect, it } from 'vitest';
import {
  mustBeTimeout,
  readRequest,
  sameRequest,
  type TransferRequest,
} from '../../../src/domain/plan/request.js';

const SMALL = { sessionId: 'caller', toEndPoint: 'sip:sales@pbx.example.com' };

/** As a program without types would call it. */
function read(value: unknown): TransferRequest {
  return readRequest(value as TransferRequest);
}

describe('readRequest', () => {
  it('copies every known key as it came', () => {
    const { signal } = new AbortController();
    const request: TransferRequest = {
      ...SMALL,
      method: 'sipRefer',
      prefer: 'anchored',
      transfereeAddress: 'sip:alice@home.example.net',
      callerId: 'anything',
      extension: '12#',
      waitBeforeExtensionDialSec: 2,
      override: ['network-up'],
      timeoutMs: 10_000,
      signal,
    };
    const copy = readRequest(request);
    expect(copy).toEqual(request);
    expect(copy).not.toBe(request);
    expect(copy.signal).toBe(signal);
  });

  it('leaves out what is undefined', () => {
    const copy = read({ ...SMALL, method: undefined, signal: undefined });
    expect(Object.keys(copy)).toEqual(['sessionId', 'toEndPoint']);
  });

  it.each([
    ['callerID', "a transfer request has no 'callerID'; did you mean 'callerId'?"],
    ['toEndpoint', "a transfer request has no 'toEndpoint'; did you mean 'toEndPoint'?"],
    ['useSipRefer', "a transfer request has no 'useSipRefer'; it knows sessionId, toEndPoint, "],
  ])('throws a TypeError at %s, which it does not know', (key, says) => {
    expect(() => read({ ...SMALL, [key]: true })).toThrow(TypeError);
    expect(() => read({ ...SMALL, [key]: true })).toThrow(says);
  });

  it('takes frozen requests and those of a class', () => {
    class Ask {
      readonly sessionId = 'caller';
      get toEndPoint() {
        return '+14155552671';
      }
    }
    expect(read(Object.freeze({ ...SMALL }))).toEqual(SMALL);
    expect(read(new Ask())).toEqual({ sessionId: 'caller', toEndPoint: '+14155552671' });
  });

  it('reads each key once', () => {
    const reads: string[] = [];
    const request = new Proxy<TransferRequest>(
      { ...SMALL, method: 'auto', override: ['network-up'], timeoutMs: 5_000 },
      {
        get(target, key: keyof TransferRequest) {
          reads.push(key);
          return target[key];
        },
      },
    );
    readRequest(request);
    expect([...new Set(reads)]).toEqual(reads);
  });

  it('copies the list of overrides before it looks at it', () => {
    const override = ['network-up'];
    let reads = 0;
    Object.defineProperty(override, 0, {
      get: () => (reads++ === 0 ? 'network-up' : 'target-allowed'),
    });
    const copy = read({ ...SMALL, override });
    expect(copy.override).toEqual(['network-up']);
    expect(Object.isFrozen(copy.override)).toBe(true);
    expect(reads).toBe(1);
  });

  it('leaves the request as it was', () => {
    const override: TransferRequest['override'] = ['network-up'];
    readRequest({ ...SMALL, override });
    expect(Object.isFrozen(override)).toBe(false);
  });

  it.each([undefined, null, 'sip:bob@pbx.example.com', 1, true, () => SMALL])(
    'throws a TypeError for %s in place of a request',
    (value) => {
      expect(() => read(value)).toThrow(TypeError);
      expect(() => read(value)).toThrow('a transfer request must be an object');
    },
  );

  const throwing: unknown = Object.freeze({});
  const strings = [undefined, null, 1, true, {}, ['caller'], Symbol.iterator] as const;
  const optional = strings.slice(1);
  it.each([
    ...strings.map((value) => ['sessionId', value] as const),
    ...strings.map((value) => ['toEndPoint', value] as const),
    ...[...optional, 'Auto', 'refer', ''].map((value) => ['method', value] as const),
    ...[...optional, 'any', ''].map((value) => ['prefer', value] as const),
    ...optional.map((value) => ['transfereeAddress', value] as const),
    ...optional.map((value) => ['callerId', value] as const),
    ...optional.map((value) => ['extension', value] as const),
    ...[null, '1', true, {}, 1n].map((value) => ['waitBeforeExtensionDialSec', value] as const),
    ...[
      null,
      'network-up',
      {},
      ['target-allowed'],
      ['network-up', 'joined'],
      [undefined],
      Array(1),
      ['toString'],
    ].map((value) => ['override', value] as const),
    ...[null, '5000', Number.NaN, 4_999, 180_001, Infinity].map(
      (value) => ['timeoutMs', value] as const,
    ),
    ...[null, true, 'abort', {}, { aborted: false }, () => undefined, throwing].map(
      (value) => ['signal', value] as const,
    ),
  ])('throws a TypeError that names %s, given a wrong one', (key, value) => {
    const request = { ...SMALL, [key]: value };
    expect(() => read(request)).toThrow(TypeError);
    expect(() => read(request)).toThrow(new RegExp(`^${key} must be `));
  });

  it.each([
    ['sessionId', 'a string'],
    ['toEndPoint', 'a string'],
    ['method', "'auto' or 'sipCallTransfer' or 'sipRefer'"],
    ['prefer', "'direct' or 'anchored'"],
    ['transfereeAddress', 'a string'],
    ['callerId', 'a string'],
    ['extension', 'a string'],
    ['waitBeforeExtensionDialSec', 'a number'],
    ['override', 'a list of checks that can be overridden'],
    ['timeoutMs', 'from 5000 to 180000'],
    ['signal', 'an AbortSignal'],
  ])('says of %s that it must be %s', (key, expected) => {
    expect(() => read({ ...SMALL, [key]: null })).toThrow(
      new TypeError(`${key} must be ${expected}`),
    );
  });

  const listening = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} };

  it('takes a signal of another realm by what it can do', () => {
    expect(read({ ...SMALL, signal: listening }).signal).toBe(listening);
  });

  it.each(Object.keys(listening))('takes no signal without a right %s', (key) => {
    for (const odd of [undefined, null, 'no', {}]) {
      expect(() => read({ ...SMALL, signal: { ...listening, [key]: odd } })).toThrow(TypeError);
    }
  });

  it.each(['auto', 'sipCallTransfer', 'sipRefer'] as const)('takes the method %s', (method) => {
    expect(readRequest({ ...SMALL, method }).method).toBe(method);
  });

  it.each(['direct', 'anchored'] as const)('takes the preference %s', (prefer) => {
    expect(readRequest({ ...SMALL, prefer }).prefer).toBe(prefer);
  });

  it.each([5_000, 5_000.5, 180_000])('takes a deadline of %d ms', (timeoutMs) => {
    expect(readRequest({ ...SMALL, timeoutMs }).timeoutMs).toBe(timeoutMs);
  });

  it('takes an empty list', () => {
    expect(read({ ...SMALL, override: [] })).toEqual({ ...SMALL, override: [] });
  });
});

describe('sameRequest', () => {
  const one = { ...SMALL, method: 'sipRefer', callerId: 'a', extension: '1' } as const;
  it.each<readonly [Partial<TransferRequest>, boolean]>([
    [{}, true],
    [{ waitBeforeExtensionDialSec: undefined }, true],
    [{ prefer: 'anchored', timeoutMs: 5_000, override: [] }, true],
    [{ transfereeAddress: 'sip:alice@home.example.net' }, true],
    [{ sessionId: 'other' }, false],
    [{ method: 'sipCallTransfer' }, false],
    [{ toEndPoint: 'sip:help@pbx.example.com' }, false],
    [{ callerId: 'b' }, false],
    [{ callerId: undefined }, false],
    [{ extension: '2' }, false],
    [{ waitBeforeExtensionDialSec: 0 }, false],
  ])('with %j is %s', (own, same) => {
    expect(sameRequest(one, { ...one, ...own })).toBe(same);
    expect(sameRequest({ ...one, ...own }, one)).toBe(same);
  });
});

describe('mustBeTimeout', () => {
  it.each([
    [5_000, true],
    [180_000, true],
    [4_999.9, false],
    [180_000.1, false],
    [Number.NaN, false],
    ['5000', false],
    [undefined, false],
    [null, false],
  ])('of %s is %s', (value, is) => {
    expect(mustBeTimeout(value) === true).toBe(is);
  });
});
