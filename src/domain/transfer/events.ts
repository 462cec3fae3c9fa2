import type { TransferError } from './errors.js';
import type { TransferStatus } from './lifecycle.js';
import type { TransferPlan } from '../plan/plan.js';
import type { TransferRecord } from './record.js';
import type { Transferee } from '../transferee.js';

/** A step of one transfer. The controller has the new state already when it is told. */
export interface TransferEvent<Action extends string = string> {
  readonly action: Action;
  readonly transfer: TransferRecord;
  /** The record before the step; none at the first one. */
  readonly previous?: TransferRecord;
}

/** A transfer that was refused before anything was sent. */
export interface TransferBlockedEvent {
  readonly action: 'transfer-blocked';
  readonly plan: TransferPlan;
  readonly error: TransferError;
}

/** The SIP and phone participants changed: one came, left, or got another name or address. */
export interface TransfereesChangedEvent {
  readonly action: 'transferees-changed';
  readonly transferees: readonly Transferee[];
}

/** Something that plans rest on has changed; a plan made before may be out of date. */
export interface PlansChangedEvent {
  readonly action: 'plans-changed';
}

/**
 * What a controller tells its listeners: one read-only payload object per event, so that a field can
 * be added without breaking anyone. An event is named after the status it announces.
 */
export interface TransferEventMap {
  /** Daily's method was called. */
  'transfer-requested': (event: TransferEvent<'transfer-requested'>) => void;
  /** Daily took the request; the caller is still in the room. */
  'transfer-accepted': (event: TransferEvent<'transfer-accepted'>) => void;
  /** The caller left the room. Daily does not tell the browser whether the far end answered. */
  'transfer-handed-off': (event: TransferEvent<'transfer-handed-off'>) => void;
  /** Daily said no, or a verified webhook says that the target was not reached. */
  'transfer-failed': (event: TransferEvent<'transfer-failed'>) => void;
  /** The waiting is over and nobody can know. Look at the room before trying again. */
  'transfer-unconfirmed': (event: TransferEvent<'transfer-unconfirmed'>) => void;
  /** The target picked up, as a verified webhook says. */
  'transfer-answered': (event: TransferEvent<'transfer-answered'>) => void;
  /** The far call is over, as a verified webhook says. */
  'transfer-ended': (event: TransferEvent<'transfer-ended'>) => void;
  /** Any change of a transfer: after the specific event, or alone for a fact without a new status. */
  'transfer-updated': (event: TransferEvent<'transfer-updated'>) => void;
  /** Nothing was sent: `transfer()` rejected with `blocked` or `busy`. */
  'transfer-blocked': (event: TransferBlockedEvent) => void;
  /** The SIP and phone participants in the room are others now; not told at every mute. */
  'transferees-changed': (event: TransfereesChangedEvent) => void;
  /** Meeting, rights, network, callers, addresses or running transfers changed; once a microtask at most. */
  'plans-changed': (event: PlansChangedEvent) => void;
}

/** A listener to an event; to one of several, where the name is one of several. */
export type TransferListener<Name extends TransferEventName> = (
  event: Parameters<TransferEventMap[Name]>[0],
) => void;

/** The name of an event. */
export type TransferEventName = keyof TransferEventMap;

/** The names of all events. */
export const TRANSFER_EVENTS: readonly TransferEventName[] = [
  'transfer-requested',
  'transfer-accepted',
  'transfer-handed-off',
  'transfer-failed',
  'transfer-unconfirmed',
  'transfer-answered',
  'transfer-ended',
  'transfer-updated',
  'transfer-blocked',
  'transferees-changed',
  'plans-changed',
];

/** The name of the event that announces a status. */
export function eventOf(status: TransferStatus): `transfer-${TransferStatus}` {
  return `transfer-${status}`;
}
