import type { Change, DomainState, Occupant, PageRequest, RoomState } from './domain.js';

/** A request of a page that is in a room. */
export interface Visit {
  readonly request: PageRequest;
  readonly domain: DomainState;
  readonly room: RoomState;
  /** The occupant that the page is. */
  readonly self: Occupant;
}

/** What a room does about a kind of request, and who may ask for it. */
export interface RoomRequest {
  /** Everybody who is in the room, or an owner or an admin of participants alone. */
  readonly who: 'present' | 'admin';
  readonly handle: (visit: Visit) => Change;
}
