import { after } from '../environment.js';
import { own, textOf } from '../domain/fields.js';
import { warn } from './warn.js';
import { WebhookError, type WebhookErrorDetails } from './webhook-error.js';
import { readWebhookFact, type WebhookFact } from './webhook-facts.js';
import type { WebhookSettings } from './webhook-options.js';

/** Daily waits for an answer about eight seconds. Reading the body may take three of them. */
const MAX_WORK_MS = 5_000;

/**
 * Does what follows from an event that Daily signed: tells the listener and the relay. Resolves when the
 * webhook may be answered, and never rejects; what did not work goes to `onError`.
 */
export async function followUp(event: object, settings: WebhookSettings): Promise<void> {
  const fact = readWebhookFact(event);
  if (fact === 'other') return;
  const eventType = textOf(own(event, 'type'));
  if (fact === 'broken')
    return tellError(settings, new WebhookError('broken-event', { eventType }));
  const details = { eventType, room: fact.room, sessionId: fact.sessionId };
  const work = tell(fact, settings, details);
  if (handOver(work, settings, details)) return;
  if (await isLate(work)) tellError(settings, new WebhookError('relay-late', details));
}

/** Tells `onError`. An error that `onError` itself throws ends up where the platform shows warnings. */
export function tellError({ onError }: WebhookSettings, error: WebhookError): void {
  void call(() => onError?.(error)).catch(warn);
}

/** Tells the listener and the relay side by side. Never rejects. */
async function tell(
  fact: WebhookFact,
  settings: WebhookSettings,
  details: WebhookErrorDetails,
): Promise<void> {
  const listening = call(() => tellListener(fact, settings)).catch((cause: unknown) => {
    tellError(settings, new WebhookError('listener-failed', { ...details, cause }));
  });
  const relaying = call(() => settings.relay?.tell(fact)).catch((cause: unknown) => {
    const isOurs = cause instanceof WebhookError;
    tellError(settings, isOurs ? cause : new WebhookError('relay-failed', { ...details, cause }));
  });
  await Promise.all([listening, relaying]);
}

function tellListener(fact: WebhookFact, settings: WebhookSettings): unknown {
  switch (fact.kind) {
    case 'transfer':
      return settings.onTransferFact?.(fact);
    case 'address':
      return settings.onAddressFact?.(fact);
    case 'call-end':
      return settings.onCallEndFact?.(fact);
  }
}

/** Has the platform taken the work? If not, the answer waits for it. */
function handOver(
  work: Promise<void>,
  settings: WebhookSettings,
  details: WebhookErrorDetails,
): boolean {
  const { waitUntil } = settings;
  if (!waitUntil) return false;
  const fail = (cause: unknown) =>
    tellError(settings, new WebhookError('wait-until-failed', { ...details, cause }));
  try {
    void Promise.resolve(waitUntil(work)).catch(fail);
    return true;
  } catch (cause) {
    fail(cause);
    return false;
  }
}

async function isLate(work: Promise<void>): Promise<boolean> {
  let cancel = () => {};
  const late = new Promise<boolean>((resolve) => {
    cancel = after(MAX_WORK_MS, () => resolve(true));
  });
  const result = await Promise.race([work.then(() => false), late]);
  cancel();
  return result;
}

/** Calls a function of the app at once; whatever it throws is a rejection. */
async function call(run: () => unknown): Promise<unknown> {
  return run();
}
