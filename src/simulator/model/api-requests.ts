import { changeSession } from './meeting.js';
import { pagesIn, tell } from './messages.js';
import { findOccupant, findRoom, type Change, type DomainState, type RoomState } from './domain.js';
import { asRecord } from './record.js';

/** Something that a server asked of a room by Daily's REST API. */
export interface ApiRequest {
  readonly verb: 'transfer' | 'app-message' | 'session-data';
  readonly room: string;
  /** The body of the request; for a transfer with `useSipRefer`, as daily-js writes it. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Why a room cannot do it. */
export type ApiRefusal = 'no-call' | 'no-session' | 'not-sfu';

/** Why the room cannot do what the API asks, by the titles of Daily's documented answers. */
export function refuseApiRequest(domain: DomainState, request: ApiRequest): ApiRefusal | undefined {
  const room = findRoom(domain, request.room);
  if (room.occupants.length === 0) return 'no-call';
  if (request.verb !== 'transfer') return undefined;
  if (!findOccupant(room, String(request.body['sessionId']))?.leg) return 'no-session';
  return room.topology === 'sfu' ? undefined : 'not-sfu';
}

/** Tells the pages of a room what the API sends them, or changes the data of their meeting. */
export function handleApiRequest(
  verb: 'app-message' | 'session-data',
  { room, body }: ApiRequest,
): Change {
  switch (verb) {
    case 'app-message':
      return (domain) => [domain, tellPages(findRoom(domain, room), body)];
    case 'session-data':
      return (domain) =>
        changeSession(room, { data: mergeData(findRoom(domain, room).data, body) })(domain);
  }
}

/** The meeting's session data as one that writes to it leaves them. */
export function mergeData(before: unknown, change: Readonly<Record<string, unknown>>): unknown {
  const { data = {}, mergeStrategy, keysToDelete } = change;
  if (mergeStrategy !== 'shallow-merge') return data;
  const gone = new Set<unknown>(Array.isArray(keysToDelete) ? keysToDelete : []);
  const merged = Object.entries({ ...asRecord(before), ...asRecord(data) });
  return Object.fromEntries(merged.filter(([key]) => !gone.has(key)));
}

/** Nothing in the docs names the sender: `API` is what Daily's own demo "app-message" looks for. */
function tellPages(room: RoomState, { data, recipient = '*' }: ApiRequest['body']) {
  const message = { action: 'app-message', data, fromId: 'API' };
  return pagesIn(room)
    .filter(({ sessionId }) => recipient === '*' || recipient === sessionId)
    .map((page) => tell(page, message));
}
