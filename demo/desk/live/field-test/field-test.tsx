import type { DailyCall } from '@daily-co/daily-js';
import type { Transfers } from 'daily-transfer/react';
import { useMemo, useState } from 'react';
import { QUESTIONS } from './questions.js';
import type { Recorder } from './recorder.js';
import { makeReport, type Findings } from './report.js';
import { CopyReport, Results } from './results.js';
import { Step, type Targets } from './step.js';

export interface FieldTestProps {
  /** Another one after joining again; `null` while there is none. What was found stays. */
  readonly call: DailyCall | null;
  /** What `useTransfers()` gives for the call. */
  readonly transfers: Transfers;
  /** `Daily.version()`, for the report. */
  readonly dailyVersion: string;
  /** Milliseconds; default `performance.now()`. */
  readonly now?: () => number;
}

/** Leads a person with a Daily account through what nobody here could try, and reports what was seen. */
export function FieldTest({ call, transfers, dailyVersion, now }: FieldTestProps) {
  const [findings, setFindings] = useState<Findings>({});
  const [targets, setTargets] = useState<Targets>({});
  const [recorder, setRecorder] = useState<Recorder>();
  const [place, setPlace] = useState(0);
  const report = useMemo(() => makeReport(findings, dailyVersion), [findings, dailyVersion]);
  const question = QUESTIONS[place];
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
          {...{ question, call, transfers, now, targets, recorder }}
          onRecord={setRecorder}
          finding={findings[question.id]}
          onFind={(found) => setFindings({ ...findings, [question.id]: found })}
          onNext={() => setPlace((place + 1) % QUESTIONS.length)}
          onTarget={(kind, text) => setTargets({ ...targets, [kind]: text })}
        />
      )}
      <Results
        report={report}
        place={place}
        isWatching={recorder !== undefined}
        onOpen={setPlace}
      />
      <CopyReport report={report} />
    </section>
  );
}
