import {
  isFields,
  own,
  readEndPoint,
  readExtras,
  readId,
  readRoomName,
  type AddressFact,
  type TransferFact,
  type TransferFactType,
} from '../wire/fact.js';
import { readTimestamp } from './webhook-signature.js';

/** A SIP or phone call between a participant and Daily is over; what was known of the session is worth no more. */
export interface CallEndFact {
  readonly kind: 'call-end';
  readonly type: 'stopped' | 'error';
  readonly room: string;
  readonly sessionId: string;
  /** When it happened by Daily's clock, in milliseconds. */
  readonly at: number;
}

/** Whatever a webhook can tell us. */
export type WebhookFact = TransferFact | AddressFact | CallEndFact;

/**
 * How `calltransfer.completed` says that the target was not reached, or that it was. First the last SIP
 * code that the far end of a REFER notified, then Daily's word. What stands in no row means `ended`.
 *
 * Sources: the names are those of `CalltransferCompletedPayload` in Daily's own Ruby client (`completeStatus`,
 * `refer_sip_response_code`, `notify_sip_response_code`); the codes are those of RFC 3261 §21 and
 * RFC 3515 §2.4.5. A call that was given up before an answer is SIP's 487, and Daily's `canceled`.
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
 * Reads the fact that an event tells, from data that Daily signed and nobody has looked at yet: own keys
 * only, every value of its type and within its length. `'other'` for a type that means nothing here,
 * `'broken'` for one that does and cannot be read.
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

const transfer =
  (typeOf: (payload: object) => TransferFactType): Read =>
  (payload, { room, sessionId, at }) => {
    const toEndPoint = readEndPoint(own(payload, 'to_endpoint'));
    const extras = readExtras({
      fromEndPoint: own(payload, 'from_endpoint'),
      meetingId: own(payload, 'mtg_session_id'),
      isSipRefer: own(payload, 'is_sip_refer'),
    });
    return toEndPoint === undefined
      ? undefined
      : { kind: 'transfer', type: typeOf(payload), room, sessionId, toEndPoint, ...extras, at };
  };

const address =
  (key: 'sip_from' | 'destination'): Read =>
  (payload, common) => {
    const text = readEndPoint(own(payload, key));
    return text === undefined ? undefined : { kind: 'address', ...common, address: text };
  };

const end =
  (type: CallEndFact['type']): Read =>
  (_, common) => ({ kind: 'call-end', type, ...common });

/** Daily's types that matter, each with the way to read it; a `Map`, so that no type is a prototype's key. */
const READERS: ReadonlyMap<string, Read> = new Map([
  ['calltransfer.triggered', transfer(() => 'triggered')],
  ['calltransfer.initiated', transfer(() => 'initiated')],
  ['calltransfer.answered', transfer(() => 'answered')],
  ['calltransfer.completed', transfer(findOutcome)],
  ['dialin.connected', address('sip_from')],
  ['dialin.stopped', end('stopped')],
  ['dialin.error', end('error')],
  ['dialout.connected', address('destination')],
  ['dialout.answered', address('destination')],
  ['dialout.stopped', end('stopped')],
  ['dialout.error', end('error')],
]);

/** What not reached the target is believed first, since Daily's `completed` alone does not say that it did. */
function findOutcome(payload: object): TransferFactType {
  const notified = findByCode(own(payload, 'notify_sip_response_code'));
  if (notified !== undefined && notified !== 'answered') return notified;
  const status = own(payload, 'completeStatus');
  const told =
    typeof status === 'string' ? find(OUTCOMES.statuses, status.toLowerCase()) : undefined;
  if (told !== undefined) return told;
  // The caller's own system answers the REFER, so that its busy or declined is not the target's.
  const referred = findByCode(own(payload, 'refer_sip_response_code'));
  if (referred !== undefined && referred !== 'answered') return 'unreachable';
  return notified ?? 'ended';
}

function findByCode(value: unknown): TransferFactType | undefined {
  const code = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (!/^[1-6]\d\d$/.test(code)) return undefined;
  return find(OUTCOMES.codes, code) ?? find(OUTCOMES.codes, `${code.charAt(0)}xx`);
}

function find(
  table: Readonly<Record<string, TransferFactType>>,
  key: string,
): TransferFactType | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
