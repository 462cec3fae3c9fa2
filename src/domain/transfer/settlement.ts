import type { TransferErrorCode } from './error-code.js';

/** What can end the waiting besides the facts themselves: a clock, our own call, the app, or the send. */
export const STOPS = [
  'grace-over',
  'deadline-over',
  'call-ended',
  'detached',
  'send-threw',
] as const;

/** What ended the waiting; `none` where the facts do it by themselves. */
export type Stop = 'none' | (typeof STOPS)[number];

type Ack = 'none' | 'yes' | 'no';
type Whereabouts = 'here' | 'hidden' | 'left';

/** How a transfer ends. */
export interface Settlement {
  readonly status: 'handed-off' | 'failed' | 'unconfirmed';
  readonly code?: TransferErrorCode;
  readonly confidence: 'none' | 'inferred' | 'confirmed';
  readonly retry: 'safe' | 'ask' | 'no';
}

interface Row {
  readonly ack: readonly Ack[];
  readonly transferee: readonly Whereabouts[];
  /** The stops that the row needs; without it the facts settle by themselves. */
  readonly stop?: readonly Stop[];
  readonly end: Settlement;
}

const STILL_THERE: readonly Whereabouts[] = ['here', 'hidden'];

/**
 * Every way in which a transfer can end, by what Daily's promise did, where the caller is, and what
 * stopped the waiting. Exactly one row matches each combination that ends a transfer.
 */
export const SETTLEMENTS: readonly Row[] = [
  {
    ack: ['yes'],
    transferee: ['left'],
    end: { status: 'handed-off', confidence: 'inferred', retry: 'no' },
  },
  {
    ack: ['none'],
    transferee: ['left'],
    stop: ['grace-over'],
    end: { status: 'unconfirmed', code: 'left-unanswered', confidence: 'none', retry: 'no' },
  },
  {
    ack: ['no'],
    transferee: ['left'],
    end: { status: 'failed', code: 'transferee-left', confidence: 'inferred', retry: 'no' },
  },
  {
    ack: ['no'],
    transferee: ['here'],
    end: { status: 'failed', code: 'rejected', confidence: 'confirmed', retry: 'safe' },
  },
  {
    ack: ['no'],
    transferee: ['hidden'],
    end: { status: 'failed', code: 'rejected', confidence: 'inferred', retry: 'ask' },
  },
  {
    ack: ['yes'],
    transferee: STILL_THERE,
    stop: ['deadline-over'],
    end: { status: 'unconfirmed', code: 'never-left', confidence: 'none', retry: 'ask' },
  },
  {
    ack: ['none'],
    transferee: STILL_THERE,
    stop: ['deadline-over'],
    end: { status: 'unconfirmed', code: 'daily-silent', confidence: 'none', retry: 'ask' },
  },
  {
    ack: ['none'],
    transferee: ['here', 'hidden', 'left'],
    stop: ['call-ended'],
    end: { status: 'unconfirmed', code: 'call-ended', confidence: 'none', retry: 'no' },
  },
  {
    ack: ['yes'],
    transferee: STILL_THERE,
    stop: ['call-ended'],
    end: { status: 'unconfirmed', code: 'call-ended', confidence: 'none', retry: 'no' },
  },
  {
    ack: ['none', 'yes'],
    transferee: STILL_THERE,
    stop: ['detached'],
    end: { status: 'unconfirmed', code: 'detached', confidence: 'none', retry: 'ask' },
  },
  {
    ack: ['none'],
    transferee: ['left'],
    stop: ['detached'],
    end: { status: 'unconfirmed', code: 'detached', confidence: 'none', retry: 'no' },
  },
  {
    ack: ['none'],
    transferee: ['here'],
    stop: ['send-threw'],
    end: { status: 'failed', code: 'rejected', confidence: 'confirmed', retry: 'safe' },
  },
];

/** Does the row settle a transfer with these facts? */
export function settles(row: Row, ack: Ack, transferee: Whereabouts, stop: Stop): boolean {
  return (
    row.ack.includes(ack) &&
    row.transferee.includes(transferee) &&
    (row.stop === undefined || row.stop.includes(stop))
  );
}

/** How a transfer with these facts ends; nothing while it goes on. */
export function findSettlement(
  ack: Ack,
  transferee: Whereabouts,
  stop: Stop,
): Settlement | undefined {
  return SETTLEMENTS.find((row) => settles(row, ack, transferee, stop))?.end;
}
