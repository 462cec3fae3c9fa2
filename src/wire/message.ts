import { readFact, readTime, type RelayFact } from './fact.js';
import { isFields, own } from '../domain/fields.js';
import { parseJson } from './json.js';
import { sign, verify } from './signing.js';

/**
 * One fact on its way from the server to the pages of a room, as Daily's app-message and as an entry of
 * the meeting's session data. Everybody in the room can read it and send it again, so it is worth what
 * its signature, its room, its session and its time say, and nothing more.
 */
export interface RelayMessage {
  readonly type: 'daily-transfer';
  readonly v: 1;
  /** The JSON text of the fact with `sentAt`; signed as it stands, so that no two readers see two things. */
  readonly m: string;
  /** The ECDSA P-256/SHA-256 signature of `daily-transfer:1:` and `m`, 64 bytes in base64url. */
  readonly s: string;
}

/** What a message with a right signature says. */
export interface SignedFact {
  readonly fact: RelayFact;
  /** When the server signed it, in milliseconds by the server's clock. */
  readonly sentAt: number;
}

/** The most that Daily takes as an app-message, as JSON (docs.daily.co, "send-app-message": 4 KB). */
export const MAX_MESSAGE_LENGTH = 4096;

/**
 * Writes and signs the message of a fact. An address that nothing rests on, `fromEndPoint`, is left out
 * where the message would be too long for Daily with it.
 *
 * @throws RangeError if the message is too long even so.
 */
export async function writeMessage(
  fact: RelayFact,
  sentAt: number,
  key: CryptoKey,
): Promise<RelayMessage> {
  const message = await signFact(fact, sentAt, key);
  if (measure(message) <= MAX_MESSAGE_LENGTH) return message;
  if (fact.kind === 'transfer' && fact.fromEndPoint !== undefined) {
    const { fromEndPoint: _, ...shorter } = fact;
    return writeMessage(shorter, sentAt, key);
  }
  throw new RangeError('unable to relay the fact; its message is longer than Daily takes');
}

/**
 * Opens a message from anybody: `undefined` unless it is one of ours with a right signature and a fact
 * in it. The signature is checked before anything in `m` is read. Never throws. Room, session, time and
 * repetition are for the caller to judge.
 */
export async function openMessage(value: unknown, key: CryptoKey): Promise<SignedFact | undefined> {
  const message = readMessage(value);
  if (!message || !(await verify(key, message.m, message.s))) return undefined;
  const data = parseJson(message.m);
  const fact = readFact(data);
  const sentAt = isFields(data) ? readTime(own(data, 'sentAt')) : undefined;
  return fact && sentAt !== undefined ? { fact, sentAt } : undefined;
}

/** The top-level key of the meeting's session data under which a session's signed address stands. */
export function addressKey(sessionId: string): string {
  return `daily-transfer:address:${sessionId}`;
}

/**
 * What is signed and the signature, if it has the shape of a message: by own keys, and cheap, since anybody in
 * the room can send anything at any rate.
 */
export function readMessage(value: unknown): Pick<RelayMessage, 'm' | 's'> | undefined {
  if (!isFields(value)) return undefined;
  const [m, s] = [own(value, 'm'), own(value, 's')];
  const isOurs = own(value, 'type') === 'daily-transfer' && own(value, 'v') === 1;
  if (!isOurs || typeof m !== 'string' || typeof s !== 'string') return undefined;
  return m.length <= MAX_MESSAGE_LENGTH ? { m, s } : undefined;
}

async function signFact(fact: RelayFact, sentAt: number, key: CryptoKey): Promise<RelayMessage> {
  const m = JSON.stringify({ ...fact, sentAt });
  return { type: 'daily-transfer', v: 1, m, s: await sign(key, m) };
}

function measure(message: RelayMessage): number {
  return new TextEncoder().encode(JSON.stringify(message)).length;
}
