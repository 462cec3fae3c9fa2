import { later, nothing, type Change, type PageRequest } from './domain.js';
import { refuse } from './messages.js';

/** What Daily says to a request for a dial-out or a dial-in. Everything left out is as it usually goes. */
export interface ReplyBehaviour {
  /** What Daily says to the request, if anything. Default `accept`. */
  readonly reply?: 'accept' | 'reject' | 'silent' | undefined;
  /** What daily-js rejects with, as it is. For `reject`. Default `NOT_ALLOWED`. */
  readonly error?: unknown;
  /** Milliseconds from the request to Daily's answer. Default 0. */
  readonly afterMs?: number | undefined;
}

/** Says it in its time; a yes is what was accepted. */
export function reply(
  room: string,
  request: PageRequest,
  { reply: says = 'accept', error = 'NOT_ALLOWED', afterMs = 0 }: ReplyBehaviour,
  accepted: Change,
): Change {
  switch (says) {
    case 'silent':
      return nothing;
    case 'reject':
      return later(afterMs, refuse(request, room, error));
    case 'accept':
      return later(afterMs, accepted);
  }
}
