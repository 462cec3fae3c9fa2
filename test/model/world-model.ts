import { TransferModel, type Word } from './transfer-model.js';

/** How long the controllers of the random runs wait: as short as the options allow, to keep runs short. */
export const PATIENCE = { timeoutMs: 5_000, graceMs: 2_000 } as const;

const LONGEST_EXTENSION_MS = 15_000;
const LOOK_EVERY_MS = 1_000;

/** What becomes of a request, by the order of refusals. */
export type Verdict = 'detached' | 'joined' | 'busy' | 'blocked' | 'sent';

/** A caller of the room, as it truly is. */
export interface CallerModel {
  readonly id: string;
  place: 'here' | 'hidden' | 'gone';
}

/** One transfer, with the time that it may take. */
export class AttemptModel extends TransferModel {
  /** Left without a word, so that only a look can tell. */
  isGone = false;
  /** Nothing reaches it any more: its controller is detached. */
  isFrozen = false;
  hasAccepted = false;
  #unseenMs = 0;
  #waitedMs = 0;
  #interruptedMs = 0;
  #graceMs = 0;

  constructor(
    readonly sessionId: string,
    readonly target: string,
  ) {
    super();
  }

  override hear(word: Word): void {
    if (this.isFrozen) return;
    if (word === 'left') this.isGone = false;
    super.hear(word);
    if (this.isRunning && this.ack === 'yes') this.hasAccepted = true;
  }

  pass(ms: number, world: WorldModel): void {
    if (!this.isRunning) return;
    this.#waitedMs += ms;
    if (world.isInterrupted) this.#interruptedMs += ms;
    else if (this.#isInGrace) this.#graceMs += ms;
    if ((this.isGone || world.isDestroyedSilently) && !world.isAsleep && !world.isInterrupted) {
      this.#unseenMs += ms;
    }
  }

  /** What may end it now, and must have ended it when the timers could run. */
  stop(when: 'earliest' | 'latest'): Word | undefined {
    const last = PATIENCE.timeoutMs + PATIENCE.graceMs + LONGEST_EXTENSION_MS;
    if (this.#isInGrace) {
      const isOver = this.#graceMs >= PATIENCE.graceMs || this.#waitedMs >= last;
      return isOver ? 'grace-over' : undefined;
    }
    const extension = Math.min(this.#interruptedMs, LONGEST_EXTENSION_MS);
    const deadline = PATIENCE.timeoutMs + (when === 'latest' ? extension : 0);
    return this.#waitedMs >= deadline ? 'deadline' : undefined;
  }

  /** A look must have told by now, since the room is looked at once a second. */
  get isOverlooked(): boolean {
    return this.isRunning && this.#unseenMs > LOOK_EVERY_MS;
  }

  get #isInGrace(): boolean {
    return this.ack === 'none' && this.place === 'left';
  }
}

/** The room, the connection and the transfers, as they truly are. */
export class WorldModel {
  readonly callers: CallerModel[] = [];
  readonly attempts: AttemptModel[] = [];
  isAttached = true;
  isAsleep = false;
  isInterrupted = false;
  isDestroyedSilently = false;
  mayTransfer = true;
  willThrow = false;
  meeting: 'joined' | 'over' | 'destroyed' = 'joined';

  /** Can the list of participants be trusted in this moment? */
  get canLook(): boolean {
    return this.meeting === 'joined' && !this.isInterrupted;
  }

  get running(): readonly AttemptModel[] {
    return this.attempts.filter(({ isRunning }) => isRunning);
  }

  runningFor(sessionId: string): AttemptModel | undefined {
    return this.running.find((attempt) => attempt.sessionId === sessionId);
  }

  caller(index: number): CallerModel | undefined {
    return this.callers.at(-1 - (index % Math.min(3, this.callers.length)));
  }

  judgeRequest(sessionId: string, target: string, running?: AttemptModel): Verdict {
    if (!this.isAttached) return 'detached';
    if (running) return running.target === target ? 'joined' : 'busy';
    const caller = this.callers.find(({ id }) => id === sessionId);
    return this.canLook && this.mayTransfer && caller?.place === 'here' ? 'sent' : 'blocked';
  }

  /** The transfer that a request has begun. */
  begin(sessionId: string, target: string): AttemptModel {
    const attempt = new AttemptModel(sessionId, target);
    for (const earlier of this.attempts) {
      if (earlier.sessionId === sessionId) earlier.isSuperseded = true;
    }
    this.attempts.push(attempt);
    if (this.willThrow) attempt.hear('threw');
    return attempt;
  }

  /** The newest transfer of a session hears it, also when it is over; earlier ones do not. */
  tell(sessionId: string, word: Word): void {
    const ofSession = this.attempts.filter((attempt) => attempt.sessionId === sessionId);
    ofSession.at(-1)?.hear(word);
  }

  /** Whoever has gone unseen is seen to have gone, where the list can be trusted. */
  look(attempts: readonly AttemptModel[] = this.running): void {
    if (this.isDestroyedSilently && !this.isInterrupted) {
      for (const attempt of attempts) attempt.hear('call-ended');
    }
    if (!this.canLook) return;
    for (const attempt of attempts) if (attempt.isGone) attempt.hear('left');
  }

  endMeeting(meeting: 'over' | 'destroyed'): void {
    this.meeting = meeting;
    for (const caller of this.callers) caller.place = 'gone';
    for (const attempt of this.running) attempt.hear('call-ended');
  }

  detach(): void {
    this.isAttached = false;
    for (const attempt of this.running) attempt.hear('detached');
    for (const attempt of this.attempts) attempt.isFrozen = true;
  }

  pass(ms: number): void {
    for (const attempt of this.attempts) attempt.pass(ms, this);
  }
}
