import { asRecord } from './model/record.js';

/*
 * What a simulation in a window and a simulated API on a server say to each other. The API asks by an event
 * stream; the window posts its replies, and the news for the webhooks.
 */

/** Something that the API asks of a room. */
export interface RoomRequest {
  readonly verb: (typeof VERBS)[number];
  readonly room: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the room did about a request, or why it could not. */
export interface RoomReply {
  readonly outcome: (typeof OUTCOMES)[number];
  /** Why it was refused. */
  readonly info?: string | undefined;
}

/** Something that happened in a room, for the webhooks. */
export interface RoomNews {
  readonly room: string;
  /** The type of the webhook event, as Daily's docs name it. */
  readonly type: string;
  /** When it happened, in milliseconds since 1970. */
  readonly at: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** One event of the stream. */
export interface LinkEvent {
  readonly id: string;
  readonly request: RoomRequest;
}

/** What the window posts. */
export type LinkPost =
  { readonly news: RoomNews } | { readonly id: string; readonly reply: RoomReply };

const VERBS = ['transfer', 'app-message', 'session-data'] as const;
const OUTCOMES = ['done', 'refused', 'no-call', 'no-session', 'not-sfu', 'closed'] as const;

/** The text of an event. */
export function writeEvent({ id, request }: LinkEvent): string {
  return `data: ${JSON.stringify({ id, ...request })}\n\n`;
}

/** Reads the text of an event, without the empty line at its end; `undefined` for a comment. */
export function readEvent(text: string): LinkEvent | undefined {
  if (!text.startsWith('data: ')) return undefined;
  const { id, verb, room, body } = parse(text.slice('data: '.length));
  const known = VERBS.find((one) => one === verb);
  if (typeof id !== 'string' || typeof room !== 'string' || !known) return undefined;
  return { id, request: { verb: known, room, body: asRecord(body) } };
}

/** Reads what a window posted. */
export function readPost(text: string): LinkPost | undefined {
  const { news, id, reply } = parse(text);
  if (news !== undefined) {
    const { room, type, at, payload } = asRecord(news);
    const isNews = typeof room === 'string' && typeof type === 'string' && typeof at === 'number';
    return isNews ? { news: { room, type, at, payload: asRecord(payload) } } : undefined;
  }
  const { outcome, info } = asRecord(reply);
  const known = OUTCOMES.find((one) => one === outcome);
  if (typeof id !== 'string' || !known) return undefined;
  return { id, reply: { outcome: known, ...(typeof info === 'string' && { info }) } };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return {};
  }
}
