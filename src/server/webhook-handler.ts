import { isFields, own, type AddressFact, type TransferFact } from '../wire/fact.js';
import { after, wallClock } from '../environment.js';
import type { TransferRelay } from './relay.js';
import { readBody } from './webhook-body.js';
import { WebhookError, type WebhookErrorCode, type WebhookErrorDetails } from './webhook-error.js';
import { readWebhookFact, type CallEndFact, type WebhookFact } from './webhook-facts.js';
import { decode, decodeHmac, importHmac, isWithinWindow, readSigned } from './webhook-signature.js';

/** What a webhook handler needs, and whom it tells. */
export interface WebhookHandlerOptions {
  /** The webhook's secret, as Daily shows it: base64. It stays on the server. */
  readonly hmac: string;
  /** Told of every fact about a transfer, in the order of arrival, repetitions and disorder and all. */
  readonly onTransferFact?: ((fact: TransferFact) => unknown) | undefined;
  /** Told where a participant called from, or was dialled at. */
  readonly onAddressFact?: ((fact: AddressFact) => unknown) | undefined;
  /** Told that a participant's call with Daily is over. */
  readonly onCallEndFact?: ((fact: CallEndFact) => unknown) | undefined;
  /** Takes what pages shall know to their rooms; `createTransferRelay`. */
  readonly relay?: TransferRelay | undefined;
  /** Told of everything that did not work. Without it nobody hears of that. */
  readonly onError?: ((error: WebhookError) => unknown) | undefined;
  /** Takes the work that goes on after the answer, as platforms offer it. Without it the answer waits, five seconds at most. */
  readonly waitUntil?: ((work: Promise<void>) => void) | undefined;
  /** The largest body that is read, in bytes, from 1,024 up. Default 65,536. */
  readonly maxBodyBytes?: number | undefined;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

type Settings = Omit<WebhookHandlerOptions, 'hmac'> & {
  readonly maxBodyBytes: number;
  readonly now: () => number;
  readonly readKey: () => Promise<CryptoKey>;
};

const MAX_BODY_BYTES = 65_536;
const MAX_WORK_MS = 5_000;

/** Anything but 200 counts as a failure at Daily, so that what is right is answered so whatever follows. */
const STATUS: Readonly<Record<WebhookErrorCode, number>> = {
  'bad-signature': 401,
  'outside-window': 401,
  'too-large': 413,
  'broken-body': 400,
  'broken-event': 200,
  'listener-failed': 200,
  'relay-failed': 200,
  'relay-dropped': 200,
  'relay-late': 200,
};

/**
 * Makes the function that answers Daily's webhooks. What Daily signed within the last five minutes is
 * answered 200, whether it means anything here or not and whatever your own code does with it: Daily stops
 * sending to an address that does not answer so. It keeps no state.
 *
 * Daily's test request (`{"test":"test"}`) is answered 200 without a signature, since it comes before Daily
 * has told the secret; nothing follows from it.
 *
 * @throws TypeError if an option is missing or of another type.
 * @example
 * const handle = createWebhookHandler({ hmac, relay, onError: (error) => log(JSON.stringify(error)) });
 * export default { fetch: (request) => handle(request) };
 */
export function createWebhookHandler(
  options: WebhookHandlerOptions,
): (request: Request) => Promise<Response> {
  const settings = readSettings(options);
  return async (request) => {
    if (request.method !== 'POST') return answer(405, { allow: 'POST' });
    try {
      const event = await readEvent(request, settings);
      if (event) await follow(event, settings);
      return answer(200);
    } catch (error) {
      if (!(error instanceof WebhookError)) throw error;
      report(settings, error);
      return answer(STATUS[error.code]);
    }
  };
}

/** The event that Daily signed; nothing for its test request. */
async function readEvent(request: Request, settings: Settings): Promise<object | undefined> {
  const body = await readBody(request, settings.maxBodyBytes);
  if (isTestRequest(body)) return undefined;
  const { headers } = request;
  const signature = headers.get('x-webhook-signature');
  const timestamp = headers.get('x-webhook-timestamp');
  if (!isWithinWindow(timestamp, settings.now())) throw new WebhookError('outside-window');
  const signed = await readSigned({ signature, timestamp, body }, await settings.readKey());
  if (signed === undefined) throw new WebhookError('bad-signature');
  const event = parse(signed);
  if (!isFields(event)) throw new WebhookError('broken-body');
  return event;
}

/** Does what follows from an event, after the answer where the platform allows it. */
async function follow(event: object, settings: Settings): Promise<void> {
  const fact = readWebhookFact(event);
  const type = own(event, 'type');
  const eventType = typeof type === 'string' ? type : undefined;
  if (fact === 'other') return;
  if (fact === 'broken') throw new WebhookError('broken-event', { eventType });
  const details = { eventType, room: fact.room, sessionId: fact.sessionId };
  const work = act(fact, settings, details);
  if (settings.waitUntil) return settings.waitUntil(work);
  if ((await settle(work)) === 'late') throw new WebhookError('relay-late', details);
}

/** Tells listener and relay side by side, and what did not work; never rejects. */
async function act(
  fact: WebhookFact,
  settings: Settings,
  details: WebhookErrorDetails,
): Promise<void> {
  const errors = await Promise.all([
    attempt(
      () => listen(fact, settings),
      (cause) => new WebhookError('listener-failed', { ...details, cause }),
    ),
    attempt(
      () => settings.relay?.tell(fact),
      (cause) =>
        cause instanceof WebhookError
          ? cause
          : new WebhookError('relay-failed', { ...details, cause }),
    ),
  ]);
  for (const error of errors) if (error) report(settings, error);
}

function listen(fact: WebhookFact, settings: Settings): unknown {
  if (fact.kind === 'transfer') return settings.onTransferFact?.(fact);
  if (fact.kind === 'address') return settings.onAddressFact?.(fact);
  return settings.onCallEndFact?.(fact);
}

/** The error that an action came to, if it did; it never rejects. */
async function attempt(
  action: () => unknown,
  toError: (cause: unknown) => WebhookError,
): Promise<WebhookError | undefined> {
  try {
    await action();
    return undefined;
  } catch (cause) {
    return toError(cause);
  }
}

async function settle(work: Promise<void>): Promise<'done' | 'late'> {
  let cancel = () => {};
  const late = new Promise<'late'>((resolve) => {
    cancel = after(MAX_WORK_MS, () => resolve('late'));
  });
  const end = await Promise.race([work.then(() => 'done' as const), late]);
  cancel();
  return end;
}

/** An error of `onError` itself goes where the platform looks for errors. */
function report({ onError }: Settings, error: WebhookError): void {
  void (async () => onError?.(error))().catch((thrown: unknown) => {
    const { reportError } = globalThis as { reportError?: (error: unknown) => void };
    if (reportError) return reportError(thrown);
    queueMicrotask(() => {
      throw thrown;
    });
  });
}

function isTestRequest(body: Uint8Array): boolean {
  const event = body.length <= 64 ? parse(decode(body) ?? '') : undefined;
  return isFields(event) && Object.keys(event).join() === 'test' && own(event, 'test') === 'test';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answer(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers });
}

function readSettings(options: WebhookHandlerOptions): Settings {
  const { maxBodyBytes = MAX_BODY_BYTES, now = wallClock, relay } = options;
  const secret = decodeHmac(options.hmac);
  const { onTransferFact, onAddressFact, onCallEndFact, onError, waitUntil } = options;
  const functions = { onTransferFact, onAddressFact, onCallEndFact, onError, waitUntil, now };
  for (const [name, value] of Object.entries(functions)) {
    if (value !== undefined && typeof value !== 'function') {
      throw new TypeError(`${name} must be a function`);
    }
  }
  if (relay !== undefined && typeof relay?.tell !== 'function') {
    throw new TypeError('relay must be one that createTransferRelay() made');
  }
  if (!Number.isSafeInteger(maxBodyBytes) || maxBodyBytes < 1024) {
    throw new TypeError('maxBodyBytes must be a whole number of at least 1,024');
  }
  let key: Promise<CryptoKey> | undefined;
  // At the first request and not before: some platforms allow no work outside of one.
  const readKey = () => (key ??= importHmac(secret));
  return { ...functions, relay, maxBodyBytes, now, readKey };
}
