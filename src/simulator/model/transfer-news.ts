import { inOrder, later, nothing, type Change, type Occupant } from './domain.js';
import { tellWebhooks } from './news.js';
import type { TransferAttempt } from './transfer-attempt.js';

/** What the far end does with the call after the caller has left the room. No page can see it. */
export type TargetOutcome = 'answers' | 'busy' | 'no-answer' | 'declines' | 'unreachable';

/** What becomes of the call at the far end, and what Daily's webhooks tell of it. */
export interface FarEndBehaviour {
  /** What the far end does. Default `answers`: a caller sent to a room of the domain arrives there. */
  readonly target?: TargetOutcome | undefined;
  /** Milliseconds from the leaving to what the far end does. Default 100. */
  readonly targetAfterMs?: number | undefined;
  /** Milliseconds from answering until the far end hangs up. Left out: it does not. */
  readonly targetHangsUpAfterMs?: number | undefined;
  /**
   * What `calltransfer.completed` carries: `with-status` the field `completeStatus`, for a REFER the two SIP
   * codes too, as in Daily's unreleased API description; `plain` only what Daily's page on the event has;
   * or these fields. `omitted`: it never comes. Default `with-status`.
   */
  readonly completed?:
    'with-status' | 'plain' | 'omitted' | Readonly<Record<string, unknown>> | undefined;
  /**
   * What webhooks tell of a REFER after `calltransfer.initiated`: `nothing`, as Daily's pages on the events
   * say; `completed` alone, as the unreleased description has it; or `everything`, as the page on
   * `sipRefer()` says. Default `nothing`.
   */
  readonly referTold?: 'nothing' | 'completed' | 'everything' | undefined;
}

/** Whose transfer it is, and from where. */
export interface Departure {
  readonly room: string;
  readonly meetingId: string;
  readonly caller: Occupant;
  readonly attempt: TransferAttempt;
}

/** `calltransfer.triggered` or `calltransfer.initiated`: the two that every transfer has. */
export function tellUnderWay(departure: Departure, type: 'triggered' | 'initiated'): Change {
  const is_sip_refer = departure.attempt.method === 'sipRefer';
  return tellOf(departure, type, { is_sip_refer });
}

/** `calltransfer.answered` and `calltransfer.completed`, where they come, from when the far end acts. */
export function tellOutcome(departure: Departure, behaviour: FarEndBehaviour): Change {
  const { target = 'answers', targetHangsUpAfterMs: hangsUpAfterMs, referTold } = behaviour;
  const isRefer = departure.attempt.method === 'sipRefer';
  if (isRefer && (referTold ?? 'nothing') === 'nothing') return nothing;
  const isNotified = isRefer && referTold === 'completed';
  const completed = tellCompleted(departure, behaviour, isNotified);
  if (target !== 'answers' || isNotified) return completed;
  const ended = hangsUpAfterMs === undefined ? nothing : later(hangsUpAfterMs, completed);
  return inOrder(tellOf(departure, 'answered', {}), ended);
}

function tellCompleted(
  departure: Departure,
  { target = 'answers', completed = 'with-status' }: FarEndBehaviour,
  isNotified: boolean,
): Change {
  if (completed === 'omitted') return nothing;
  if (typeof completed === 'object') return tellOf(departure, 'completed', completed);
  if (completed === 'plain') return tellOf(departure, 'completed', {});
  const { completeStatus, notified } = ENDS[target];
  const codes = { refer_sip_response_code: '202', notify_sip_response_code: notified };
  return tellOf(departure, 'completed', { completeStatus, ...(isNotified && codes) });
}

function tellOf(
  { room, meetingId, caller, attempt }: Departure,
  type: string,
  fields: object,
): Change {
  return tellWebhooks(room, `calltransfer.${type}`, {
    session_id: caller.sessionId,
    mtg_session_id: meetingId,
    to_endpoint: attempt.toEndPoint,
    from_endpoint: caller.leg?.address,
    ...fields,
  });
}

/** The words are those of the unreleased description, which has none for a call that was declined. */
const ENDS: Readonly<Record<TargetOutcome, { completeStatus: string; notified: string }>> = {
  answers: { completeStatus: 'completed', notified: '200' },
  busy: { completeStatus: 'busy', notified: '486' },
  'no-answer': { completeStatus: 'no-answer', notified: '408' },
  declines: { completeStatus: 'failed', notified: '603' },
  unreachable: { completeStatus: 'failed', notified: '404' },
};
