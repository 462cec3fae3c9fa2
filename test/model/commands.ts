import * as fc from 'fast-check';
import { BILLING, PBX, PHONE } from '../support/attached.js';
import { catchUp, judge, settleRequest, takeReactions, type Worlds } from './judge.js';
import { count } from './shares.js';
import type { AttemptModel, CallerModel } from './world-model.js';

/** One thing that can happen; the numbers choose among callers, targets, transfers and times. */
type Action = (worlds: Worlds, one: number, two: number) => void | Promise<void>;

interface Kind {
  readonly act: Action;
  /** How often it is drawn. */
  readonly weight: number;
}

const TARGETS = [BILLING, PBX, PHONE];
const SETTLED = ['transfer-handed-off', 'transfer-failed', 'transfer-unconfirmed'] as const;
const NAPS = [1, 400, 1_000, 2_100, 5_100];

/** Everything that can happen, by name. */
const KINDS: Readonly<Record<string, Kind>> = {
  request: { weight: 10, act: (worlds, one, two) => ask(worlds, one, two) },
  requestAgain: {
    weight: 2,
    act: (worlds, one) => {
      const attempt = pick(worlds.model.running, one);
      if (attempt) send(worlds, attempt.sessionId, attempt.target);
    },
  },
  yes: { weight: 7, act: (worlds, one) => answerAny(worlds, one, 'yes') },
  no: { weight: 6, act: (worlds, one) => answerAny(worlds, one, 'no') },
  lateYes: {
    weight: 9,
    act: (worlds, one) => {
      const late = worlds.model.attempts.filter(
        ({ ack, place, isRunning }) => ack === 'none' && place === 'left' && !isRunning,
      );
      answer(worlds, pick(late, one), 'yes');
    },
  },
  noToHidden: {
    weight: 3,
    act: (worlds, one) => {
      const hidden = worlds.model.running.filter(({ place }) => place === 'hidden');
      answer(worlds, pick(hidden, one), 'no');
    },
  },
  leave: { weight: 11, act: (worlds, one) => leave(worlds, worlds.model.caller(one)) },
  vanish: { weight: 2, act: (worlds, one) => vanish(worlds, worlds.model.caller(one)) },
  stopped: { weight: 2, act: (worlds, one) => stopped(worlds, worlds.model.caller(one)) },
  hide: { weight: 6, act: (worlds, one) => hide(worlds, worlds.model.caller(one)) },
  show: { weight: 1, act: (worlds, one) => show(worlds, worlds.model.caller(one)) },
  dialIn: {
    weight: 9,
    act: ({ model, real }) => {
      if (model.meeting === 'joined') model.callers.push({ id: real.call.dialIn(), place: 'here' });
    },
  },
  revoke: { weight: 1, act: ({ model, real }) => grant({ model, real }, false) },
  grant: { weight: 2, act: ({ model, real }) => grant({ model, real }, true) },
  interrupt: { weight: 1, act: (worlds) => network(worlds, true) },
  recover: { weight: 3, act: (worlds) => network(worlds, false) },
  moment: { weight: 2, act: (worlds, one) => pass(worlds, one * 150) },
  time: {
    weight: 5,
    act: (worlds, one, two) => pass(worlds, NAPS[(one + two) % NAPS.length] ?? 1),
  },
  longTime: { weight: 2, act: (worlds) => pass(worlds, 7_100) },
  sleep: {
    weight: 2,
    act: ({ model, real }) => {
      model.isAsleep = real.time.isAsleep = true;
    },
  },
  wake: { weight: 6, act: wake },
  wallClock: {
    weight: 1,
    act: ({ real }, one) => {
      real.time.wallOffset = (one - 5) * 3_600_000;
    },
  },
  sendingThrows: {
    weight: 1,
    act: ({ model, real }) => {
      model.willThrow = true;
      real.call.throws = { thrown: 'refused +14155552671' };
    },
  },
  sendingWorks: {
    weight: 5,
    act: ({ model, real }) => {
      model.willThrow = false;
      real.call.throws = undefined;
    },
  },
  leaveMeeting: {
    weight: 1,
    act: ({ model, real }, one) => {
      if (model.meeting !== 'joined') return;
      if (one % 2) real.call.leaveMeeting();
      else real.call.fail();
      catchUp({ model, real });
      model.endMeeting('over');
    },
  },
  join: { weight: 9, act: join },
  destroy: { weight: 0.3, act: destroy },
  detach: { weight: 2.6, act: detach },
  attach: {
    weight: 10,
    act: ({ model, real }) => {
      if (model.isAttached || model.meeting === 'destroyed') return;
      real.attach();
      model.isAttached = true;
      model.isInterrupted = false;
    },
  },
  throwingListener: {
    weight: 0.5,
    act: ({ real }) => {
      real.controller.on('transfer-updated', () => {
        throw new Error('a bug of the app');
      });
    },
  },
  reentrantListener: { weight: 2, act: react },
};

/** What happens in one step of a run. */
export class Step implements fc.AsyncCommand<Worlds['model'], Worlds['real']> {
  readonly #name: string;
  readonly #one: number;
  readonly #two: number;

  constructor(name: string, one: number, two: number) {
    this.#name = name;
    this.#one = one;
    this.#two = two;
  }

  check(): boolean {
    return true;
  }

  async run(model: Worlds['model'], real: Worlds['real']): Promise<void> {
    const worlds = { model, real };
    await KINDS[this.#name]?.act(worlds, this.#one, this.#two);
    await judge(worlds, 'latest');
  }

  toString(): string {
    return `${this.#name}(${this.#one}, ${this.#two})`;
  }
}

/** Steps by their weights. */
export const steps: fc.Arbitrary<Step>[] = [
  fc
    .tuple(
      fc.oneof(
        ...Object.entries(KINDS).map(([name, { weight }]) => ({
          arbitrary: fc.constant(name),
          weight: weight * 10,
        })),
      ),
      fc.nat(11),
      fc.nat(11),
    )
    .map(([name, one, two]) => new Step(name, one, two)),
];

/** Lets time pass in both worlds, with a judgement after every timer. */
export async function pass(worlds: Worlds, ms: number): Promise<void> {
  const { model, real } = worlds;
  let before = real.time.now;
  const follow = () => {
    model.pass(real.time.now - before);
    before = real.time.now;
  };
  await real.time.advance(ms, async () => {
    follow();
    await judge(worlds, 'earliest');
  });
  follow();
}

function ask(worlds: Worlds, one: number, two: number): void {
  const caller = worlds.model.caller(one);
  if (caller) send(worlds, caller.id, TARGETS[two % TARGETS.length] ?? PBX);
}

function send(worlds: Worlds, sessionId: string, target: string): void {
  const outcome = worlds.real.transfer(sessionId, target);
  count('starts', settleRequest(worlds, { sessionId, target, outcome }));
}

/** Daily answers any transfer, also one that is over or has its answer; mostly one that has none. */
function answerAny(worlds: Worlds, one: number, word: 'yes' | 'no'): void {
  const { attempts } = worlds.model;
  const open = attempts.filter(({ ack }) => ack === 'none');
  const running = open.filter(({ isRunning }) => isRunning);
  answer(worlds, pick(one < 6 ? running : one < 11 ? open : attempts, one), word);
}

function answer({ model, real }: Worlds, attempt: AttemptModel | undefined, word: 'yes' | 'no') {
  if (!attempt) return;
  const index = model.attempts.indexOf(attempt);
  if (attempt.isRunning && attempt.ack === 'none') model.look([attempt]);
  void (word === 'yes' ? real.call.accept(index) : real.call.refuse('no +14155552671', index));
  attempt.hear(word);
}

function leave({ model, real }: Worlds, caller: CallerModel | undefined): void {
  if (!caller || model.meeting !== 'joined') return;
  real.call.leave(caller.id);
  catchUp({ model, real });
  caller.place = 'gone';
  model.tell(caller.id, 'left');
}

/** A caller who is hidden can leave without anybody seeing it. */
function vanish({ model, real }: Worlds, caller: CallerModel | undefined): void {
  if (caller?.place !== 'here') return;
  real.call.vanish(caller.id);
  caller.place = 'gone';
  const running = model.runningFor(caller.id);
  if (running) running.isGone = true;
}

function stopped({ model, real }: Worlds, caller: CallerModel | undefined): void {
  if (!caller) return;
  real.call.stop(caller.id);
  if (!model.isAttached) return;
  model.look(model.running.filter(({ sessionId }) => sessionId === caller.id));
  catchUp({ model, real });
}

function hide({ model, real }: Worlds, caller: CallerModel | undefined): void {
  if (caller?.place !== 'here') return;
  real.call.hide(caller.id);
  caller.place = 'hidden';
  model.tell(caller.id, 'hidden');
}

function show({ model, real }: Worlds, caller: CallerModel | undefined): void {
  if (caller?.place !== 'hidden' || model.meeting !== 'joined') return;
  real.call.show(caller.id);
  caller.place = 'here';
  model.tell(caller.id, 'shown');
}

function grant({ model, real }: Worlds, owner: boolean): void {
  if (model.meeting !== 'joined') return;
  real.call.grant({ owner });
  model.mayTransfer = owner;
}

function network({ model, real }: Worlds, isInterrupted: boolean): void {
  if (model.meeting !== 'joined') return;
  if (isInterrupted) real.call.networkDown();
  else real.call.networkUp();
  if (!model.isAttached) return;
  model.isInterrupted = isInterrupted;
  model.look();
  catchUp({ model, real });
}

function wake({ model, real }: Worlds): void {
  model.isAsleep = real.time.isAsleep = false;
  document.dispatchEvent(new Event('visibilitychange'));
  model.look();
  catchUp({ model, real });
}

function join({ model, real }: Worlds): void {
  if (model.meeting !== 'over') return;
  real.call.enter({ session_id: 'me', local: true, owner: true });
  real.call.join();
  model.meeting = 'joined';
  model.isInterrupted = false;
  model.mayTransfer = true;
}

function destroy({ model, real }: Worlds, one: number): void {
  if (model.meeting === 'destroyed') return;
  const silently = one % 2 === 0;
  real.call.destroy({ silently });
  catchUp({ model, real });
  if (silently) {
    model.meeting = 'destroyed';
    model.isDestroyedSilently = true;
    return;
  }
  model.endMeeting('destroyed');
  takeReactions({ model, real });
  model.detach();
}

function detach({ model, real }: Worlds): void {
  if (!model.isAttached) return;
  real.controller.detach();
  model.look();
  catchUp({ model, real });
  model.detach();
}

/** A listener of the app that acts while it is told something. */
function react({ model, real }: Worlds, one: number, two: number): void {
  const { controller, reactions } = real;
  if (!model.isAttached) return;
  const name = one % 2 ? 'transfer-requested' : (pick(SETTLED, two) ?? 'transfer-failed');
  controller.once(name, ({ action, transfer }) => {
    const { sessionId, toEndPoint } = transfer.plan.request;
    if (one === 0) {
      controller.detach();
      reactions.push({ kind: 'detach' });
      return;
    }
    const target = one % 3 ? toEndPoint : BILLING;
    const isRunning = controller.find(transfer.id) === transfer;
    const during = action === 'transfer-requested' && isRunning ? transfer.id : undefined;
    const outcome = real.transfer(sessionId, target);
    reactions.push({ kind: 'transfer', sessionId, target, outcome, during });
  });
}

function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % Math.max(1, items.length)];
}
