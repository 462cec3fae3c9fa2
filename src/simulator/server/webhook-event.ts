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
    id: `3602-${describe(type)}-${String(payload['session_id'] ?? '')}${at}`,
    payload: { domain_id: domainId, room, timestamp, ...payload },
  };
}

/** A type as it stands in an id. The docs have one example, `call-transfer-trig`; the others are made after it. */
function describe(type: string): string {
  return type.replace(/^calltransfer\.(.{4}).*/, 'call-transfer-$1').replace('.', '-');
}
