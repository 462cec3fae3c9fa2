import { importPublicKey, importSigningKey } from '../wire/signing.js';
import { WebhookError } from './webhook-error.js';

/**
 * What is wrong with a signing key. `public-key`: it is the half for the pages. `encrypted`: it needs a
 * passphrase. `sec1`: OpenSSL's older form of a private key. `rsa`: of another algorithm. `unreadable`: cut
 * off, on another curve, or no key at all.
 */
export type SigningKeyFault = 'public-key' | 'encrypted' | 'sec1' | 'rsa' | 'unreadable';

/** @throws WebhookError `signing-key-unusable` as a rejection. Nothing of the key is in it. */
export async function readSigningKey(text: string): Promise<CryptoKey> {
  try {
    return await importSigningKey(text);
  } catch {
    throw new WebhookError('signing-key-unusable', { reason: await findFault(text) });
  }
}

async function findFault(text: string): Promise<SigningKeyFault> {
  if (text.includes('ENCRYPTED')) return 'encrypted';
  if (text.includes('EC PRIVATE KEY')) return 'sec1';
  if (text.includes('RSA PRIVATE KEY')) return 'rsa';
  return importPublicKey(text).then(
    () => 'public-key',
    () => 'unreadable',
  );
}
