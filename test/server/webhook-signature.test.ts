import { describe, expect, it } from 'vitest';
import {
  decodeHmac,
  importHmac,
  isWithinWindow,
  readSigned,
  readTimestamp,
} from '../../src/server/webhook-signature.js';
import { HMAC, NOW, signWebhook } from './signed-webhooks.js';

/**
 * Made once by OpenSSL: `printf '1760000000.{"type":"dialin.ready"}' | openssl dgst -sha256 -hmac '<secret>' -binary | base64`.
 */
const GOLDEN = {
  hmac: Buffer.from('golden secret of a test').toString('base64'),
  timestamp: '1760000000',
  body: '{"type":"dialin.ready"}',
  signature: 'HI5whTI+xKIkpYRUpNRnfkvuONHzvUgz28mZ4ukT3T8=',
};

const bytes = (text: string) => new TextEncoder().encode(text);

describe('readSigned', () => {
  const read = async (
    body: string,
    signature: string | null,
    timestamp: string | null = '1',
    hmac = HMAC,
  ) => readSigned({ signature, timestamp, body: bytes(body) }, await importHmac(decodeHmac(hmac)));

  it('knows the golden signature', async () => {
    const { body, signature, timestamp, hmac } = GOLDEN;
    expect(await read(body, signature, timestamp, hmac)).toBe(body);
    expect(await read(body, signature, `${timestamp}0`, hmac)).toBeUndefined();
    expect(await read(body.replace('ready', 'error'), signature, timestamp, hmac)).toBeUndefined();
    expect(await read(body, signature, timestamp)).toBeUndefined();
  });

  it('stands on the raw bytes, blanks and escapes and all', async () => {
    const body = '{ "type" : "t\\u00e9", "n": 1.0 }\n';
    expect(await read(body, signWebhook(body, '1'))).toBe(body);
  });

  it("also takes the form of Daily's own sample, and then tells what was signed", async () => {
    const signature = signWebhook('{"type":"té","n":1}', '1');
    const told = await read('{ "type" : "t\\u00e9", "n": 1.0 }', signature);
    expect(told).toBe('{"type":"té","n":1}');
    const endless = await read('{"n":1e999}', signWebhook('{"n":null}', '1'));
    expect(endless).toBe('{"n":null}');
    expect(await read('{"n":2}', signWebhook('{"n":1}', '1'))).toBeUndefined();
  });

  it('reads what is signed but no text as nothing that could mean anything', async () => {
    const body = new Uint8Array([0x7b, 0xff, 0x7d]);
    const signature = signWebhook(Buffer.from(body), '1');
    const key = await importHmac(decodeHmac(HMAC));
    expect(await readSigned({ signature, timestamp: '1', body }, key)).toBe('');
    expect(
      await readSigned({ signature: signWebhook('{}', '1'), timestamp: '1', body }, key),
    ).toBeUndefined();
  });

  it.each<[string, (signature: string) => string | null]>([
    ['no signature', () => null],
    ['an empty one', () => ''],
    ['one in hex', (signature) => Buffer.from(signature, 'base64').toString('hex')],
    ['one in base64url', (signature) => Buffer.from(signature, 'base64').toString('base64url')],
    ['one without padding', (signature) => signature.slice(0, -1)],
    ['one with a blank', (signature) => `${signature} `],
    ['half of one', (signature) => signature.slice(0, 22)],
    ['two of them', (signature) => `${signature},${signature}`],
    [
      'one with unused bits',
      (signature) =>
        `${signature.slice(0, 42)}${String.fromCharCode(signature.charCodeAt(42) + 1)}=`,
    ],
  ])('refuses %s', async (_, change) => {
    expect(await read('{}', change(signWebhook('{}', '1')))).toBeUndefined();
  });

  it('refuses any body but none under the signature of none', async () => {
    const signature = signWebhook('', '1');
    expect(await read('', signature)).toBe('');
    expect(await read('no JSON', signature)).toBeUndefined();
  });

  it('refuses what has no time', async () => {
    expect(await read('{}', signWebhook('{}', 'null'), null)).toBeUndefined();
  });
});

describe('decodeHmac', () => {
  it.each(['', '1', '12', '123'])('reads a secret of any length: %#', (more) => {
    const secret = `a secret${more}`;
    expect(decodeHmac(btoa(secret))).toEqual(bytes(secret));
  });

  it.each<[unknown]>([
    [undefined],
    [''],
    ['no base64!'],
    ['abc'],
    ['abcd='],
    ['!!=='],
    [7],
    [null],
  ])('refuses %j as a secret', (hmac) => {
    expect(() => decodeHmac(hmac)).toThrow(
      new TypeError("hmac must be the webhook's secret, as base64 text"),
    );
  });
});

describe('readTimestamp', () => {
  it.each<[unknown, number | undefined]>([
    ['1760000000', NOW],
    [1_760_000_000, NOW],
    ['1760000000000', NOW],
    [1_760_000_000_000, NOW],
    [1760000000.1234, NOW + 123],
    ['1760000000.1234', NOW + 123],
    ['99999999999', 99_999_999_999_000],
    ['100000000000', 100_000_000_000],
    ['', undefined],
    [' 1760000000', undefined],
    ['1760000000 ', undefined],
    ['-1760000000', undefined],
    ['+1760000000', undefined],
    ['1.76e9', undefined],
    ['0x68e77780', undefined],
    ['Infinity', undefined],
    ['2025-10-09T08:53:20Z', undefined],
    ['1760000000,1760000000', undefined],
    ['٣٦٠٠٠٠٠٠٠٠', undefined],
    ['17600000000000000', undefined],
    [Number.NaN, undefined],
    [-1, undefined],
    [undefined, undefined],
    [null, undefined],
    [true, undefined],
    [['1760000000'], undefined],
  ])('reads %j as %s', (value, time) => {
    expect(readTimestamp(value)).toBe(time);
  });
});

describe('isWithinWindow', () => {
  it.each([
    ['1760000000', NOW, true],
    ['1760000000', NOW + 300_000, true],
    ['1760000000', NOW + 300_001, false],
    ['1760000000', NOW - 300_000, true],
    ['1760000000', NOW - 300_001, false],
    ['1760000000000', NOW + 300_000, true],
    ['1760000000000', NOW - 300_001, false],
    [null, NOW, false],
    ['now', NOW, false],
  ])('%j at %d: %s', (timestamp, now, is) => {
    expect(isWithinWindow(timestamp, now)).toBe(is);
  });
});
