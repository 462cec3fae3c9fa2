import { demand, demandKnownKeys, demandObject } from '../domain/mistakes.js';
import { addressKey, writeMessage } from '../wire/message.js';
import { wallClock } from '../environment.js';
import { DailyApi, demandRoomName, type DailyApiRequest } from './daily-api.js';
import { DailyApiError } from './daily-api-error.js';
import { SendQueue, type Try } from './send-queue.js';
import { readSigningKey } from './signing-key.js';
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

/** Tells the pages of a room what Daily's webhooks told. It keeps no state, so any number of copies may run. */
export interface TransferRelay {
  /**
   * Resolves when the signing key has been read. Await it when the server starts, so that a wrong key is
   * found there and not at the first webhook.
   *
   * @throws WebhookError `signing-key-unusable` as a rejection, with what is wrong as its `reason`
   */
  ready(): Promise<void>;
  /**
   * Resolves when Daily took the message, or when there is none to send for this kind of fact.
   *
   * @throws WebhookError as a rejection: `relay-failed` if Daily did not take it in four tries,
   *   `relay-dropped` if 500 messages are waiting already, `signing-key-unusable` as `ready()`
   */
  tell(fact: WebhookFact): Promise<void>;
}

const OPTIONS: readonly (keyof TransferRelayOptions)[] = [
  'apiKey',
  'signingKey',
  'fetch',
  'baseUrl',
  'addresses',
];
const MAX_TRIES = 4;
const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 30_000;
/** A message that arrives much later is no news, and Daily answers this request in well under a second. */
const TRY_MS = 10_000;

/**
 * Makes the relay: each fact becomes one signed message to its room, by Daily's `send-app-message`, under
 * Daily's rate limits. Only this request is ever tried again: a message that arrives twice says the same
 * thing twice.
 *
 * @throws TypeError if an option is missing or of another type. WebCrypto reads keys asynchronously, so a
 *   `signingKey` that cannot be used is an error of `ready()` and `tell()`.
 * @example
 * const relay = createTransferRelay({ apiKey, signingKey });
 * await relay.ready();
 */
export function createTransferRelay(options: TransferRelayOptions): TransferRelay {
  demandObject(options, 'options');
  demandKnownKeys(options, OPTIONS, 'createTransferRelay()');
  const { apiKey, signingKey: text, fetch, baseUrl, addresses = false } = options;
  const api = new DailyApi({ apiKey, fetch, baseUrl, timeoutMs: TRY_MS });
  demand(typeof text === 'string' && text !== '', 'signingKey must be a key as text');
  demand(typeof addresses === 'boolean', 'addresses must be true or false');
  const queue = new SendQueue();
  let reading: Promise<CryptoKey> | undefined;
  // Not before it is asked for: some platforms allow no work outside of a request.
  const readKey = () => (reading ??= readSigningKey(text));

  return {
    ready: async () => void (await readKey()),
    tell: async (fact) => {
      if (fact.kind !== 'transfer' && !addresses) return;
      demandRoomName(fact.room);
      const key = await readKey();
      const sending = queue.add(async (triesBefore) =>
        post(api, await write(fact, key), triesBefore),
      );
      if (!sending) throw new WebhookError('relay-dropped', about(fact));
      await sending.catch((cause: unknown) => {
        const { code: reason, status } = cause instanceof DailyApiError ? cause : {};
        throw new WebhookError('relay-failed', { ...about(fact), reason, status, cause });
      });
    },
  };
}

/** The request that tells a fact. It is signed anew for each try, so that its time is that of the send. */
async function write(fact: WebhookFact, key: CryptoKey): Promise<DailyApiRequest> {
  const { room, sessionId } = fact;
  const merge = { mergeStrategy: 'shallow-merge' };
  if (fact.kind === 'call-end') {
    // `keysToDelete` goes with a merge only (docs.daily.co, "set-session-data").
    const body = { data: {}, ...merge, keysToDelete: [addressKey(sessionId)] };
    return { room, action: 'set-session-data', body };
  }
  const data = await writeMessage(fact, wallClock(), key);
  if (fact.kind === 'transfer') {
    return { room, action: 'send-app-message', body: { data, recipient: '*' } };
  }
  const body = { data: { [addressKey(sessionId)]: data }, ...merge };
  return { room, action: 'set-session-data', body };
}

/**
 * One try. It is worth another one when Daily's limits, Daily's own troubles or the network were in the way.
 * A room without a call has nobody who could be told.
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

function about(fact: WebhookFact): { eventType: string; room: string; sessionId: string } {
  const eventType = fact.kind === 'address' ? fact.kind : fact.type;
  return { eventType, room: fact.room, sessionId: fact.sessionId };
}
