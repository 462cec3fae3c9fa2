import {
  readEndPoint,
  readExtras,
  readId,
  readRoomName,
  type AddressFact,
  type TransferFact,
  type TransferFactType,
} from '../wire/fact.js';
import { isFields, own } from '../domain/fields.js';
import { readTimestamp } from './webhook-signature.js';

/** A SIP or phone call between a participant and Daily is over, so what was known of its session is no longer true. */
export interface CallEndFact {
  readonly kind: 'call-end';
  readonly type: 'stopped' | 'error';
  readonly room: string;
  readonly sessionId: string;
  /** When it happened by Daily's clock, in milliseconds. */
  readonly at: number;
}

/** Everything that a webhook can tell us. */
export type WebhookFact = TransferFact | AddressFact | CallEndFact;

/**
 * What the codes and the status of a `calltransfer.completed` mean. Anything that is not in here means
 * `ended`.
 *
 * Sources: the names are those of `CalltransferCompletedPayload` in Daily's own Ruby client (`completeStatus`,
 * `refer_sip_response_code`, `notify_sip_response_code`); the codes are those of RFC 3261 §21 and
 * RFC 3515 §2.4.5. A call that the far end gave up before an answer is SIP's 487, and Daily's `canceled`.
 */
export const OUTCOMES: {
  readonly codes: Readonly<Record<string, TransferFactType>>;
  readonly statuses: Readonly<Record<string, TransferFactType>>;
} = {
  codes: {
    '486': 'target-busy',
    '600': 'target-busy',
    '408': 'no-answer',
    '480': 'no-answer',
    '487': 'no-answer',
    '603': 'declined',
    '2xx': 'answered',
    '4xx': 'unreachable',
    '5xx': 'unreachable',
    '6xx': 'unreachable',
  },
  statuses: {
    busy: 'target-busy',
    'no-answer': 'no-answer',
    canceled: 'no-answer',
    failed: 'unreachable',
  },
};

/**
 * Reads the fact in an event that Daily signed and nobody has looked at yet: own keys only, every value of
 * its type and within its length. `'other'` for a type that means nothing here, `'broken'` for one that
 * does but cannot be read.
 */
export function readWebhookFact(event: object): WebhookFact | 'other' | 'broken' {
  const type = own(event, 'type');
  const read = typeof type === 'string' ? READERS.get(type) : undefined;
  if (!read) return 'other';
  const payload = own(event, 'payload');
  if (!isFields(payload)) return 'broken';
  const room = readRoomName(own(payload, 'room'));
  const sessionId = readId(own(payload, 'session_id'));
  const at = readTimestamp(own(payload, 'timestamp')) ?? readTimestamp(own(event, 'event_ts'));
  if (room === undefined || sessionId === undefined || at === undefined) return 'broken';
  return read(payload, { room, sessionId, at }) ?? 'broken';
}

type Common = Pick<TransferFact, 'room' | 'sessionId' | 'at'>;
type Read = (payload: object, common: Common) => WebhookFact | undefined;

/** How each of Daily's types that matter is read; a `Map`, because `type` may be any text. */
const READERS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['calltransfer.triggered', (payload, common) => readTransfer('triggered', payload, common)],
  ['calltransfer.initiated', (payload, common) => readTransfer('initiated', payload, common)],
  ['calltransfer.answered', (payload, common) => readTransfer('answered', payload, common)],
  ['calltransfer.completed', readCompleted],
  ['dialin.connected', (payload, common) => readAddress(own(payload, 'sip_from'), common)],
  ['dialin.stopped', (_payload, common) => ({ kind: 'call-end', type: 'stopped', ...common })],
  ['dialin.error', (_payload, common) => ({ kind: 'call-end', type: 'error', ...common })],
  ['dialout.connected', (payload, common) => readAddress(own(payload, 'destination'), common)],
  ['dialout.answered', (payload, common) => readAddress(own(payload, 'destination'), common)],
  ['dialout.stopped', (_payload, common) => ({ kind: 'call-end', type: 'stopped', ...common })],
  ['dialout.error', (_payload, common) => ({ kind: 'call-end', type: 'error', ...common })],
]);

function readTransfer(
  type: TransferFactType,
  payload: object,
  { room, sessionId, at }: Common,
): TransferFact | undefined {
  const toEndPoint = readEndPoint(own(payload, 'to_endpoint'));
  if (toEndPoint === undefined) return undefined;
  const extras = readExtras({
    fromEndPoint: own(payload, 'from_endpoint'),
    meetingId: own(payload, 'mtg_session_id'),
    isSipRefer: own(payload, 'is_sip_refer'),
  });
  return { kind: 'transfer', type, room, sessionId, toEndPoint, ...extras, at };
}

/** Daily's page on `completed` has no `is_sip_refer`. Only a REFER has one of the two codes. */
function readCompleted(payload: object, common: Common): TransferFact | undefined {
  const fact = readTransfer(findOutcome(payload), payload, common);
  const codes = ['refer_sip_response_code', 'notify_sip_response_code'];
  const isRefer = codes.some((key) => readSipCode(own(payload, key)) !== undefined);
  return fact && isRefer ? { isSipRefer: true, ...fact } : fact;
}

function readAddress(value: unknown, common: Common): AddressFact | undefined {
  const address = readEndPoint(value);
  return address === undefined ? undefined : { kind: 'address', ...common, address };
}

/**
 * Daily's `completed` alone does not say that the target was reached, so what says that it was not counts
 * first.
 */
function findOutcome(payload: object): TransferFactType {
  const notified = findByCode(own(payload, 'notify_sip_response_code'));
  if (notified !== undefined && notified !== 'answered') return notified;
  const status = own(payload, 'completeStatus');
  const told =
    typeof status === 'string' ? find(OUTCOMES.statuses, status.toLowerCase()) : undefined;
  if (told !== undefined) return told;
  // The caller's own system answers the REFER: its "busy" or "declined" is not the target's.
  const referred = findByCode(own(payload, 'refer_sip_response_code'));
  if (referred !== undefined && referred !== 'answered') return 'unreachable';
  return notified ?? 'ended';
}

function findByCode(value: unknown): TransferFactType | undefined {
  const code = readSipCode(value);
  if (code === undefined) return undefined;
  return find(OUTCOMES.codes, code) ?? find(OUTCOMES.codes, `${code.charAt(0)}xx`);
}

function readSipCode(value: unknown): string | undefined {
  const code = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return /^[1-6]\d\d$/.test(code) ? code : undefined;
}

function find(
  table: Readonly<Record<string, TransferFactType>>,
  key: string,
): TransferFactType | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
