import { describe, expect, it } from 'vitest';
import type { TransferControllerOptions } from 'daily-transfer';
import { readOptions } from '../../src/controller/options.js';

describe('readOptions', () => {
  it('fills in the defaults', () => {
    expect(readOptions()).toEqual({
      domain: undefined,
      allowTargets: ['daily'],
      authorize: undefined,
      authorizeTimeoutMs: 5_000,
      prefer: 'direct',
      timeoutMs: 45_000,
      graceMs: 10_000,
      dailySipHosts: [],
      endpoints: { ports: undefined, allowIp: false },
      rates: undefined,
      quota: undefined,
      store: undefined,
      relay: undefined,
      historyLimit: 100,
    });
  });

  it('takes undefined for not given', () => {
    const nothing: TransferControllerOptions = {
      domain: undefined,
      allowTargets: undefined,
      authorize: undefined,
      timeoutMs: undefined,
      endpoints: undefined,
    };
    expect(readOptions(nothing)).toEqual(readOptions());
  });

  it('keeps the default grace within a short time', () => {
    expect(readOptions({ timeoutMs: 5_000 }).graceMs).toBe(5_000);
  });

  it.each<TransferControllerOptions>([
    { domain: 'a' },
    { domain: 'Acme-2' },
    { allowTargets: 'any' },
    { allowTargets: 'pbx.example.com' },
    { allowTargets: () => true },
    { allowTargets: ['daily', '*.example.com', '+1415', () => false] },
    { allowTargets: [] },
    { timeoutMs: 180_000, graceMs: 180_000 },
    { graceMs: 0 },
    { authorizeTimeoutMs: 1 },
    { quota: {} },
    { quota: { perMinute: undefined } },
    { quota: { perMinute: 1, perTarget: 1, perCaller: 1 } },
    { store: { load: () => undefined, save: () => {} } },
    { relay: undefined },
    { relay: { publicKey: '{"crv":"P-256"}' } },
    { relay: { publicKey: { crv: 'P-256' }, addresses: undefined } },
    { historyLimit: 0 },
    { historyLimit: Infinity },
    { endpoints: {} },
    { endpoints: { ports: [5_070], allowIp: true } },
  ])('takes %o', (options) => {
    expect(() => readOptions(options)).not.toThrow();
  });

  it('keeps what is given as it was given, its lists as copies', () => {
    const options = {
      domain: 'acme',
      allowTargets: ['daily', '+1415', () => true],
      authorize: () => true,
      authorizeTimeoutMs: 180_000,
      prefer: 'anchored',
      timeoutMs: 60_000,
      graceMs: 60_000,
      dailySipHosts: ['pbx.example.com'],
      endpoints: { ports: [5_070], allowIp: true },
      rates: () => undefined,
      quota: { perMinute: 1, perTarget: 2, perCaller: 3 },
      store: { load: () => undefined, save: () => {} },
      historyLimit: 7,
    } as const;
    const read = readOptions(options);
    expect(read).toEqual(options);
    expect(read.dailySipHosts).not.toBe(options.dailySipHosts);
    expect(read.endpoints.ports).not.toBe(options.endpoints.ports);
    expect(readOptions({ allowTargets: 'any' }).allowTargets).toBe('any');
    expect(readOptions({ allowTargets: '+1' }).allowTargets).toEqual(['+1']);
  });

  it('allows IP addresses for true only', () => {
    const read = (allowIp: unknown) =>
      Reflect.apply(readOptions, undefined, [{ endpoints: { allowIp } }]);
    expect([true, false, 1, 'true'].map((value) => read(value).endpoints.allowIp)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it.each<[string, unknown]>([
    ['options', null],
    ['options', 'acme'],
    ['domain', { domain: '' }],
    ['domain', { domain: 'acme.daily.co' }],
    ['domain', { domain: '-acme' }],
    ['domain', { domain: 7 }],
    ['allowTargets', { allowTargets: 'https://example.com' }],
    ['allowTargets', { allowTargets: null }],
    ['allowTargets', { allowTargets: [null] }],
    ['allowTargets', { allowTargets: [/pbx/] }],
    ['authorize', { authorize: true }],
    ['authorizeTimeoutMs', { authorizeTimeoutMs: 0 }],
    ['authorizeTimeoutMs', { authorizeTimeoutMs: 180_001 }],
    ['prefer', { prefer: 'fast' }],
    ['timeoutMs', { timeoutMs: 4_999 }],
    ['timeoutMs', { timeoutMs: 180_001 }],
    ['timeoutMs', { timeoutMs: Number.NaN }],
    ['timeoutMs', { timeoutMs: '45000' }],
    ['graceMs', { graceMs: -1 }],
    ['graceMs', { graceMs: 45_001 }],
    ['dailySipHosts', { dailySipHosts: 'example.com' }],
    ['dailySipHosts', { dailySipHosts: [7] }],
    ['endpoints', { endpoints: null }],
    ['endpoints.ports', { endpoints: { ports: 5_060 } }],
    ['endpoints.ports', { endpoints: { ports: ['5060'] } }],
    ['rates', { rates: 'much' }],
    ['quota', { quota: null }],
    ['quota', { quota: 5 }],
    ['quota.perMinute', { quota: { perMinute: 0 } }],
    ['quota.perMinute', { quota: { perMinute: 1.5 } }],
    ['quota.perMinute', { quota: { perMinute: Number.NaN } }],
    ['quota.perTarget', { quota: { perTarget: '3' } }],
    ['quota.perTarget', { quota: { perTarget: -1 } }],
    ['quota.perCaller', { quota: { perCaller: Infinity } }],
    ['quota.perCaller', { quota: { perCaller: null } }],
    ['store', { store: null }],
    ['store', { store: true }],
    ['store', { store: { load: () => undefined } }],
    ['historyLimit', { historyLimit: -1 }],
    ['historyLimit', { historyLimit: Number.NaN }],
    ['historyLimit', { historyLimit: '100' }],
    ['graceMs', { graceMs: '0' }],
    ['endpoints', { endpoints: 'any' }],
  ])('throws a TypeError about %s for %o', (name, options) => {
    const read = () => Reflect.apply(readOptions, undefined, [options]);
    expect(read).toThrow(TypeError);
    expect(read).toThrow(new RegExp(`^${name} (?:must|takes) `));
  });
});
