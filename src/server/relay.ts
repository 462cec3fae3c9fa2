import type { AddressFact, TransferFact } from '../wire/fact.js';
import { addressKey, writeMessage } from '../wire/message.js';
import { importSigningKey } from '../wire/signing.js';
import { wallClock } from '../environment.js';
import { DailyApi, type DailyApiRequest } from './daily-api.js';
import { DailyApiError } from './daily-api-error.js';
import { SendQueue, type Try } from './send-queue.js';
import { WebhookError } from './webhook-error.js';
import type { WebhookFact } from './webhook-facts.js';

/** What a relay needs, and what it may do. */
export interface TransferRelayOptions {
  /** Daily's API key. It stays on the server. */
  readonly apiKey: string;
  /** The private ECDSA P-256 key, PKCS #8 or JWK text; pages get its public half as `relay: { publicKey }`. */
  readonly signingKey: string;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Default `https://api.daily.co/v1`; `http:` on this machine's own addresses only. */
  readonly baseUrl?: string | undefined;
  /**
   * Write callers' addresses to the meeting's session data, for pages that join late? Default `false`:
   * everybody in the room can read them there.
   */
  readonly addresses?: boolean | undefined;
}

/** Tells the pages of a room what Daily's webhooks told. It keeps nothing, so that any number of copies may run. */
export interface TransferRelay {
  /**
   * Resolves when Daily took the message, or when there is none to send for this kind of fact.
   *
   * @throws WebhookError `relay-failed` if Daily did not take it, after at most four tries; `relay-dropped`
   *   if 500 messages are waiting already.
   */
  tell(fact: WebhookFact): Promise<void>;
}

const MAX_TRIES = 4;
const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 30_000;
/** A message that is told much later is no news; Daily answers this one in well under a second. */
const TRY_MS = 10_000;

/**
 * Makes the relay: each fact becomes one signed message to its room, by Daily's `send-app-message`, under
 * Daily's rate limits. A message that is sent twice says the same thing twice, so that this one request
 * may be tried again.
 *
 * @throws TypeError if an option is missing or of another type. A `signingKey` that is no key fails the
 *   first message: WebCrypto reads keys asynchronously.
 */
export function createTransferRelay(options: TransferRelayOptions): TransferRelay {
  const { apiKey, signingKey: text, fetch, baseUrl, addresses = false } = options;
  const api = new DailyApi({ apiKey, fetch, baseUrl, timeoutMs: TRY_MS });
  if (typeof text !== 'string' || text === '')
    throw new TypeError('signingKey must be a key as text');
  if (typeof addresses !== 'boolean') throw new TypeError('addresses must be true or false');
  const queue = new SendQueue();
  let signingKey: Promise<CryptoKey> | undefined;

  const write = async (fact: WebhookFact): Promise<DailyApiRequest> => {
    if (fact.kind === 'call-end') return removal(fact.room, fact.sessionId);
    // At the first message and not before: some platforms allow no work outside of a request.
    signingKey ??= importSigningKey(text);
    return message(fact, await signingKey);
  };
  return {
    tell: async (fact) => {
      if (fact.kind !== 'transfer' && !addresses) return;
      const sending = queue.add(async (triesBefore) => post(api, await write(fact), triesBefore));
      if (!sending) throw new WebhookError('relay-dropped', about(fact));
      await sending.catch((error: unknown) => fail(fact, error));
    },
  };
}

/** Signed anew for each try, so that its time is that of the sending. */
async function message(fact: TransferFact | AddressFact, key: CryptoKey): Promise<DailyApiRequest> {
  const data = await writeMessage(fact, wallClock(), key);
  if (fact.kind === 'transfer') {
    return { room: fact.room, action: 'send-app-message', body: { data, recipient: '*' } };
  }
  return {
    room: fact.room,
    action: 'set-session-data',
    body: { data: { [addressKey(fact.sessionId)]: data }, mergeStrategy: 'shallow-merge' },
  };
}

/** `keysToDelete` goes with a merge only (docs.daily.co, "set-session-data"). */
function removal(room: string, sessionId: string): DailyApiRequest {
  const keysToDelete = [addressKey(sessionId)];
  return {
    room,
    action: 'set-session-data',
    body: { data: {}, mergeStrategy: 'shallow-merge', keysToDelete },
  };
}

/**
 * One try. Daily's limits, Daily's own troubles and a broken network are worth another one; a room without
 * a call has nobody who could be told.
 */
async function post(
  api: DailyApi,
  request: DailyApiRequest,
  triesBefore: number,
): Promise<Try<void>> {
  try {
    await api.post(request);
  } catch (error) {
    if (!(error instanceof DailyApiError)) throw error;
    const isAgain = error.code === 'rate-limit-error' || error.outcome !== 'refused';
    if (isAgain && triesBefore + 1 < MAX_TRIES) {
      const againAfterMs = error.retryAfterMs ?? FIRST_WAIT_MS * 2 ** triesBefore;
      return { againAfterMs: Math.min(againAfterMs, MAX_WAIT_MS) };
    }
    if (error.code !== 'room-not-hosting-call') throw error;
  }
  return { done: undefined };
}

function fail(fact: WebhookFact, cause: unknown): never {
  const { code: reason, status } = cause instanceof DailyApiError ? cause : {};
  throw new WebhookError('relay-failed', { ...about(fact), reason, status, cause });
}

function about(fact: WebhookFact): { eventType: string; room: string; sessionId: string } {
  const eventType = fact.kind === 'address' ? fact.kind : fact.type;
  return { eventType, room: fact.room, sessionId: fact.sessionId };
}
