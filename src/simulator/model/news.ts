import { type Change, type DomainState, type Leg, type Occupant } from './domain.js';
import { roomSipUri } from './addresses.js';
import type { DialNews } from './messages.js';

type Payload = Readonly<Record<string, unknown>>;

/** Tells the webhooks of the domain. What is `undefined` is left out, as in JSON. */
export function tellWebhooks(room: string, type: string, payload: Payload): Change {
  return (domain) => [domain, [{ kind: 'news', room, type, at: domain.time, payload }]];
}

/**
 * Tells the webhooks of a leg, with the fields of Daily's pages on `dialin.*` and `dialout.*`. They hear of
 * every leg, also of one that the pages in the room are told nothing of.
 */
export function tellWebhooksOfLeg(
  room: string,
  occupant: Occupant & { readonly leg: Leg },
  news: DialNews,
  errorMsg?: unknown,
): Change {
  const { leg, sessionId: session_id, userId: user_id, name: display_name } = occupant;
  const isDialIn = leg.type.endsWith('-in');
  const type = `${isDialIn ? 'dialin' : 'dialout'}.${news}`;
  return (domain) => {
    const who = isDialIn ? { session_id } : { session_id, user_id };
    if (news === 'error' || news === 'warning') {
      return tellWebhooks(room, type, { ...who, error_msg: errorMsg })(domain);
    }
    const sides = isDialIn
      ? { sip_from: leg.address, display_name, sip_headers: leg.sipHeaders ?? {} }
      : describeDialOut(domain, room, leg);
    return tellWebhooks(room, type, { ...who, ...sides })(domain);
  };
}

/** Tells the webhooks that the room is ready for SIP callers: `dialin.ready`. */
export function tellWebhooksReady(room: string): Change {
  return (domain) =>
    tellWebhooks(room, 'dialin.ready', { sip_endpoint: roomSipUri(domain.name, room) })(domain);
}

function describeDialOut({ name }: DomainState, room: string, leg: Leg): Payload {
  return { destination: leg.address, caller_id: leg.callerId, origin: roomSipUri(name, room) };
}
