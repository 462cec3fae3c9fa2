import {
  findOccupant,
  findRoom,
  inOrder,
  nothing,
  type Change,
  type DialType,
  type DomainState,
  type Leg,
  type Message,
  type Occupant,
} from './domain.js';
import { drawId } from './ids.js';
import { describeLeg, tellRoom, type DialNews } from './messages.js';
import { tellWebhooksOfLeg } from './news.js';
import { depart, enter, tellLeft } from './occupants.js';
import { permissionsOf } from './rights.js';

/** A phone or SIP party as it comes into a room. */
export interface NewLeg {
  readonly type: DialType;
  readonly address?: string | undefined;
  readonly name?: string | undefined;
  readonly userId?: string | undefined;
  readonly provider?: 'daily' | 'signalwire' | undefined;
  readonly sipHeaders?: Readonly<Record<string, string>> | undefined;
  readonly callerId?: string | undefined;
  readonly silent?: boolean | undefined;
  /** Which of the two is told first; Daily's docs do not say. */
  readonly order?: 'joined-first' | 'connected-first' | undefined;
}

/** How often, and where, `dialin-stopped` or `dialout-stopped` comes in relation to `participant-left`. */
export type StoppedEvent = 'after' | 'before' | 'omitted' | 'doubled';

/** How a leg's leaving is told. */
export interface Farewell {
  readonly stopped: StoppedEvent;
  readonly left: 'once' | 'doubled';
}

/** The usual way: `participant-left`, then the stopped event, once each. */
export const plainFarewell: Farewell = { stopped: 'after', left: 'once' };

/** Makes the occupant for a new leg. Its ids come from the seed. */
export function createLeg(
  domain: DomainState,
  { type, address, name, userId, ...rest }: NewLeg,
): readonly [Occupant & { readonly leg: Leg }, DomainState] {
  const [sessionId, drawn] = drawId(domain);
  const [callId, after] = drawId(drawn);
  const leg: Leg = {
    type,
    sipCallId: `${callId}@sip.daily.co`,
    provider: rest.provider ?? 'signalwire',
    silent: rest.silent ?? false,
    ...(address !== undefined && { address }),
    ...(rest.sipHeaders && { sipHeaders: rest.sipHeaders }),
    ...(rest.callerId !== undefined && { callerId: rest.callerId }),
  };
  const person = { name: name ?? address ?? 'sw-sip-dialin', userId: userId ?? sessionId };
  return [{ ...someone(domain, sessionId), ...person, leg }, after];
}

/** A leg comes into the room: `participant-joined`, counts, `dialin-connected` or `dialout-connected`. */
export function connect(
  room: string,
  occupant: Occupant,
  order: NewLeg['order'] = 'joined-first',
): Change {
  const joined = enter(room, occupant);
  const connected = tellOf(room, occupant, 'connected');
  const told = order === 'joined-first' ? inOrder(joined, connected) : inOrder(connected, joined);
  return inOrder(told, tellOfNews(room, occupant, 'connected'));
}

/** A leg leaves the room, told in the way of the farewell. */
export function hangUp(room: string, sessionId: string, farewell = plainFarewell): Change {
  return (domain) => {
    const occupant = findOccupant(findRoom(domain, room), sessionId);
    if (!occupant) return [domain, []];
    const stopped = tellOf(room, occupant, 'stopped');
    const again = farewell.left === 'doubled' ? tellLeft(room, occupant) : nothing;
    const gone = inOrder(depart(room, sessionId), again);
    const told = orderOf(farewell.stopped, gone, stopped);
    return inOrder(told, tellOfNews(room, occupant, 'stopped'))(domain);
  };
}

/** A telephony event about a leg that is in the room. Extra fields are added to it. */
export function tellOfLeg(
  room: string,
  sessionId: string,
  news: DialNews,
  fields: Partial<Message> = {},
): Change {
  return (domain) => {
    const occupant = findOccupant(findRoom(domain, room), sessionId);
    if (!occupant) return [domain, []];
    const told = tellOf(room, occupant, news, fields);
    return inOrder(told, tellOfNews(room, occupant, news, fields['errorMsg']))(domain);
  };
}

function orderOf(stopped: StoppedEvent, gone: Change, told: Change): Change {
  switch (stopped) {
    case 'after':
      return inOrder(gone, told);
    case 'before':
      return inOrder(told, gone);
    case 'omitted':
      return gone;
    case 'doubled':
      return inOrder(gone, told, told);
  }
}

function tellOf(room: string, occupant: Occupant, news: DialNews, fields = {}): Change {
  const { leg } = occupant;
  if (!leg || (leg.silent && news === 'connected')) return nothing;
  return (domain) =>
    tellRoom(room, { ...describeLeg(domain, room, { ...occupant, leg }, news), ...fields })(domain);
}

/** Webhooks hear of it once, however often the pages do. */
function tellOfNews(room: string, occupant: Occupant, news: DialNews, errorMsg?: unknown): Change {
  const { leg } = occupant;
  return leg ? tellWebhooksOfLeg(room, { ...occupant, leg }, news, errorMsg) : nothing;
}

function someone(domain: DomainState, sessionId: string): Omit<Occupant, 'name' | 'userId'> {
  return {
    sessionId,
    owner: false,
    permissions: permissionsOf('guest'),
    audio: true,
    video: false,
    joinedAt: domain.time,
    hidden: false,
    hasMedia: domain.hasMedia,
  };
}
