import { isFields, textOf, withoutUndefined, type Fields } from '../domain/fields.js';
import type { Signal } from '../domain/transfer/lifecycle.js';
import type { Evidence } from '../domain/transfer/record.js';
import { attempt } from '../environment.js';
import type { CallEventName, TransferCall } from './call.js';

/** One of Daily's events, as far as it concerns transfers. */
export type CallEvent =
  | {
      readonly kind:
        | 'joined'
        | 'call-ended'
        | 'destroyed'
        | 'room-changed'
        | 'network-interrupted'
        | 'network-recovered';
    }
  | { readonly kind: 'message'; readonly data: unknown }
  | {
      readonly kind: 'transferee-shown' | 'transferee-left' | 'transferee-hidden';
      readonly sessionId: string;
    }
  | { readonly kind: 'dial-connected'; readonly sessionId: string; readonly dial: DialEvent }
  | { readonly kind: 'dial-stopped' | 'dial-warning' | 'dial-error'; readonly sessionId: string };

/** The addresses in a dial event, as Daily wrote them. */
export interface DialEvent {
  /** `sipFrom` of a caller who dialled in, `destination` of one who was dialled out; never `origin`, our side. */
  readonly address?: string;
  /** `sipEndpoint`: what a caller who dialled in has dialled. */
  readonly dialled?: string;
  readonly sipCallId?: string;
}

type Read = (payload: Fields) => CallEvent | undefined;

const EVENTS: Readonly<Record<CallEventName, Read>> = {
  'joined-meeting': tells('joined'),
  'left-meeting': tells('call-ended'),
  error: tells('call-ended'),
  'call-instance-destroyed': tells('destroyed'),
  'participant-joined': tellsOf('transferee-shown'),
  'participant-updated': tellsOf('transferee-shown'),
  'participant-left': (payload) =>
    ofSession(payload['reason'] === 'hidden' ? 'transferee-hidden' : 'transferee-left', payload),
  'dialin-connected': (payload) => ofDial(payload, 'sipFrom', 'sipEndpoint'),
  'dialin-stopped': tellsOf('dial-stopped'),
  'dialin-warning': tellsOf('dial-warning'),
  'dialin-error': tellsOf('dial-error'),
  'dialout-connected': (payload) => ofDial(payload, 'destination'),
  'dialout-answered': (payload) => ofDial(payload, 'destination'),
  'dialout-stopped': tellsOf('dial-stopped'),
  'dialout-warning': tellsOf('dial-warning'),
  'dialout-error': tellsOf('dial-error'),
  'network-connection': readNetwork,
  'meeting-session-state-updated': tells('room-changed'),
  'app-message': readAppMessage,
};

/** What an event means, or nothing: a payload may be missing, odd, or about something else. */
export function readEvent(name: CallEventName, payload: unknown): CallEvent | undefined {
  return EVENTS[name](isFields(payload) ? payload : {});
}

/**
 * Listens to the call object, first in line where `prependListener` is there, since a listener that
 * throws starves all later ones (daily-js 0.92.2).
 *
 * @param listener what it throws is reported and does not reach daily-js, which would print the event
 * @returns stops listening, at once: nothing more is told of an event that is being told
 */
export function watchCall(call: TransferCall, listener: (signal: CallEvent) => void): () => void {
  let isWatching = true;
  const stops = (Object.keys(EVENTS) as CallEventName[]).map((name) => {
    const handle = (payload?: unknown): void =>
      attempt(() => {
        const signal = readEvent(name, payload);
        if (signal && isWatching) listener(signal);
      });
    if (typeof call.prependListener === 'function') call.prependListener(name, handle);
    else call.on(name, handle);
    return () => attempt(() => call.off(name, handle));
  });
  return () => {
    isWatching = false;
    for (const stop of stops) stop();
  };
}

/** A signal for one session, or for all transfers that are running. */
export interface HeardSignal {
  readonly sessionId?: string;
  readonly signal: Signal;
  readonly evidence: Evidence;
}

/** The events that are signals, under the same name. That a leg stopped is only a hint to look at the room. */
const EVIDENCE: Partial<Readonly<Record<CallEvent['kind'] & Signal, Evidence>>> = {
  'call-ended': 'call-event',
  'network-interrupted': 'call-event',
  'network-recovered': 'call-event',
  'transferee-shown': 'call-event',
  'transferee-hidden': 'participant-left',
  'transferee-left': 'participant-left',
  'dial-warning': 'dial-event',
  'dial-error': 'dial-event',
};

/** The signal that an event is, if it is one. */
export function readSignal(event: CallEvent): HeardSignal | undefined {
  const { kind, ...about } = event;
  const signal = kind as keyof typeof EVIDENCE;
  const evidence = EVIDENCE[signal];
  return evidence && { ...about, signal, evidence };
}

function tells(kind: 'joined' | 'call-ended' | 'destroyed' | 'room-changed'): Read {
  return () => ({ kind });
}

type OfSession = Exclude<Extract<CallEvent, { sessionId: string }>['kind'], 'dial-connected'>;

function tellsOf(kind: OfSession): Read {
  return (payload) => ofSession(kind, payload);
}

/** Events of participants hold the participant, dial events the id alone. */
function ofSession(kind: OfSession, { participant, sessionId }: Fields): CallEvent | undefined {
  const id = isFields(participant) ? participant['session_id'] : sessionId;
  return typeof id === 'string' ? { kind, sessionId: id } : undefined;
}

function ofDial(payload: Fields, from: string, to?: string): CallEvent | undefined {
  const { sessionId } = payload;
  if (typeof sessionId !== 'string') return undefined;
  const dial = withoutUndefined<DialEvent>({
    address: textOf(payload[from]),
    dialled: to && textOf(payload[to]),
    sipCallId: textOf(payload['sipCallId']),
  });
  return { kind: 'dial-connected', sessionId, dial };
}

/** Only signalling matters: answers and events come by it (`NetworkConnectionType`, daily-js 0.92.2). */
function readNetwork({ type, event }: Fields): CallEvent | undefined {
  if (type !== 'signaling') return undefined;
  if (event === 'interrupted') return { kind: 'network-interrupted' };
  return event === 'connected' ? { kind: 'network-recovered' } : undefined;
}

/** Anybody in the room can send anything: that it bears our name is all that is known of it here. */
function readAppMessage({ data }: Fields): CallEvent | undefined {
  const isNamed =
    (data as { readonly type?: unknown } | null | undefined)?.type === 'daily-transfer';
  return isNamed ? { kind: 'message', data } : undefined;
}
