import { isFields, own } from '../domain/fields.js';
import { parseJson } from './json.js';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const HASH = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** What stands before every signed text, so that a signature made for anything else is worth nothing here. */
const PURPOSE = 'daily-transfer:1:';

/** 64 bytes, written in the one way that base64url has for them. */
const SIGNATURE = /^[\w-]{85}[AQgw]$/;

/**
 * Reads the server's private key, from PKCS #8 (PEM, or its base64 alone) or from a JWK's JSON text.
 *
 * @throws TypeError if the text is no private ECDSA key on P-256. The text is never in the message.
 */
export function importSigningKey(text: string): Promise<CryptoKey> {
  return importKey(text, 'private');
}

/**
 * Reads the page's public key, from SPKI (PEM, or its base64 alone) or from a JWK's JSON text.
 *
 * @throws TypeError if the text is no public ECDSA key on P-256; a private key is refused, since it must
 *   never come near a page.
 */
export function importPublicKey(text: string): Promise<CryptoKey> {
  return importKey(text, 'public');
}

/** Signs a text with ECDSA P-256 and SHA-256: 64 bytes in base64url, as WebCrypto makes them. */
export async function sign(key: CryptoKey, text: string): Promise<string> {
  const signature = await crypto.subtle.sign(HASH, key, toBytes(PURPOSE + text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/**
 * Did the owner of the private key sign this text? Never throws. Of one text there are many right
 * signatures, so a repetition is known by the text, never by the signature.
 */
export async function verify(key: CryptoKey, text: string, signature: string): Promise<boolean> {
  if (!SIGNATURE.test(signature)) return false;
  const bytes = fromBase64(signature.replaceAll('-', '+').replaceAll('_', '/'));
  try {
    return await crypto.subtle.verify(HASH, key, bytes, toBytes(PURPOSE + text));
  } catch {
    return false;
  }
}

async function importKey(text: string, kind: 'private' | 'public'): Promise<CryptoKey> {
  const usages: KeyUsage[] = [kind === 'private' ? 'sign' : 'verify'];
  try {
    if (text.trimStart().startsWith('{')) {
      const jwk = readJwk(text, kind);
      return await crypto.subtle.importKey('jwk', jwk, CURVE, false, usages);
    }
    // A file of settings may have a line break written as `\n`.
    const bytes = fromBase64(text.replace(/-----[A-Z ]+-----|\s|\\n/g, ''));
    const format = kind === 'private' ? 'pkcs8' : 'spki';
    return await crypto.subtle.importKey(format, bytes, CURVE, false, usages);
  } catch {
    // What was thrown is left out: it may quote the key.
    const form = kind === 'private' ? 'PKCS #8' : 'SPKI';
    throw new TypeError(
      `unable to read the ${kind} key of the relay; it must be an ECDSA P-256 key as ${form} or JWK text`,
    );
  }
}

/** The members that make the key, whatever else is written beside them. */
function readJwk(text: string, kind: 'private' | 'public'): JsonWebKey {
  const value = parseJson(text);
  if (!isFields(value) || Object.hasOwn(value, 'd') !== (kind === 'private')) {
    throw new TypeError('another kind of key');
  }
  const names = ['kty', 'crv', 'x', 'y', ...(kind === 'private' ? ['d'] : [])];
  return Object.fromEntries(names.map((name) => [name, own(value, name)]));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
