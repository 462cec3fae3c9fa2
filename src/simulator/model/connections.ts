import { findRoom, type Change, type Message, type Occupant, type RoomState } from './domain.js';
import { pagesIn, tell, tellLocally } from './messages.js';

/** The page's signalling is lost or back: `network-connection`. The page notices it without a network. */
export function tellSignalling(room: string, event: 'interrupted' | 'connected'): Change {
  return (domain) => [
    domain,
    pagesIn(findRoom(domain, room)).map((page) =>
      tellLocally(page, describeSignalling(page, event)),
    ),
  ];
}

/** The media of every page takes the way that the room has: `network-connection`. */
export function tellMediaWay(name: string): Change {
  return (domain) => {
    const room = findRoom(domain, name);
    const told = pagesIn(room).flatMap((page) =>
      describeMediaWay(room, page).map((message) => tell(page, message)),
    );
    return [domain, told];
  };
}

/** What a page hears of its connections when it has joined. */
export function describeConnections(room: RoomState, page: Occupant): readonly Message[] {
  return [describeSignalling(page, 'connected'), ...describeMediaWay(room, page), goodNetwork];
}

const goodNetwork: Message = {
  action: 'network-quality-change',
  state: { state: 'good', reasons: [] },
  networkStateReasons: [],
  stats: {},
  threshold: 'good',
  quality: 100,
};

function describeSignalling({ sessionId }: Occupant, event: string): Message {
  return { action: 'network-connection', type: 'signaling', event, session_id: sessionId };
}

/** One connection to Daily's server, or one to each of the others. */
function describeMediaWay(
  { topology, occupants, meetingId }: RoomState,
  page: Occupant,
): Message[] {
  const action = 'network-connection';
  const event = 'connected';
  if (topology === 'sfu') return [{ action, event, type: 'sfu', sfu_id: meetingId }];
  return occupants
    .filter(({ sessionId }) => sessionId !== page.sessionId)
    .map(({ sessionId }) => ({ action, event, type: 'peer-to-peer', session_id: sessionId }));
}
