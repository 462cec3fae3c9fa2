import type { DailyCall } from '@daily-co/daily-js';
import type { Transfers } from 'daily-transfer/react';
import { useState, useSyncExternalStore } from 'react';
import { Prose } from './prose.js';
import { QUESTIONS, TARGETS, type Question, type TargetKind } from './questions.js';
import { Recorder, type Entry } from './recorder.js';
import { numberOf, type Finding } from './report.js';

/** What people have typed as targets. It never gets into the report. */
export type Targets = Readonly<Partial<Record<TargetKind, string>>>;

export interface StepProps {
  readonly question: Question;
  readonly call: DailyCall | null;
  readonly transfers: Transfers;
  readonly now?: (() => number) | undefined;
  readonly targets: Targets;
  readonly onTarget: (kind: TargetKind, text: string) => void;
  /** What is watching now, if anything is. */
  readonly recorder: Recorder | undefined;
  readonly onRecord: (recorder: Recorder | undefined) => void;
  readonly finding: Finding | undefined;
  readonly onFind: (found: Finding) => void;
  readonly onNext: () => void;
}

/** One question: what to do, what is watched meanwhile, and what only the person can tell. */
export function Step(props: StepProps) {
  const { question, call, now, recorder, onRecord, finding, onFind, onNext, ...rest } = props;
  const { id, asked, assumed, todo, send, weigh, seenIn, answers } = question;
  const isWatched = Boolean(send ?? weigh) && seenIn === undefined;
  const start = finding?.entries ? 'Start again' : 'Start';
  const stop = (entries: readonly Entry[]) => {
    onFind({ ...finding, entries });
    onRecord(undefined);
  };
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
      {recorder && <Watch recorder={recorder} onStop={stop} send={send} {...rest} />}
      {!recorder && (
        <p className="buttons">
          {isWatched && (
            <button
              type="button"
              className="second"
              disabled={!call}
              onClick={() => call && onRecord(new Recorder(call, now))}
            >
              {call ? start : 'Join a room first'}
            </button>
          )}
          <button type="button" className="quiet" onClick={onNext}>
            Next step
          </button>
        </p>
      )}
      {answers && (
        <Answers
          answers={answers}
          told={finding?.answer}
          onTell={(answer) => onFind({ ...finding, answer })}
        />
      )}
    </article>
  );
}

function Watch({
  recorder,
  onStop,
  send,
  ...rest
}: Pick<StepProps, 'transfers' | 'targets' | 'onTarget'> & {
  readonly recorder: Recorder;
  readonly onStop: (entries: readonly Entry[]) => void;
  readonly send: Question['send'];
}) {
  const entries = useSyncExternalStore(recorder.subscribe, recorder.read);
  const isSent = entries.some(({ name }) => name === send?.method);
  return (
    <>
      {send && !isSent && <Send send={send} recorder={recorder} {...rest} />}
      <ol aria-label="Events">
        {entries.map(({ name, atMs, of }, at) => (
          <li key={at}>
            {name} {of} {atMs} ms
          </li>
        ))}
      </ol>
      <button type="button" className="second" onClick={() => onStop(recorder.end())}>
        Stop
      </button>
    </>
  );
}

/** What the library would refuse is refused here too, but for the check that is put to the test. */
function Send({
  send,
  recorder,
  transfers: { transferees, plan },
  targets,
  onTarget,
}: Pick<StepProps, 'transfers' | 'targets' | 'onTarget'> & {
  readonly send: NonNullable<Question['send']>;
  readonly recorder: Recorder;
}) {
  const [nobody] = useState(() => crypto.randomUUID());
  const caller = transferees.at(-1);
  const sessionId = (send.of === 'nobody' ? nobody : caller?.sessionId) ?? '';
  const typed = targets[send.to] ?? '';
  const { blockers, request } = plan({ sessionId, toEndPoint: typed, method: send.method });
  const inTheWay = blockers.find(({ code }) => code !== send.despite);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!inTheWay)
          void recorder.send(send.method, { sessionId, toEndPoint: request.toEndPoint });
      }}
    >
      <label>
        {TARGETS[send.to]}{' '}
        <input
          className="field"
          value={typed}
          onChange={({ target }) => onTarget(send.to, target.value)}
        />
      </label>
      <button className="main" disabled={inTheWay !== undefined}>
        {send.method} of <bdi>{send.of ?? (caller?.name || 'the caller')}</bdi>
      </button>
      <small>{inTheWay && `${inTheWay.message} ${inTheWay.hint ?? ''}`}</small>
    </form>
  );
}

/** What only the person can tell. */
function Answers({
  answers,
  told,
  onTell,
}: {
  readonly answers: NonNullable<Question['answers']>;
  readonly told: string | undefined;
  readonly onTell: (answer: string) => void;
}) {
  return (
    <fieldset>
      <legend>What did you see?</legend>
      {Object.keys(answers).map((answer) => (
        <label key={answer}>
          <input
            type="radio"
            name="answer"
            checked={answer === told}
            onChange={() => onTell(answer)}
          />{' '}
          {answer}
        </label>
      ))}
    </fieldset>
  );
}
