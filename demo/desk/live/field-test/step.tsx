import type { ReactNode } from 'react';
import { Prose } from './prose.js';
import { QUESTIONS, type Question } from './questions.js';
import { numberOf, type Finding } from './report.js';

interface StepProps {
  readonly question: Question;
  readonly finding: Finding | undefined;
  /** Is there a room to watch? */
  readonly canStart: boolean;
  readonly onStart: () => void;
  readonly onNext: () => void;
  readonly onAnswer: (answer: string) => void;
  /** What is watched now, if anything is. */
  readonly children: ReactNode;
}

/** One question: what to do, what is watched meanwhile, and what only the person can tell. */
export function Step(props: StepProps) {
  const { question, finding, canStart, onStart, onNext, onAnswer, children } = props;
  const { id, asked, assumed, todo, send, weigh, seenIn, answers } = question;
  const isWatched = Boolean(send ?? weigh) && seenIn === undefined;
  const start = finding?.entries ? 'Start again' : 'Start';
  return (
    <article aria-labelledby="step">
      <h3 id="step">
        Step {numberOf(id)} of {QUESTIONS.length}: <Prose text={asked} />
      </h3>
      <p>
        Assumed: <Prose text={assumed} />
      </p>
      <p>
        <Prose text={todo} />
      </p>
      {children || (
        <p className="buttons">
          {isWatched && (
            <button type="button" className="second" disabled={!canStart} onClick={onStart}>
              {canStart ? start : 'Join a room first'}
            </button>
          )}
          <button type="button" className="quiet" onClick={onNext}>
            Next step
          </button>
        </p>
      )}
      {answers && (
        <fieldset>
          <legend>What did you see?</legend>
          {Object.keys(answers).map((answer) => (
            <label key={answer}>
              <input
                type="radio"
                name="answer"
                checked={answer === finding?.answer}
                onChange={() => onAnswer(answer)}
              />{' '}
              {answer}
            </label>
          ))}
        </fieldset>
      )}
    </article>
  );
}
