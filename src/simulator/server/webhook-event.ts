import type { RoomNews } from '../link-protocol.js';

/** A webhook message in the envelope of Daily's docs. */
export interface WebhookEvent {
  readonly version: string;
  readonly type: string;
  readonly id: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** When it is sent, in seconds since 1970, with a fraction. */
  readonly event_ts: number;
}

/** The message of what happened; its `timestamp` is a text of whole seconds, as in the examples of the docs. */
export function createEvent(news: RoomNews, domainId: string): Omit<WebhookEvent, 'event_ts'> {
  const { room, type, at, payload } = news;
  const timestamp = String(Math.floor(at / 1000));
  return {
    version: '1.0.0',
    type,
    id: createEventId(type, payload['session_id'], at),
    payload: { domain_id: domainId, room, timestamp, ...payload },
  };
}

/** An id in the form of the examples: what happened, to which session, and when. */
export function createEventId(type: string, sessionId: unknown, at: number): string {
  const kind = Object.hasOwn(ID_KINDS, type) ? ID_KINDS[type] : type.replace('.', '-');
  return `3602-${kind}-${typeof sessionId === 'string' ? sessionId : ''}${at}`;
}

/** The first is from an example of the docs, the others are made after it. */
const ID_KINDS: Readonly<Record<string, string>> = {
  'calltransfer.triggered': 'call-transfer-trig',
  'calltransfer.initiated': 'call-transfer-init',
  'calltransfer.answered': 'call-transfer-answ',
  'calltransfer.completed': 'call-transfer-comp',
};
