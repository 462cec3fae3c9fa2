import type { Transferee, TransferRecord } from 'daily-transfer';
import { CALLER_KINDS, TEXTS, TITLES } from '../texts.js';

/** A caller as a card. */
export interface CallerCard {
  readonly sessionId: string;
  readonly name: string;
  /** SIP or phone, dialled in or out. */
  readonly kind: string;
  readonly address: string;
  /** Shown in full, hidden in the middle, or there is none to show. */
  readonly reveal: 'shown' | 'hidden' | 'none';
  /** How long the caller is in the room, if known: `3:05`. */
  readonly since?: string;
  readonly isChosen: boolean;
  /** What is under way for the caller. */
  readonly doing?: string;
  readonly hasLeft: boolean;
}

/** What the cards are made of. */
export interface CallersState {
  readonly callers: readonly Transferee[];
  /** Callers who have left, and stand where they stood until a person does something. */
  readonly gone: readonly Transferee[];
  readonly transfers: readonly TransferRecord[];
  readonly chosen: string | undefined;
  readonly revealed: ReadonlySet<string>;
  /** Milliseconds, wall clock. */
  readonly now: number;
}

export function presentCallers(state: CallersState): readonly CallerCard[] {
  return state.callers.map((caller) => presentCaller(caller, state));
}

/** The callers that are here, with those that left in their old places: nothing jumps under a hand. */
export function keepPlaces(
  before: readonly Transferee[],
  now: readonly Transferee[],
): readonly Transferee[] {
  const here = new Map(now.map((caller) => [caller.sessionId, caller]));
  const kept = before.map((caller) => here.get(caller.sessionId) ?? caller);
  const known = new Set(before.map(({ sessionId }) => sessionId));
  return [...kept, ...now.filter(({ sessionId }) => !known.has(sessionId))];
}

function presentCaller(caller: Transferee, state: CallersState): CallerCard {
  const { sessionId, name, type, joinedAt, address } = caller;
  const hasLeft = state.gone.includes(caller);
  const isRevealed = state.revealed.has(sessionId);
  const shown = isRevealed ? caller : hideNumbers(caller);
  const { network, direction } = CALLER_KINDS[type];
  const doing = findRunning(state.transfers, sessionId);
  const reveal = isRevealed ? 'shown' : 'hidden';
  return {
    sessionId,
    name: cutName(shown.name),
    kind: [network, direction].filter(Boolean).join(', '),
    address: shown.address?.address ?? TEXTS.addressUnknown,
    reveal: address || shown.name !== name ? reveal : 'none',
    isChosen: !hasLeft && sessionId === state.chosen,
    hasLeft,
    ...(joinedAt !== undefined && { since: writeDuration(state.now - joinedAt) }),
    ...(doing && { doing: TITLES[doing.status] }),
  };
}

/** The package's data never changes and a page draws often, so that hiding numbers once is enough. */
const hidden = new WeakMap<object, object>();

/** The package writes its data masked: the numbers and SIP users in it are hidden in the middle. */
export function hideNumbers<T extends object>(data: T): T {
  const known = hidden.get(data) ?? (JSON.parse(JSON.stringify(data)) as object);
  hidden.set(data, known);
  return known as T;
}

/** `3:05`, or `1:02:07` from an hour on. */
export function writeDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [first = 0, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}

/** A caller's name as everybody may see it: numbers in it hidden, and cut. */
export function nameOf(caller: Pick<Transferee, 'name'> | undefined): string {
  return cutName(caller ? hideNumbers(caller).name : '');
}

function cutName(name: string): string {
  return name.slice(0, LONGEST_NAME) || TEXTS.noName;
}

export function isRunning({ retry }: TransferRecord): boolean {
  return retry === undefined;
}

function findRunning(
  transfers: readonly TransferRecord[],
  sessionId: string,
): TransferRecord | undefined {
  return transfers.find((one) => isRunning(one) && one.plan.request.sessionId === sessionId);
}

/** More of a name than this says nothing more. */
const LONGEST_NAME = 80;
