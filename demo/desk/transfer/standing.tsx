import { useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { useNow } from '../shell/hooks.js';
import { Pill, type PillProps } from '../shell/pill.js';
import { ACTION, STANDING } from '../texts.js';
import type { Pending } from './composer-state.js';
import { sayHowSure, titleOf, toneOf } from './facts.js';
import { findActions, type Action, type Situation } from './next-action.js';

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

function findMark({ composer }: Situation, { reason }: Action): PillProps | undefined {
  const { waiting, shown, note, plan, isHere } = composer;
  if (waiting) return { tone: 'unknown', title: STANDING.notSent };
  if (shown) return { tone: toneOf(shown), title: titleOf(shown), sure: sayHowSure(shown) };
  if (note) return { tone: 'unknown', title: STANDING.notSent };
  if (plan?.ready) return { tone: 'confirmed', title: STANDING.ready };
  const isBlocked = isHere && reason && plan && plan.target.kind !== 'invalid';
  return isBlocked ? { tone: 'failed', title: STANDING.blocked } : undefined;
}

function findSentence({ composer, names }: Situation, { reason = '' }: Action): string {
  const { waiting, shown, note, plan, tell } = composer;
  if (waiting) return STANDING.inWindow(names.name);
  if (shown) return [tell(shown), note || reason].filter(Boolean).join(' ');
  return note || reason || (plan?.ready ? STANDING.nothingSent : '');
}

interface ButtonsProps extends Pick<Situation, 'composer'> {
  readonly main: Action;
  readonly other: Action | undefined;
}

/** The first button names what it does; it keeps its place, and the focus, while its meaning changes. */
function Buttons({ composer, main, other }: ButtonsProps) {
  const { waiting, undo, sendNow } = composer;
  const once = useSinglePress(waiting !== undefined);
  const press = waiting ? () => undo(waiting) : main.run;
  const second = waiting ? { label: ACTION.sendNow, run: () => sendNow(waiting) } : other;
  return (
    <div className="actions">
      <button
        type="button"
        id="act"
        className="main"
        data-waiting={waiting ? true : undefined}
        aria-disabled={!press}
        aria-describedby="outcome"
        onClick={once(press)}
        onKeyDown={ignoreRepeat}
      >
        {waiting ? <UndoLabel pending={waiting} /> : <bdi key={main.label}>{main.label}</bdi>}
        {!waiting && main.run && <kbd>Ctrl ↵</kbd>}
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

function UndoLabel({ pending: { until } }: { readonly pending: Pending }) {
  const seconds = Math.ceil((until - useNow(200)) / 1000);
  return <>{ACTION.undo(Math.max(1, seconds))}</>;
}

/**
 * Without the second half of a double click: what is under the pointer may mean something else by then. And Enter
 * pressed twice does not take back what it has just begun.
 */
function useSinglePress(isWaiting: boolean) {
  const last = useRef(-DOUBLE_MS);
  return (run: (() => void) | undefined) => (event: MouseEvent) => {
    const isSoon = event.timeStamp - last.current < DOUBLE_MS;
    const isSecond = event.detail > 1 || (event.detail === 0 && isWaiting && isSoon);
    last.current = event.timeStamp;
    if (!isSecond) run?.();
  };
}

const DOUBLE_MS = 600;

/** A key that is held asks once. */
function ignoreRepeat(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}
