// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { quota, sessionStore, type TransferControllerOptions } from 'daily-transfer';
import { confirmations } from 'daily-transfer/confirmations';
import { demandSameOptions, readOptions } from '../../src/controller/options.js';

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
      endpoints: { ports: [5060, 5061], allowIp: false, parameters: [] },
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
    { quota: quota({ perMinute: 1 }) },
    { store: sessionStore() },
    { relay: undefined },
    { relay: confirmations({ publicKey: { crv: 'P-256' } }) },
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
      endpoints: { ports: [5_070], allowIp: true, parameters: ['x-tenant'] },
      quota: quota({ perMinute: 1 }),
      store: sessionStore(),
      relay: confirmations({ publicKey: '{"crv":"P-256"}' }),
      historyLimit: 7,
    } as const;
    const read = readOptions(options);
    expect(read).toEqual(options);
    expect(read.dailySipHosts).not.toBe(options.dailySipHosts);
    expect(read.endpoints.ports).not.toBe(options.endpoints.ports);
    expect(readOptions({ allowTargets: 'any' }).allowTargets).toBe('any');
    expect(readOptions({ allowTargets: '+1' }).allowTargets).toEqual(['+1']);
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
    ['authorizeTimeoutMs', { authorizeTimeoutMs: 0 }],
    ['authorizeTimeoutMs', { authorizeTimeoutMs: 180_001 }],
    ['prefer', { prefer: 'fast' }],
    ['timeoutMs', { timeoutMs: 4_999 }],
    ['timeoutMs', { timeoutMs: 180_001 }],
    ['timeoutMs', { timeoutMs: Number.NaN }],
    ['timeoutMs', { timeoutMs: '45000' }],
    ['graceMs', { graceMs: -1 }],
    ['dailySipHosts', { dailySipHosts: 'example.com' }],
    ['dailySipHosts', { dailySipHosts: [7] }],
    ['endpoints', { endpoints: null }],
    ['endpoints.ports', { endpoints: { ports: 5_060 } }],
    ['endpoints.ports', { endpoints: { ports: ['5060'] } }],
    ['endpoints.allowIp', { endpoints: { allowIp: 1 } }],
    ['quota', { quota: null }],
    ['store', { store: null }],
    ['relay', { relay: null }],
    ['historyLimit', { historyLimit: Number.NaN }],
    ['historyLimit', { historyLimit: '100' }],
    ['graceMs', { graceMs: '0' }],
    ['endpoints', { endpoints: 'any' }],
  ])('throws a TypeError about %s for %o', (name, options) => {
    const read = () => Reflect.apply(readOptions, undefined, [options]);
    expect(read).toThrow(TypeError);
    expect(read).toThrow(new RegExp(`^${name} (?:must|takes) `));
  });

  it.each<[string, unknown]>([
    ['authorize must be a function', { authorize: true }],
    ['graceMs must be from 0 to timeoutMs', { graceMs: 45_001 }],
    ['quota must be made by quota()', { quota: { perMinute: 6 } }],
    ['store must be made by sessionStore() or keepIn()', { store: { load: () => undefined } }],
    ['relay must be made by confirmations()', { relay: { publicKey: 'key' } }],
    ['historyLimit must be 0 or more', { historyLimit: -1 }],
  ])('says what is right: %s', (says, options) => {
    expect(() => Reflect.apply(readOptions, undefined, [options])).toThrow(new TypeError(says));
  });

  it.each([
    ['alowTargets', "options has no 'alowTargets'; did you mean 'allowTargets'?"],
    ['timeout', "options has no 'timeout'; did you mean 'timeoutMs'?"],
  ])('throws a TypeError at %s, which it does not know', (key, says) => {
    const read = () => Reflect.apply(readOptions, undefined, [{ [key]: 1 }]);
    expect(read).toThrow(new TypeError(says));
  });
});

describe('demandSameOptions', () => {
  const inForce = readOptions({
    domain: 'acme',
    allowTargets: ['daily', () => true],
    authorize: () => true,
    quota: quota({ perMinute: 6 }),
  });

  it.each<TransferControllerOptions | undefined>([
    undefined,
    {},
    { domain: 'acme' },
    { domain: undefined, timeoutMs: 45_000 },
    { allowTargets: ['daily', () => true], authorize: () => false },
    { quota: quota({ perMinute: 7 }), store: undefined },
    { endpoints: {} },
  ])('takes %o, since functions are not compared', (options) => {
    expect(() => demandSameOptions(options, inForce)).not.toThrow();
  });

  it.each<readonly [key: string, options: TransferControllerOptions]>([
    ['domain', { domain: 'other' }],
    ['allowTargets', { allowTargets: 'any' }],
    ['allowTargets', { allowTargets: ['daily'] }],
    ['timeoutMs', { domain: 'acme', timeoutMs: 30_000 }],
    ['endpoints', { endpoints: { ports: [5070] } }],
    ['historyLimit', { historyLimit: 5 }],
  ])('throws a TypeError about another %s', (key, options) => {
    expect(() => demandSameOptions(options, inForce)).toThrow(
      new TypeError(
        `this call object has a controller already, attached with another ${key}; detach() it first`,
      ),
    );
  });

  it('throws where only one of the two is asked before each transfer', () => {
    const asked = { authorize: () => true };
    expect(() => demandSameOptions(asked, readOptions())).toThrow('another authorize');
  });

  it('throws for options that are wrong, as the first attach() does', () => {
    const none = () => Reflect.apply(demandSameOptions, undefined, [null, inForce]);
    expect(none).toThrow(/^options must /);
    expect(() => demandSameOptions({ timeoutMs: 1 }, inForce)).toThrow(TypeError);
  });
});
