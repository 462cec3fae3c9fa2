/*
 * A second opinion on one transfer, written from the settlement table of the specification before the
 * lifecycle was read, and sharing no line with it.
 */

/** What Daily has said. The first word counts. */
export type Ack = 'none' | 'yes' | 'no';

/** Where the caller is, as far as anyone can tell. */
export type Place = 'here' | 'hidden' | 'left';

/** What can end the waiting besides an answer and a departure. */
export type Stop = 'threw' | 'grace-over' | 'deadline' | 'call-ended' | 'detached';

/** What can happen to a transfer. */
export type Word = 'yes' | 'no' | 'left' | 'hidden' | 'shown' | Stop;

/** The last three columns of the settlement table. */
export interface End {
  readonly status: 'handed-off' | 'failed' | 'unconfirmed';
  readonly code?: string;
  readonly retry: 'safe' | 'ask' | 'no';
}

/** The first three columns: without `stop`, the row holds as soon as the facts are there. */
interface Row {
  readonly ack: readonly Ack[];
  readonly place: readonly Place[];
  readonly stop?: Stop;
  readonly end: End;
}

const PRESENT = ['here', 'hidden'] as const;
const ANYWHERE = ['here', 'hidden', 'left'] as const;

/** The settlement table, row by row. */
export const TABLE: readonly Row[] = [
  { ack: ['yes'], place: ['left'], end: { status: 'handed-off', retry: 'no' } },
  { ack: ['none'], place: ['left'], stop: 'grace-over', end: unconfirmed('left-unanswered', 'no') },
  { ack: ['no'], place: ['left'], end: failed('transferee-left', 'no') },
  { ack: ['no'], place: ['here'], end: failed('rejected', 'safe') },
  { ack: ['no'], place: ['hidden'], end: failed('rejected', 'ask') },
  { ack: ['yes'], place: PRESENT, stop: 'deadline', end: unconfirmed('never-left', 'ask') },
  { ack: ['none'], place: PRESENT, stop: 'deadline', end: unconfirmed('daily-silent', 'ask') },
  {
    ack: ['none', 'yes'],
    place: ANYWHERE,
    stop: 'call-ended',
    end: unconfirmed('call-ended', 'no'),
  },
  { ack: ['none', 'yes'], place: PRESENT, stop: 'detached', end: unconfirmed('detached', 'ask') },
  { ack: ['none'], place: ['left'], stop: 'detached', end: unconfirmed('detached', 'no') },
  { ack: ['none'], place: ['here'], stop: 'threw', end: failed('rejected', 'safe') },
];

/** How sure an end is: nobody knows, the browser saw it, or Daily said no to a caller who is here. */
export function confidenceOf({ status, retry }: End): 'none' | 'inferred' | 'confirmed' {
  if (status === 'unconfirmed') return 'none';
  return retry === 'safe' ? 'confirmed' : 'inferred';
}

/** One transfer that hears words and comes to an end by the table. */
export class TransferModel {
  ack: Ack = 'none';
  place: Place = 'here';
  end: End | undefined;
  /** The end that settled the promises; a correction does not settle them again. */
  firstEnd: End | undefined;
  corrected = false;
  /** Another transfer of the caller was sent later. */
  isSuperseded = false;

  get isRunning(): boolean {
    return this.end === undefined;
  }

  hear(word: Word): void {
    const isNews = this.#take(word);
    if (this.end) this.#correct(word, isNews);
    else this.end = this.firstEnd = this.#settle(word);
  }

  /** Takes the fact in; tells whether it is a first answer. */
  #take(word: Word): boolean {
    if (word === 'left') this.place = 'left';
    if (word === 'hidden' && this.place === 'here') this.place = 'hidden';
    if (word === 'shown' && this.place === 'hidden') this.place = 'here';
    if ((word !== 'yes' && word !== 'no') || this.ack !== 'none') return false;
    this.ack = word;
    return true;
  }

  #settle(word: Word): End | undefined {
    return TABLE.find(
      ({ ack, place, stop }) =>
        ack.includes(this.ack) &&
        place.includes(this.place) &&
        (stop === undefined || stop === word),
    )?.end;
  }

  /** A late yes for one that has left is the only correction that needs no webhook. */
  #correct(word: Word, isNews: boolean): void {
    if (!isNews || word !== 'yes' || this.place !== 'left' || this.isSuperseded) return;
    if (this.end?.status !== 'unconfirmed') return;
    this.end = { status: 'handed-off', retry: 'no' };
    this.corrected = true;
  }
}

function failed(code: string, retry: End['retry']): End {
  return { status: 'failed', code, retry };
}

function unconfirmed(code: string, retry: End['retry']): End {
  return { status: 'unconfirmed', code, retry };
}
