import { createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { importPublicKey, importSigningKey, sign, verify } from '../../src/wire/signing.js';
import { makeRelayKeys } from './keys.js';

/** Made once by Node's own crypto (ES256, `dsaEncoding: 'ieee-p1363'`) over `daily-transfer:1:golden`; the private half is not kept. */
const GOLDEN = {
  publicKey:
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEs2P4Lwf55AeBblfNe6PwhCRrFgLxuM0qfREIX5vg5KoXNEl7onBtHjrXSAhESWOvPWRJNH6An3PeAPdK5JL8Dg==',
  signature:
    'QmFbcxkqKAJRonxiO8L7Q8OBeGYwCj-2QQY-KmC0UUpg6r1l_AJtebz4kKBg9VsbceRicJuFe-qFbqXAq4d_4w',
};

const keys = await makeRelayKeys();

/** As some files of settings have it. */
function written({ signingKey, publicKey }: typeof keys.pem): typeof keys.pem {
  const write = (text: string) => text.replaceAll('\n', String.raw`\n`);
  return { signingKey: write(signingKey), publicKey: write(publicKey) };
}

/** As a file may have it. */
function spaced({ signingKey, publicKey }: typeof keys.jwk): typeof keys.jwk {
  return { signingKey: `\n ${signingKey}\n`, publicKey: `\n ${publicKey}\n` };
}

describe('sign and verify', () => {
  it.each([
    ['base64 alone', keys],
    ['PEM', keys.pem],
    ['PEM with its line breaks written out', written(keys.pem)],
    ['JWK', keys.jwk],
    ['JWK among empty lines', spaced(keys.jwk)],
  ])('agree, with keys as %s', async (_, texts) => {
    const signature = await sign(await importSigningKey(texts.signingKey), 'text');
    expect(signature).toMatch(/^[\w-]{86}$/);
    expect(await verify(await importPublicKey(texts.publicKey), 'text', signature)).toBe(true);
  });

  it('agree with another implementation, both ways', async () => {
    const signature = await sign(await importSigningKey(keys.signingKey), 'täxt');
    const other = createVerify('sha256').update('daily-transfer:1:täxt');
    const key = { key: keys.pem.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(other.verify(key, signature, 'base64url')).toBe(true);
    const made = createSign('sha256')
      .update('daily-transfer:1:täxt')
      .sign({ key: keys.pem.signingKey, dsaEncoding: 'ieee-p1363' }, 'base64url');
    expect(await verify(await importPublicKey(keys.publicKey), 'täxt', made)).toBe(true);
  });

  it('know the golden signature, and nothing near it', async () => {
    const key = await importPublicKey(GOLDEN.publicKey);
    expect(await verify(key, 'golden', GOLDEN.signature)).toBe(true);
    expect(await verify(key, 'golden ', GOLDEN.signature)).toBe(false);
    expect(await verify(key, 'Golden', GOLDEN.signature)).toBe(false);
  });

  it('refuse a signature of the same text for another purpose', async () => {
    const made = createSign('sha256')
      .update('text')
      .sign({ key: keys.pem.signingKey, dsaEncoding: 'ieee-p1363' }, 'base64url');
    expect(await verify(await importPublicKey(keys.publicKey), 'text', made)).toBe(false);
  });

  it('refuse every other way to write the same signature', async () => {
    const signature = await sign(await importSigningKey(keys.signingKey), 'text');
    const key = await importPublicKey(keys.publicKey);
    const bytes = Buffer.from(signature, 'base64url');
    // The last character holds two bits of the signature and four that mean nothing.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet[alphabet.indexOf(signature.slice(-1)) + 1] ?? '';
    const others = [
      `${signature.slice(0, -1)}${last}`,
      `${signature}==`,
      ` ${signature}`,
      bytes.toString('hex'),
      bytes.toString('base64'),
    ];
    expect(Buffer.from(others[0] ?? '', 'base64url')).toEqual(bytes);
    for (const other of others) expect(await verify(key, 'text', other)).toBe(false);
  });

  it('refuse a key that must not verify, without throwing', async () => {
    const key = await importSigningKey(keys.signingKey);
    expect(await verify(key, 'text', await sign(key, 'text'))).toBe(false);
  });
});

describe('importSigningKey and importPublicKey', () => {
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
  const spki = { type: 'spki', format: 'pem' } as const;

  it.each<[string, string]>([
    ['a public key', keys.publicKey],
    ['a public JWK', keys.jwk.publicKey],
    ['another curve', p384.privateKey.export(pkcs8).toString()],
    ['another kind', rsa.privateKey.export(pkcs8).toString()],
    ['half a key', keys.signingKey.slice(0, 80)],
    ['nothing', ''],
    ['broken JSON', '{"kty":'],
  ])('refuse %s for signing, and do not tell it', async (_, text) => {
    const error = await importSigningKey(text).then(String, String);
    expect(error).toBe(
      'TypeError: unable to read the private key of the relay; it must be an ECDSA P-256 key as PKCS #8 or JWK text',
    );
  });

  it.each<[string, string]>([
    ['a private key', keys.signingKey],
    ['a private JWK', keys.jwk.signingKey],
    ['another curve', p384.publicKey.export(spki).toString()],
    ['another kind', rsa.publicKey.export(spki).toString()],
    ['no base64', 'ä'],
  ])('refuse %s for the page, and do not tell it', async (_, text) => {
    const error = await importPublicKey(text).then(String, String);
    expect(error).toBe(
      'TypeError: unable to read the public key of the relay; it must be an ECDSA P-256 key as SPKI or JWK text',
    );
  });

  it.each([
    ['base64', keys],
    ['JWK', keys.jwk],
  ])('give keys that nobody can read out again, from %s', async (_, texts) => {
    expect((await importSigningKey(texts.signingKey)).extractable).toBe(false);
    expect((await importPublicKey(texts.publicKey)).extractable).toBe(false);
  });
});
