import { importPublicKey, importSigningKey } from '../wire/signing.js';
import { WebhookError, type SigningKeyFault } from './webhook-error.js';

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
