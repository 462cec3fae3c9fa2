import { roomSipUri } from './addresses.js';
import {
  findRoom,
  inOrder,
  type Change,
  type DomainState,
  type Leg,
  type Message,
  type Note,
  type Occupant,
  type Outgoing,
  type PageRequest,
  type RoomState,
} from './domain.js';
import { countParticipants, describeParticipant } from './participants.js';

/** Tells every page in the room. */
export function tellRoom(room: string, message: Message): Change {
  return (domain) => [domain, pagesIn(findRoom(domain, room)).map((page) => tell(page, message))];
}

/** Tells every page in the room but the one whose session it is about. */
export function tellOthers(room: string, sessionId: string, message: Message): Change {
  return (domain) => {
    const pages = pagesIn(findRoom(domain, room)).filter((page) => page.sessionId !== sessionId);
    return [domain, pages.map((page) => tell(page, message))];
  };
}

/** Tells every page how many are in the room. */
export function tellCounts(room: string): Change {
  return (domain) => {
    const participantCounts = countParticipants(findRoom(domain, room));
    return tellRoom(room, { action: 'participant-counts-updated', participantCounts })(domain);
  };
}

/** Tells every page how an occupant is now; to its own page it is the local participant. */
export function tellUpdate(room: string, sessionId: string): Change {
  return (domain) => {
    const { occupants } = findRoom(domain, room);
    const occupant = occupants.find((one) => one.sessionId === sessionId && !one.hidden);
    if (!occupant) return [domain, []];
    const updates = pagesIn(findRoom(domain, room)).map((page) =>
      tell(page, {
        action: 'participant-updated',
        participant: describeParticipant(occupant, page.sessionId === sessionId),
      }),
    );
    return [domain, updates];
  };
}

/** Answers a request. A field `error` makes daily-js reject the promise of the call with its value. */
export function answer(request: PageRequest, fields: Readonly<Record<string, unknown>>): Change {
  const { clientId, action, callbackStamp } = request;
  const message = { action, callbackStamp, ...fields };
  return (domain) => [domain, callbackStamp ? [{ kind: 'message', clientId, message }] : []];
}

/** Tells one page. */
export function tell(page: Pick<Outgoing, 'clientId'>, message: Message): Outgoing {
  return { kind: 'message', clientId: page.clientId, message };
}

/** Tells one page something that its own call machine knows, for which it needs no network. */
export function tellLocally(page: Pick<Outgoing, 'clientId'>, message: Message): Outgoing {
  return { ...tell(page, message), local: true };
}

/** Answers a request as the page's own call machine does, for which it needs no network. */
export function answerLocally(
  { clientId, action, callbackStamp }: PageRequest,
  fields: Readonly<Record<string, unknown>>,
): Change {
  const message = { action, callbackStamp, ...fields };
  return (domain) => [domain, callbackStamp ? [tellLocally({ clientId }, message)] : []];
}

/**
 * Refuses a request: its promise rejects with the reason, and where it has none, as `updateParticipant()`,
 * nothing happens. The log has it either way.
 */
export function refuse(request: PageRequest, room: string, reason: unknown): Change {
  return inOrder(noteRefusal(request, room, reason), answer(request, { error: reason }));
}

/** Writes into the log that a request was refused, which the page is not told. */
export function noteRefusal(request: PageRequest, room: string, reason: unknown): Change {
  const { clientId, action, body } = request;
  const about = { clientId, request: body, reason };
  const note: Note = { kind: 'note', action: `refused ${action}`, room, about };
  return (domain) => [domain, [note]];
}

/** The pages in the room, each with the call object that speaks for it. */
export function pagesIn(room: RoomState): readonly (Occupant & { readonly clientId: string })[] {
  return room.occupants.flatMap(({ clientId, ...rest }) =>
    clientId ? [{ ...rest, clientId }] : [],
  );
}

/** What can be told of a leg, besides who it is. */
export type DialNews = 'connected' | 'answered' | 'stopped' | 'error' | 'warning';

/**
 * A telephony event about a leg, with the fields of daily-js's types: `sipFrom` for a caller who dialled
 * in, `destination` for one who was dialled, neither where the address is not known.
 */
export function describeLeg(
  domain: DomainState,
  room: string,
  occupant: Occupant & { readonly leg: Leg },
  news: DialNews,
): Message {
  const { sessionId, userId, leg } = occupant;
  const { provider, sipCallId } = leg;
  const isDialIn = leg.type.endsWith('-in');
  const action = `${isDialIn ? 'dialin' : 'dialout'}-${news}`;
  const about = { action, sessionId, userId, provider, sipCallId };
  if (news === 'error') return { ...about, details: describeSide(domain, room, leg) };
  const sides = isDialIn ? describeDialIn(domain, room, leg) : describeDialOut(domain, room, leg);
  const hasHeaders = isDialIn && news !== 'warning' && leg.sipHeaders;
  return { ...about, ...sides, ...(hasHeaders && { sipHeaders: leg.sipHeaders }) };
}

/** What `dialin-error` and `dialout-error` have as `details`. */
function describeSide({ name }: DomainState, room: string, leg: Leg) {
  const { address, sipHeaders } = leg;
  if (leg.type.endsWith('-in')) return { sipEndpoint: roomSipUri(name, room) };
  return {
    ...(address !== undefined && { destination: address }),
    ...(sipHeaders && { sipHeaders }),
  };
}

function describeDialIn({ name }: DomainState, room: string, leg: Leg) {
  return {
    sipEndpoint: roomSipUri(name, room),
    ...(leg.address !== undefined && { sipFrom: leg.address }),
  };
}

function describeDialOut({ name }: DomainState, room: string, leg: Leg) {
  return {
    origin: roomSipUri(name, room),
    ...(leg.address !== undefined && { destination: leg.address }),
    ...(leg.callerId !== undefined && { callerId: leg.callerId }),
  };
}
