import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TransferController, type TransferEvent, type TransferRecord } from 'daily-transfer';
import { BILLING, HOME, PBX } from '../support/attached.js';
import { FakeCall, settled } from '../support/fake-call.js';

/** One thing that happens; the numbers choose among callers, targets, promises and times. */
type Step = readonly [name: keyof typeof STEPS, one: number, two: number];

const TARGETS = [BILLING, PBX, HOME];
const STATUSES = ['requested', 'accepted', 'handed-off', 'failed', 'unconfirmed'] as const;

/** A controller in a room, and all that it has told and promised. */
class Run {
  readonly call = new FakeCall();
  readonly controller: TransferController;
  readonly callers: string[];
  readonly promises: Promise<TransferRecord>[] = [];
  readonly aborts: AbortController[] = [];
  readonly answers: ((verdict: boolean) => void)[] = [];
  readonly last = new Map<string, TransferRecord>();
  readonly reentrant: Step[] = [];
  readonly problems: string[] = [];
  told: TransferRecord | undefined;
  open = 0;
  sends = 0;

  constructor(asks: boolean, limit: number) {
    const authorize = () => new Promise<boolean>((resolve) => this.answers.push(resolve));
    this.controller = TransferController.attach(this.call, {
      allowTargets: 'any',
      historyLimit: limit,
      ...(asks && { authorize }),
    });
    this.callers = [this.call.dialIn({ from: HOME }), this.call.dialIn()];
    this.controller.on('transfer-requested', () => (this.sends += 1));
    for (const status of STATUSES) this.controller.on(`transfer-${status}`, this.#hear);
    this.controller.on('transfer-updated', this.#hear);
  }

  /** Each step starts where the last one ended, and a new status is told just before its update. */
  readonly #hear = ({ action, transfer, previous }: TransferEvent): void => {
    const isUpdate = action === 'transfer-updated';
    if (previous !== this.last.get(transfer.id)) this.problems.push(`left out before ${action}`);
    if (isUpdate && previous?.status !== transfer.status && this.told !== transfer) {
      this.problems.push(`something came between the two of ${transfer.status}`);
    }
    this.told = transfer;
    if (isUpdate) this.last.set(transfer.id, transfer);
    const step = this.reentrant.pop();
    if (step) this.act(step);
  };

  act([name, one, two]: Step): void {
    STEPS[name](this, one, two);
  }

  caller(index: number): string {
    return this.callers[index % this.callers.length] ?? '';
  }

  transfer(one: number, two: number): void {
    const abort = new AbortController();
    const promise = this.controller.transfer({
      sessionId: this.caller(one),
      toEndPoint: TARGETS[two % TARGETS.length] ?? BILLING,
      signal: abort.signal,
    });
    this.open += 1;
    promise.finally(() => (this.open -= 1)).catch(() => {});
    this.promises.push(promise);
    this.aborts.push(abort);
  }

  /** What must be so after every step. */
  check(): void {
    const { controller, call } = this;
    expect(this.problems).toEqual([]);
    expect(call.sent).toHaveLength(this.sends);
    const running = [...this.last.values()].filter(isRunning);
    const sessions = running.map(({ plan }) => plan.request.sessionId);
    expect(new Set(sessions).size).toBe(sessions.length);
    for (const record of this.last.values()) {
      const known = controller.find(record.id);
      if (known) expect(known).toBe(record);
      const signals = record.timeline.map(({ signal }) => signal);
      expect(signals.filter((signal) => signal === 'sent')).toHaveLength(1);
      if (record.status !== 'handed-off') continue;
      expect(signals).toContain('daily-said-yes');
      expect(signals).toContain('transferee-left');
    }
    for (const record of running) expect(controller.find(record.id)).toBe(record);
    expect(controller.snapshot().transfers).toBe(controller.transfers);
  }
}

const STEPS = {
  transfer: (run, one, two) => run.transfer(one, two),
  transferAgain: (run, one) => run.transfer(one, 0),
  accept: ({ call }, one) => void call.accept(one % Math.max(1, call.sent.length)),
  refuse: ({ call }, one) => void call.refuse('no', one % Math.max(1, call.sent.length)),
  refuseLast: ({ call }) => void call.refuse('no'),
  leave: (run, one) => run.call.leave(run.caller(one)),
  vanish: (run, one) => void run.call.vanish(run.caller(one)),
  stop: (run, one) => run.call.stop(run.caller(one)),
  hide: (run, one) => run.call.hide(run.caller(one)),
  show: (run, one) => run.call.show(run.caller(one)),
  dialIn: (run) => void run.callers.push(run.call.dialIn()),
  networkDown: ({ call }) => call.networkDown(),
  networkUp: ({ call }) => call.networkUp(),
  rights: ({ call }, one) => call.grant({ owner: one % 2 === 0 }),
  abort: ({ aborts }, one) => aborts[one % Math.max(1, aborts.length)]?.abort(),
  answer: ({ answers }, one, two) => answers.splice(one % 2, 1)[0]?.(two % 3 > 0),
  throwOnce: ({ call }) => {
    call.throws = { thrown: new Error('not now') };
  },
  throwNoMore: ({ call }) => {
    call.throws = undefined;
  },
  react: (run, one, two) =>
    void run.reentrant.push([REACTIONS[one % REACTIONS.length] ?? 'abort', two, one]),
  leaveMeeting: ({ call }) => call.leaveMeeting(),
  join: ({ call }) => call.join(),
  detach: ({ controller }) => controller.detach(),
} satisfies Record<string, (run: Run, one: number, two: number) => void>;

const REACTIONS = [
  'transfer',
  'transferAgain',
  'abort',
  'leave',
  'refuse',
  'accept',
  'detach',
  'leaveMeeting',
] as const;

function isRunning({ status }: TransferRecord): boolean {
  return status === 'requested' || status === 'accepted';
}

/** Starts and answers come often, ends of everything seldom. */
const OFTEN = [
  'transfer',
  'transferAgain',
  'accept',
  'refuseLast',
  'refuse',
  'leave',
  'answer',
  'react',
  'dialIn',
] as const;
const SELDOM = ['detach', 'leaveMeeting', 'throwOnce', 'rights'] as const;
const names = Object.keys(STEPS) as (keyof typeof STEPS)[];
const usual = names.filter((name) => !SELDOM.some((seldom) => seldom === name));

const stepArb: fc.Arbitrary<readonly [Step, number]> = fc.tuple(
  fc.tuple(
    fc.oneof(
      { arbitrary: fc.constantFrom(...OFTEN), weight: 12 },
      { arbitrary: fc.constantFrom(...usual), weight: 8 },
      { arbitrary: fc.constantFrom(...SELDOM), weight: 1 },
    ),
    fc.nat(11),
    fc.nat(11),
  ),
  fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(20_000)),
);

/** With `authorize`, aborts and a short history, which the model of test/model leaves out. */
describe('any order of anything that can happen', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('keeps to the invariants after every step, and settles every promise in time', async () => {
    const ends: Record<string, number> = {};
    const scenario = fc.asyncProperty(
      fc.boolean(),
      fc.constantFrom(0, 1, 100),
      fc.nat(11),
      fc.array(stepArb, { minLength: 5, maxLength: 40 }),
      async (asks, limit, opening, steps) => {
        const run = new Run(asks, limit);
        // Each run begins with a transfer, so that what follows has something to happen to.
        run.transfer(opening % 2, opening);
        for (const [step, ms] of steps) {
          run.act(step);
          run.check();
          await settled();
          run.check();
          await vi.advanceTimersByTimeAsync(ms);
          run.check();
        }
        await vi.advanceTimersByTimeAsync(2 * (45_000 + 10_000 + 15_000) + 5_000);
        run.check();
        expect(run.open).toBe(0);
        expect(vi.getTimerCount()).toBe(0);
        for (const { code, status } of run.last.values()) {
          ends[code ?? status] = (ends[code ?? status] ?? 0) + 1;
        }
        run.controller.detach();
        expect(run.call.events.count()).toEqual({});
        await settled();
      },
    );
    await fc.assert(scenario, { numRuns: 400, seed: 3 });
    expect(Object.keys(ends).sort()).toEqual([
      'call-ended',
      'daily-silent',
      'detached',
      'handed-off',
      'left-unanswered',
      'never-left',
      'rejected',
      'transferee-left',
    ]);
  }, 60_000);
});
