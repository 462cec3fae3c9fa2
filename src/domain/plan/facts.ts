import type { CheckCode, Outcome } from './check.js';
import type { TransferMethod } from './choose-method.js';
import type { Address, Endpoint } from '../endpoint/endpoint.js';
import type { TransferRequest } from './request.js';
import type { SessionFacts } from '../transferee.js';

/** What the call object shows, read in one tick. */
export interface RoomFacts {
  /** The controller is attached and the call object not destroyed. */
  readonly alive: boolean;
  readonly methods: Readonly<Record<TransferMethod, boolean>>;
  readonly joined: boolean;
  /** Owner, or `canAdmin` for participants; nothing when the local participant is not known. */
  readonly mayTransfer?: boolean;
  /** Signalling is known to be interrupted. */
  readonly interrupted: boolean;
  readonly topology?: 'sfu' | 'peer';
  readonly session: SessionFacts;
}

/** Everything the checks look at. */
export interface CheckFacts {
  readonly room: RoomFacts;
  readonly request: TransferRequest;
  readonly target: Endpoint;
  readonly method?: TransferMethod | undefined;
  /** The caller's address: from the request, else from dial events. */
  readonly address?: Address | undefined;
  /** A transfer of this caller that is under way: the same request, or another one. */
  readonly running?: 'same' | 'other' | undefined;
  /** What the developer has to change so that the app's rules allow the target; nothing where they do. */
  readonly allowFix?: string;
  /** What `within-quota` comes to for one more send; nothing where the app sets no quota. */
  readonly quota?: Outcome | undefined;
  readonly authorization: Authorization;
  /** What checks come to where facts cannot tell: such a check is not made. */
  readonly given?: Partial<Readonly<Record<CheckCode, Outcome>>> | undefined;
}

/** How the app's `authorize` stands: not there, not asked yet, or what came of it. */
export type Authorization = 'none' | 'unasked' | 'granted' | 'refused' | 'late' | 'threw';
