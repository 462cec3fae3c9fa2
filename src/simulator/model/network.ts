import {
  changeRoom,
  findRoom,
  inOrder,
  later,
  type Change,
  type DomainState,
  type Message,
  type Outgoing,
  type PageRequest,
} from './domain.js';
import { roomAtUrl } from './addresses.js';
import { tellSignalling } from './connections.js';
import { pagesIn, tell } from './messages.js';
import { pageOf } from './pages.js';
import { handleRequest, isLocal } from './requests.js';
import { asRecord } from './record.js';

/**
 * Sends a message on its way: into a page, or, while the network of its room is down, into the room's
 * queue. A call machine that has gone silent loses it.
 */
export function route(outgoing: Outgoing): Change {
  return (domain) => {
    const room = findRoom(domain, pageOf(domain, outgoing.clientId).room ?? '');
    if (room.machine === 'silent') return [domain, []];
    if (room.network === 'up' || outgoing.local) return [domain, [outgoing]];
    return [changeRoom(domain, room.name, { heldMessages: [...room.heldMessages, outgoing] }), []];
  };
}

/**
 * Lets a request in: at once, or when the network is back, or, where the call machine is silent, never.
 * What the page's own call machine answers, as leaving, needs no network.
 */
export function admit(request: PageRequest): Change {
  return (domain) => {
    const room = findRoom(domain, destinationOf(domain, request) ?? '');
    if (room.machine === 'silent') return [domain, []];
    if (room.network === 'up' || isLocal(request)) {
      return handleRequest(request)(domain);
    }
    const heldRequests = [...room.heldRequests, request];
    return [changeRoom(domain, room.name, { heldRequests }), []];
  };
}

/** Signalling is lost: `network-connection` with the event `interrupted`, and nothing after it. */
export function interrupt(room: string): Change {
  return (domain) => {
    if (findRoom(domain, room).network === 'down') return [domain, []];
    return tellSignalling(room, 'interrupted')(changeRoom(domain, room, { network: 'down' }));
  };
}

/**
 * Signalling is back: `network-connection` with the event `connected`, then everything that was held,
 * then the requests that the pages made meanwhile.
 */
export function reconnect(room: string): Change {
  return (domain) => {
    const { network, heldMessages, heldRequests } = findRoom(domain, room);
    if (network === 'up') return [domain, []];
    const up = changeRoom(domain, room, { network: 'up', heldMessages: [], heldRequests: [] });
    const flush: Change = (before) => [before, heldMessages];
    const requests = heldRequests.map((request) => later(0, handleRequest(request)));
    return inOrder(tellSignalling(room, 'connected'), flush, ...requests)(up);
  };
}

/** The call machines of the room answer nothing and tell nothing, or do so again. */
export function changeMachine(room: string, machine: 'awake' | 'silent'): Change {
  return (domain) => [changeRoom(domain, room, { machine }), []];
}

/** A message as it is to every page in the room, whatever it says. */
export function tellRaw(room: string, message: Message): Change {
  return (domain) => [domain, pagesIn(findRoom(domain, room)).map((page) => tell(page, message))];
}

/** The room that the request goes to, which for a join is not yet the page's own. */
function destinationOf(domain: DomainState, request: PageRequest): string | undefined {
  if (!['join-meeting', 'daily-method-preauth'].includes(request.action))
    return pageOf(domain, request.clientId).room;
  return roomAtUrl(domain.name, asRecord(request.body['properties'])['url']);
}
