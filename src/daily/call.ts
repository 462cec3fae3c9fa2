import type { DailySipCallTransferOptions, DailySipReferOptions } from '@daily-co/daily-js';
import { hasMethods } from '../domain/fields.js';

/** Daily's events that transfers rest on, by their names in daily-js 0.92.2. */
export type CallEventName =
  | 'joined-meeting'
  | 'left-meeting'
  | 'error'
  | 'call-instance-destroyed'
  | 'participant-joined'
  | 'participant-updated'
  | 'participant-left'
  | 'dialin-connected'
  | 'dialin-stopped'
  | 'dialin-warning'
  | 'dialin-error'
  | 'dialout-connected'
  | 'dialout-answered'
  | 'dialout-stopped'
  | 'dialout-warning'
  | 'dialout-error'
  | 'network-connection'
  | 'meeting-session-state-updated'
  | 'app-message';

/**
 * The port to daily-js: exactly the members of its call object that are used. A genuine `DailyCall` is
 * one, and so is any object that behaves like one. `prependListener` is there at run time, but not in
 * Daily's types (daily-js 0.92.2); the two transfer methods may be missing in an old or a mocked one. Only
 * the option `relay` asks for the name of the room, and goes on without it.
 */
export interface TransferCall {
  participants(): object;
  meetingState(): string;
  meetingSessionState(): { readonly topology: string; readonly data?: unknown };
  isDestroyed(): boolean;
  on(event: CallEventName, listener: (payload: unknown) => void): unknown;
  off(event: CallEventName, listener: (payload: unknown) => void): unknown;
  sipCallTransfer(options: DailySipCallTransferOptions): Promise<unknown>;
  sipRefer(options: DailySipReferOptions): Promise<unknown>;
  room?(): Promise<unknown>;
  prependListener?(event: CallEventName, listener: (payload: unknown) => void): unknown;
}

/** Does it have the members we cannot do without? A missing method is left to `method-available`. */
export function isTransferCall(value: unknown): value is TransferCall {
  return hasMethods(value, 'participants', 'meetingState', 'isDestroyed', 'on', 'off');
}
