import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { useNow } from '../shell/hooks.js';
import { Pill, type PillProps } from '../shell/pill.js';
import { ACTION, STANDING } from '../texts.js';
import type { Pending } from './composer-state.js';
import { isUnfinished, markOf } from './facts.js';
import { findActions, type Action, type Situation } from './next-action.js';
import type { Composer } from './use-composer.js';

/** Where it stands, in a word and a sentence, and under it what can be done next: before, while and after. */
export function Standing(situation: Situation) {
  const [main, other] = findActions(situation);
  const mark = findMark(situation, main);
  const sentence = findSentence(situation, main);
  return (
    <div className="standing">
      <div className="outcome" role="status" id="outcome">
        {mark && <Pill key={mark.title} {...mark} />}
        <bdi key={sentence}> {sentence}</bdi>
      </div>
      <Buttons composer={situation.composer} main={main} other={other} />
    </div>
  );
}

function findMark({ composer, view }: Situation, { reason }: Action): PillProps | undefined {
  const { waiting, shown, note, plan, isHere } = composer;
  if (waiting) return { tone: 'unsent', title: STANDING.waiting };
  if (shown) return markOf(shown, view === 'developer');
  const isSaid = plan !== undefined && plan.target.kind !== 'invalid';
  if (note) return isSaid ? { tone: 'unsent', title: STANDING.notSent } : undefined;
  if (plan?.ready) return { tone: 'unsent', title: STANDING.ready };
  const isBlocked = isHere && isSaid && reason && !isUnfinished(plan);
  return isBlocked ? { tone: 'blocked', title: STANDING.blocked } : undefined;
}

function findSentence({ composer, names }: Situation, { reason = '' }: Action): string {
  const { waiting, shown, note, plan, tell, undoMs, newest } = composer;
  if (waiting) return STANDING.inWindow(names.name);
  if (shown) return [tell(shown), note || reason].filter(Boolean).join(' ');
  if (note || reason) return note || reason;
  if (newest?.retry === 'ask') return STANDING.mayStillRun(names.name);
  if (!plan?.ready) return '';
  return undoMs > 0 ? STANDING.undoable(undoMs / 1000) : STANDING.nothingSent;
}

interface ButtonsProps extends Pick<Situation, 'composer'> {
  readonly main: Action;
  readonly other: Action | undefined;
}

/** The first button names what it does; it keeps its place, and the focus, while its meaning changes. */
function Buttons({ composer, main, other }: ButtonsProps) {
  const { waiting, undo, sendNow } = composer;
  const once = useSinglePress(composer);
  const press = waiting ? () => undo(waiting) : main.run;
  const second = waiting ? { label: ACTION.sendNow, run: () => sendNow(waiting) } : other;
  return (
    <div className="actions">
      <button
        type="button"
        id="act"
        className="main"
        data-waiting={waiting ? true : undefined}
        data-idle={press || main.reason ? undefined : true}
        data-calm={(!waiting && main.isCalm) || undefined}
        data-deliberate={(!waiting && main.isDeliberate) || undefined}
        aria-disabled={!press}
        aria-describedby="outcome"
        onClick={once(press)}
        onKeyDown={ignoreRepeat}
      >
        {waiting ? <UndoLabel pending={waiting} /> : <bdi key={main.label}>{main.label}</bdi>}
        {!waiting && main.run && !main.isDeliberate && <kbd>Ctrl ↵</kbd>}
        {waiting && <kbd>Esc</kbd>}
      </button>
      {second && (
        <button
          type="button"
          className="second"
          aria-disabled={!second.run}
          onClick={once(second.run)}
        >
          <bdi>{second.label}</bdi>
        </button>
      )}
    </div>
  );
}

/** It counts down. */
export function UndoLabel({ pending: { until } }: { readonly pending: Pending }) {
  const seconds = Math.ceil((until - useNow(200)) / 1000);
  return <>{ACTION.undo(Math.max(1, seconds))}</>;
}

/**
 * What is pressed may mean something else by the time it is pressed. So what is pressed twice, by mouse, finger or
 * key, does not take back what it has just begun, and who is too late for Undo does not press what has come in
 * its place.
 */
function useSinglePress({ waiting, shown, say }: Composer) {
  const last = useRef<Last>({ sentAt: -MOMENT, wasWaiting: false });
  const isWaiting = waiting !== undefined;
  useEffect(() => {
    if (last.current.wasWaiting && !isWaiting && shown) last.current.sentAt = performance.now();
    last.current.wasWaiting = isWaiting;
  });
  return (run: (() => void) | undefined) => (event: MouseEvent) => {
    const { press, sentAt } = last.current;
    const { currentTarget: button } = event;
    const at = performance.now();
    last.current.press = { button, at };
    const isSoon = press?.button === button && at - press.at < MOMENT;
    const isTwice = event.detail > 1 || (isWaiting && isSoon);
    const isLate = shown !== undefined && at - sentAt < MOMENT;
    if (isLate) say(ACTION.tooLate);
    else if (!isTwice) run?.();
  };
}

interface Last {
  press?: { readonly button: EventTarget; readonly at: number };
  sentAt: number;
  wasWaiting: boolean;
}

/** Milliseconds. */
const MOMENT = 800;

/** A key that is held asks once. */
function ignoreRepeat(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}
