import { isFields, own } from '../domain/fields.js';
import { parseJson } from '../wire/json.js';
import { readBody } from './webhook-body.js';
import { WebhookError, type WebhookErrorCode } from './webhook-error.js';
import {
  readWebhookOptions,
  type WebhookHandlerOptions,
  type WebhookSettings,
} from './webhook-options.js';
import { decode, isWithinWindow, readSigned } from './webhook-signature.js';
import { followUp, tellError } from './webhook-work.js';

/** The status of a webhook that is refused. */
const STATUS: Partial<Readonly<Record<WebhookErrorCode, number>>> = {
  'broken-body': 400,
  'bad-signature': 401,
  'outside-window': 401,
  'slow-body': 408,
  'too-large': 413,
};

/**
 * Makes the function that answers Daily's webhooks. It answers 200 to everything that Daily signed within
 * the last five minutes, whatever it means here and whatever your own code does with it, because Daily
 * stops sending to an address that answers anything else. It keeps no state.
 *
 * Daily's test request (`{"test":"test"}`) is answered 200 without a signature: it comes before Daily has
 * told the secret, and nothing follows from it.
 *
 * @throws TypeError if an option is missing or of another type
 * @example
 * const handle = createWebhookHandler({ hmac, relay, onError: (error) => log(JSON.stringify(error)) });
 * export default { fetch: (request) => handle(request) };
 */
export function createWebhookHandler(
  options: WebhookHandlerOptions,
): (request: Request) => Promise<Response> {
  const settings = readWebhookOptions(options);
  return async (request) => {
    if (request.method !== 'POST') return answer(405, { allow: 'POST' });
    try {
      const event = await readEvent(request, settings);
      if (event) await followUp(event, settings);
      return answer(200);
    } catch (error) {
      if (!(error instanceof WebhookError)) throw error;
      tellError(settings, error);
      return answer(STATUS[error.code] ?? 200);
    }
  };
}

/** The event that Daily signed; `undefined` for Daily's test request. */
async function readEvent(request: Request, settings: WebhookSettings): Promise<object | undefined> {
  const body = await readBody(request, settings.maxBodyBytes);
  if (isTestRequest(body)) return undefined;
  const { headers } = request;
  const signature = headers.get('x-webhook-signature');
  const timestamp = headers.get('x-webhook-timestamp');
  if (!isWithinWindow(timestamp, settings.now())) throw new WebhookError('outside-window');
  const signed = await readSigned({ signature, timestamp, body }, await settings.readKey());
  if (signed === undefined) throw new WebhookError('bad-signature');
  const event = parseJson(signed);
  if (!isFields(event)) throw new WebhookError('broken-event');
  return event;
}

function isTestRequest(body: Uint8Array): boolean {
  const event = body.length <= 64 ? parseJson(decode(body) ?? '') : undefined;
  return isFields(event) && Object.keys(event).join() === 'test' && own(event, 'test') === 'test';
}

function answer(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers });
}
