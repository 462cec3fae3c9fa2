import Daily from '@daily-co/daily-js';
import { useMemo, useState } from 'react';
import type { Room } from '../../room.js';
import { CopyButton } from '../../shell/copy-button.js';
import { QUESTIONS } from './questions.js';
import { Recorder } from './recorder.js';
import { makeReport, type Finding, type Findings } from './report.js';
import { Results } from './results.js';
import { Step } from './step.js';
import { Watch, type Targets } from './watch.js';

export interface FieldTestProps {
  /** Another one after joining again, none in between. What was found stays. */
  readonly room: Pick<Room, 'call' | 'options'> | undefined;
  /** Milliseconds; default `performance.now()`. */
  readonly now?: () => number;
}

/** Leads a person with a Daily account through what nobody here could try, and reports what was seen. */
export function FieldTest({ room, now }: FieldTestProps) {
  const [findings, setFindings] = useState<Findings>({});
  const [targets, setTargets] = useState<Targets>({});
  const [recorder, setRecorder] = useState<Recorder>();
  const [place, setPlace] = useState(0);
  const report = useMemo(() => makeReport(findings, Daily.version()), [findings]);
  const json = useMemo(() => JSON.stringify(report, null, 1), [report]);
  const question = QUESTIONS[place];
  const finding = question && findings[question.id];
  const keep = (found: Finding): void => {
    if (question) setFindings({ ...findings, [question.id]: { ...finding, ...found } });
  };
  return (
    <section aria-labelledby="field-test" className="field-test">
      <h2 id="field-test">Field test</h2>
      <p>
        Nobody who wrote this has a Daily account. These steps take ten minutes of yours, and tell
        what Daily really does. Between Start and Stop the names, order and times of daily-js's
        events are written down, and what its promise does; never a number, a name or a token. Let
        nobody else call or be dialled meanwhile. Real calls cost real money.
      </p>
      {question && (
        <Step
          key={question.id}
          question={question}
          finding={finding}
          canStart={room !== undefined}
          onStart={() => room && setRecorder(new Recorder(room.call, now))}
          onNext={() => setPlace((place + 1) % QUESTIONS.length)}
          onAnswer={(answer) => keep({ answer })}
        >
          {recorder && (
            <Watch
              recorder={recorder}
              send={question.send}
              room={room}
              targets={targets}
              onTargets={setTargets}
              onStop={(entries) => {
                keep({ entries });
                setRecorder(undefined);
              }}
            />
          )}
        </Step>
      )}
      <Results
        report={report}
        place={place}
        isWatching={recorder !== undefined}
        onOpen={setPlace}
      />
      <p className="buttons">
        <CopyButton label="Copy JSON" write={() => json} />
      </p>
      <textarea className="field" aria-label="Report" readOnly rows={8} value={json} />
    </section>
  );
}
