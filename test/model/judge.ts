import { REQUESTED, type TransferState } from '../../src/domain/transfer/lifecycle.js';
import { transitionByWebhook as transition } from '../../src/domain/transfer/webhook-lifecycle.js';
import type { TransferRecord } from 'daily-transfer';
import { findLeaks } from '../support/fixtures.js';
import { settled } from '../support/fake-call.js';
import type { Reaction, RealWorld } from './real-world.js';
import { confidenceOf } from './transfer-model.js';
import type { AttemptModel, WorldModel } from './world-model.js';

const WAITING: ReadonlySet<string> = new Set(['requested', 'accepted']);

/** Both worlds: what truly happened, and what the controller made of it. */
export interface Worlds {
  readonly model: WorldModel;
  readonly real: RealWorld;
}

/**
 * Compares the worlds after a step, and asserts every invariant of the specification.
 *
 * @param when `latest` if every timer that is due has run, so that what must have ended has ended
 */
export async function judge(worlds: Worlds, when: 'earliest' | 'latest'): Promise<void> {
  await settled();
  takeReactions(worlds);
  await settled();
  const { model, real } = worlds;
  const records = [...real.records.values()];
  demand(real.call.sent.length === model.attempts.length, 'one send for each transfer');
  demand(records.length === model.attempts.length, 'one record for each transfer');
  model.attempts.forEach((attempt, index) => {
    const record = records[index];
    if (record) judgeTransfer(worlds, attempt, record, when);
  });
  judgePromises(real);
  judgeQuiet(worlds);
  judgeTexts(real);
}

/** Lets the model catch up with what only a look or a clock can have told the controller by now. */
export function catchUp({ model, real }: Worlds): void {
  const records = [...real.records.values()];
  model.attempts.forEach((attempt, index) => {
    const record = records[index];
    if (record && attempt.isRunning) catchUpWith(model, attempt, record);
  });
}

function catchUpWith(model: WorldModel, attempt: AttemptModel, record: TransferRecord): void {
  const signals = new Set(record.timeline.map(({ signal }) => signal));
  if (attempt.isGone && signals.has('transferee-left')) attempt.hear('left');
  if (model.isDestroyedSilently && signals.has('call-ended')) attempt.hear('call-ended');
  if (!attempt.isRunning || WAITING.has(record.status)) return;
  const stop = attempt.stop('earliest');
  const clock = record.timeline.find(({ evidence }) => evidence === 'clock');
  if (stop && clock) attempt.hear(stop);
}

/** What listeners have set off comes after what they were told of. */
export function takeReactions(worlds: Worlds): void {
  const { model, real } = worlds;
  catchUp(worlds);
  for (const reaction of real.reactions.splice(0)) {
    if (reaction.kind === 'detach') model.detach();
    else settleRequest(worlds, reaction);
  }
}

/** Judges a request by the model, and keeps its promise. */
export function settleRequest(
  { model, real }: Worlds,
  request: Omit<Extract<Reaction, { kind: 'transfer' }>, 'kind'>,
): string {
  const { sessionId, target, outcome, during } = request;
  const told = model.attempts[[...real.records.keys()].indexOf(during ?? '')];
  const running = told ?? model.runningFor(sessionId);
  const verdict = model.judgeRequest(sessionId, target, running);
  const isSent = verdict === 'sent';
  const joined = verdict === 'joined' ? running : undefined;
  const attempt = isSent ? model.begin(sessionId, target) : joined;
  const end = () => attempt?.firstEnd && (attempt.firstEnd.code ?? attempt.firstEnd.status);
  real.promises.push({ outcome, expected: attempt ? end : () => verdict });
  return isSent && model.willThrow ? 'threw' : verdict;
}

function judgeTransfer(
  { model, real }: Worlds,
  attempt: AttemptModel,
  record: TransferRecord,
  when: 'earliest' | 'latest',
): void {
  demand(tell(record) === expect(attempt), `${expect(attempt)}, not ${tell(record)}`);
  const isTimely = when === 'earliest' || model.isAsleep || !attempt.isRunning;
  demand(isTimely || !attempt.stop('latest'), 'an end in time');
  demand(!attempt.isOverlooked, 'a look once a second');
  if (!real.judged.has(record)) judgeRecord(real, record);
}

/** What must be so of a record itself, whatever the model says. */
function judgeRecord(real: RealWorld, record: TransferRecord): void {
  real.judged.add(record);
  const { timeline, id } = record;
  const signals = new Set(timeline.map(({ signal }) => signal));
  demand(
    record.status !== 'handed-off' ||
      (signals.has('daily-said-yes') && signals.has('transferee-left')),
    'a yes and a departure before handed-off',
  );
  demand(tell(replay(record)) === tell(record), 'the same end when replayed');
  const steps = timeline.flatMap(({ status }, index) =>
    status === timeline[index - 1]?.status ? ['updated'] : [status, 'updated'],
  );
  demand(String(real.told.get(id)) === String(steps), 'the events are the transitions');
  if (real.controller.attached && real.controller.find(id)) {
    demand(real.controller.find(id) === record, 'the record that was told last');
  }
}

function judgePromises({ promises }: RealWorld): void {
  for (const { outcome, expected } of promises) {
    demand(outcome() === expected(), `a promise is ${outcome()}, not ${expected()}`);
  }
}

function judgeQuiet({ model, real }: Worlds): void {
  const { running } = model;
  const sessions = new Set(running.map(({ sessionId }) => sessionId));
  demand(sessions.size === running.length, 'one running transfer of a session');
  const listeners = model.isAttached ? real.listeners : 0;
  demand(real.countListeners() === listeners, 'as many listeners as before');
  demand(running.length > 0 || real.time.timers === 0, 'no timer without a transfer');
}

function judgeTexts(real: RealWorld): void {
  for (const text of real.texts.splice(0)) {
    demand(findLeaks(text).length === 0, 'no unmasked number');
  }
}

function replay({ timeline }: TransferRecord) {
  return timeline.reduce((state, { signal }) => transition(state, signal), REQUESTED);
}

function tell({
  status,
  code,
  retry,
  confidence,
  corrected,
}: Pick<TransferState, 'status' | 'confidence' | 'retry' | 'code' | 'corrected'>): string {
  return [status, code, retry, confidence, corrected && 'corrected'].filter(Boolean).join(' ');
}

function expect({ end, ack, corrected }: AttemptModel): string {
  if (!end) return `${ack === 'yes' ? 'accepted' : 'requested'} none`;
  const { status, code, retry } = end;
  return [status, code, retry, confidenceOf(end), corrected && 'corrected']
    .filter(Boolean)
    .join(' ');
}

function demand(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`not so: ${what}`);
}
