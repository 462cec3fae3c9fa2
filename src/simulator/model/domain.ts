import type { DailyParticipantPermissions } from '@daily-co/daily-js';
import type { PageState } from './page-state.js';

/** The four ways in which a phone or SIP party comes into a room, as daily-js spells them. */
export type DialType = 'sip-dial-in' | 'sip-dial-out' | 'pstn-dial-in' | 'pstn-dial-out';

/** The phone or SIP side of an occupant. */
export interface Leg {
  readonly type: DialType;
  /** Where the party called from, or was dialled at. Absent: Daily does not say. */
  readonly address?: string;
  readonly sipCallId: string;
  readonly provider: 'daily' | 'signalwire';
  readonly sipHeaders?: Readonly<Record<string, string>>;
  readonly callerId?: string;
  /** No dial event tells of this leg, as for a page that joined after the caller. */
  readonly silent: boolean;
}

/** Somebody in a room: a page with a call object, a web participant without one, or a phone leg. */
export interface Occupant {
  readonly sessionId: string;
  readonly userId: string;
  readonly name: string;
  readonly userData?: unknown;
  readonly owner: boolean;
  readonly permissions: DailyParticipantPermissions;
  readonly audio: boolean;
  readonly video: boolean;
  readonly joinedAt: number;
  readonly hidden: boolean;
  /** Are there tracks to play for what is on? */
  readonly hasMedia: boolean;
  /** The call object on whose behalf this occupant is here. */
  readonly clientId?: string;
  readonly leg?: Leg;
}

/** How media flows in a room, as `meeting-session-state-updated` tells it. */
export type Topology = 'sfu' | 'peer';

/** One room of the domain, and what stands between it and the pages that are in it. */
export interface RoomState {
  readonly name: string;
  readonly occupants: readonly Occupant[];
  readonly topology: Topology;
  /** Of the meeting that goes on; a new one when somebody comes into the empty room. */
  readonly meetingId: string;
  /** What the pages keep for the meeting. */
  readonly data: unknown;
  readonly network: 'up' | 'down';
  readonly machine: 'awake' | 'silent';
  /** What could not reach the pages while the network was down, in order. */
  readonly heldMessages: readonly Outgoing[];
  /** What could not reach the room while the network was down, in order. */
  readonly heldRequests: readonly PageRequest[];
}

/** What a page asked for: a message of daily-js without its envelope. */
export interface PageRequest {
  readonly clientId: string;
  readonly action: string;
  readonly callbackStamp?: string;
  /** Exactly the keys that daily-js sent, `action` included. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A message of the call machine to daily-js, without its envelope. */
export interface Message {
  readonly action: string;
  readonly [key: string]: unknown;
}

/** A message for the call object of one page. */
export interface Outgoing {
  readonly kind: 'message';
  readonly clientId: string;
  readonly message: Message;
  /** Made inside the page by the call machine itself, so it needs no network. */
  readonly local?: true;
}

/** Something that will happen by itself after a while. */
export interface Later {
  readonly kind: 'later';
  readonly afterMs: number;
  readonly change: Change;
}

/** Something that no page can see, for the log. */
export interface Note {
  readonly kind: 'note';
  readonly action: string;
  readonly room: string;
  readonly about: Readonly<Record<string, unknown>>;
}

/** Something that Daily tells the webhooks of the domain; no page sees it. */
export interface News {
  readonly kind: 'news';
  readonly room: string;
  /** The type of the webhook event, as Daily's docs name it. */
  readonly type: string;
  /** When it happened, in milliseconds since 1970. */
  readonly at: number;
  /** The fields of the event that are about what happened, in Daily's spelling. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Something that the room would do: how it goes is for whoever runs the simulation to say. */
export interface Asked {
  readonly kind: 'asked';
  readonly about: 'transfer' | 'dial-out' | 'dial-in';
  readonly room: string;
  readonly request: PageRequest;
}

/** What follows from a change. */
export type Effect = Outgoing | Later | Note | News | Asked;

/** The domain after a change, and what follows from it, in order. */
export type Step = readonly [domain: DomainState, effects: readonly Effect[]];

/** Something that happens to the domain. Pure: the same domain gives the same step. */
export type Change = (domain: DomainState) => Step;

/** Everything there is in one simulated Daily domain. Immutable. */
export interface DomainState {
  readonly name: string;
  /** Does everybody have fake media? */
  readonly hasMedia: boolean;
  readonly rooms: Readonly<Record<string, RoomState>>;
  /** The page of each call object, by `callClientId`. */
  readonly pages: Readonly<Record<string, PageState>>;
  /** The state of the seeded generator that every id comes from. */
  readonly random: number;
  /** When the change that is being made happens, in milliseconds since 1970. */
  readonly time: number;
}

/** A domain in which nothing has happened yet. */
export function createDomain(name: string, seed: number, hasMedia = false): DomainState {
  return { name, hasMedia, rooms: {}, pages: {}, random: seed, time: 0 };
}

/** The room of that name; a name that nobody used yet is an empty room. */
export function findRoom(domain: DomainState, name: string): RoomState {
  return (Object.hasOwn(domain.rooms, name) ? domain.rooms[name] : undefined) ?? emptyRoom(name);
}

/** The room with other fields. */
export function changeRoom(
  domain: DomainState,
  name: string,
  fields: Partial<RoomState>,
): DomainState {
  const room = { ...findRoom(domain, name), ...fields };
  return { ...domain, rooms: { ...domain.rooms, [name]: room } };
}

/** The room in which the call object is, if it is in one. */
export function findRoomOf(domain: DomainState, clientId: string): RoomState | undefined {
  return Object.values(domain.rooms).find((room) => findPage(room, clientId));
}

/** The occupant on whose behalf the call object is in the room. */
export function findPage(room: RoomState, clientId: string): Occupant | undefined {
  return room.occupants.find((occupant) => occupant.clientId === clientId);
}

/** The occupant with that session id. */
export function findOccupant(room: RoomState, sessionId: string): Occupant | undefined {
  return room.occupants.find((occupant) => occupant.sessionId === sessionId);
}

/** Makes changes one after the other, each on what the one before it left. */
export function inOrder(...changes: readonly Change[]): Change {
  return (domain) =>
    changes.reduce<Step>(
      ([before, effects], change) => {
        const [after, more] = change(before);
        return [after, [...effects, ...more]];
      },
      [domain, []],
    );
}

/** The change that changes nothing. */
export const nothing: Change = (domain) => [domain, []];

/** A change that will be made after a while. */
export function later(afterMs: number, change: Change): Change {
  return (domain) => [domain, [{ kind: 'later', afterMs, change }]];
}

function emptyRoom(name: string): RoomState {
  return {
    name,
    occupants: [],
    topology: 'sfu',
    meetingId: '',
    data: {},
    network: 'up',
    machine: 'awake',
    heldMessages: [],
    heldRequests: [],
  };
}
