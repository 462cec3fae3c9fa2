import { setImmediate } from 'node:timers';
import { vi } from 'vitest';
import type { AddressFact, RelayFact, TransferFact } from '../../src/wire/fact.js';
import { addressKey, writeMessage, type RelayMessage } from '../../src/wire/message.js';
import { PBX } from './attached.js';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** A pair of real keys, made anew for each run. */
export interface RelayKeys {
  readonly signingKey: CryptoKey;
  readonly jwk: JsonWebKey;
  readonly spki: string;
  readonly privateJwk: JsonWebKey;
}

export async function makeKeys(): Promise<RelayKeys> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, true, [
    'sign',
    'verify',
  ]);
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
  return {
    signingKey: privateKey,
    jwk: await crypto.subtle.exportKey('jwk', publicKey),
    spki: btoa(String.fromCharCode(...spki)),
    privateJwk: await crypto.subtle.exportKey('jwk', privateKey),
  };
}

/** A fact about the transfer of `caller-1` to the PBX, of this moment. */
export function fact(fields: Partial<TransferFact> = {}): TransferFact {
  const [room, sessionId, toEndPoint] = ['support', 'caller-1', PBX];
  const at = Math.floor(Date.now() / 1_000) * 1_000;
  return { kind: 'transfer', type: 'initiated', room, sessionId, toEndPoint, at, ...fields };
}

/** Where `caller-1` called from. */
export function addressFact(fields: Partial<AddressFact> = {}): AddressFact {
  const [room, sessionId, address] = ['support', 'caller-1', 'sip:alice@home.example.net'];
  return { kind: 'address', room, sessionId, address, at: Date.now(), ...fields };
}

/** What the server makes of a fact, signed now unless another time is given. */
export function signed(
  { signingKey }: RelayKeys,
  about: RelayFact,
  sentAt = Date.now(),
): Promise<RelayMessage> {
  return writeMessage(about, sentAt, signingKey);
}

/** Session data with these entries. */
export function sessionData(
  ...entries: readonly (readonly [sessionId: string, value: unknown])[]
): Record<string, unknown> {
  return Object.fromEntries(entries.map(([id, value]) => [addressKey(id), value]));
}

/** Resolves when the verifier is loaded and has judged all that has come; time need not pass for it. */
export async function judged(): Promise<void> {
  await vi.dynamicImportSettled();
  for (let quiet = 0; quiet < 8; quiet = underWay === 0 ? quiet + 1 : 0) {
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
}

/** How many signatures are being verified: that takes a thread of its own, which fake timers do not know. */
let underWay = 0;
const verify = crypto.subtle.verify.bind(crypto.subtle);
Object.defineProperty(crypto.subtle, 'verify', {
  configurable: true,
  writable: true,
  value: (...args: Parameters<SubtleCrypto['verify']>) => {
    underWay += 1;
    return verify(...args).finally(() => (underWay -= 1));
  },
});
