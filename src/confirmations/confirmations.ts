import type { TransferCall } from '../daily/call.js';
import type { CallEvent } from '../daily/signals.js';
import { demand, demandKnownKeys, demandObject } from '../domain/mistakes.js';
import { importPublicKey } from '../wire/signing.js';
import type { Confirmation } from './confirmation.js';
import { HeardFacts } from './heard.js';
import { Listener } from './listener.js';

/** How a page verifies what the relay of `daily-transfer/server` tells it. */
export interface ConfirmationsOptions {
  /** The public key of the relay: ECDSA P-256, as SPKI (PEM, or its base64 alone) or as a JWK. */
  readonly publicKey: string | JsonWebKey;
  /** Also read where callers called from, out of the meeting's session data? `false` by default. */
  readonly addresses?: boolean | undefined;
}

/** What `confirmations()` makes, for the option `relay`. */
export interface Confirmations {
  /**
   * Starts to listen for one call. The function that it returns wants each of Daily's events.
   *
   * @param take is handed what is verified; it can start or steer nothing
   */
  listen(
    call: TransferCall,
    take: (confirmation: Confirmation) => void,
  ): (event: CallEvent) => void;
}

/**
 * Takes in what your server tells the page by way of Daily's webhooks, so that an outcome is known and not
 * inferred. A message counts only if the owner of the key signed it; none can start or steer anything.
 *
 * @throws TypeError if `publicKey` is no public ECDSA P-256 key. One that only looks right is reported
 *   (`reportError`) when it is read, and one that does not belong to the server's when a message fails.
 * @example
 * TransferController.attach(call, { domain: 'acme', relay: confirmations({ publicKey }) });
 */
export function confirmations(options: ConfirmationsOptions): Confirmations {
  demandObject(options, 'confirmations');
  demandKnownKeys(options, ['publicKey', 'addresses'], 'confirmations');
  const { publicKey: given, addresses = false } = options;
  const publicKey = typeof given === 'string' ? given : String(JSON.stringify(given));
  demand(PUBLIC_KEY.test(publicKey), 'publicKey must be a public ECDSA P-256 key');
  demand(typeof addresses === 'boolean', 'addresses must be true or false');
  let key: Promise<CryptoKey> | undefined;
  return {
    listen: (call, take) => {
      key ??= readKey(publicKey);
      const heard = heardBy(publicKey);
      const listener = new Listener({ call, key, addresses, heard }, take);
      return (event) => listener.hear(event);
    },
  };
}

/** By public key, for as long as the page lives: whichever controller was attached when a message came. */
const heardOfAll = new Map<string, HeardFacts>();

function heardBy(publicKey: string): HeardFacts {
  const heard = heardOfAll.get(publicKey) ?? new HeardFacts();
  heardOfAll.set(publicKey, heard);
  return heard;
}

/** Every SPKI of such a key begins alike; a JWK names its curve, and only a private one has a `d`. */
const PUBLIC_KEY = /^\s*(-+BEGIN PUBLIC|MFkwEwYHKoZI|{(?!.*"d").*"P-256")/s;

async function readKey(text: string): Promise<CryptoKey> {
  if (!globalThis.crypto?.subtle) {
    throw new TypeError('unable to verify confirmations; a page has WebCrypto over https only');
  }
  return importPublicKey(text);
}
