import { useTransfers } from 'daily-transfer/react';
import { useState, useSyncExternalStore } from 'react';
import type { FieldTestProps } from './field-test.js';
import { TARGETS, type Question, type TargetKind } from './questions.js';
import type { Entry, Recorder } from './recorder.js';

/** What people have typed as targets. It never gets into the report. */
export type Targets = Readonly<Partial<Record<TargetKind, string>>>;

interface WatchProps extends Pick<FieldTestProps, 'room'> {
  readonly recorder: Recorder;
  readonly send: Question['send'];
  readonly targets: Targets;
  readonly onTargets: (targets: Targets) => void;
  readonly onStop: (entries: readonly Entry[]) => void;
}

/** What happens between Start and Stop, and the request of the step until it is sent. */
export function Watch(props: WatchProps) {
  const { recorder, send, onStop } = props;
  const entries = useSyncExternalStore(recorder.subscribe, recorder.read);
  const isSent = entries.some(({ name }) => name === send?.method);
  return (
    <>
      {send && !isSent && <Send {...props} send={send} />}
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

interface SendProps extends Omit<WatchProps, 'onStop'> {
  readonly send: NonNullable<Question['send']>;
}

/** What the library would refuse is refused here too, but for the check that is put to the test. */
function Send({ send, recorder, room, targets, onTargets }: SendProps) {
  const { transferees, plan } = useTransfers(room?.call, room?.options);
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
        const { toEndPoint } = request;
        if (!inTheWay) void recorder.send(send.method, { sessionId, toEndPoint });
      }}
    >
      <label>
        {TARGETS[send.to]}{' '}
        <input
          className="field"
          value={typed}
          onChange={({ target }) => onTargets({ ...targets, [send.to]: target.value })}
        />
      </label>
      <button className="main" disabled={inTheWay !== undefined}>
        {send.method} of <bdi>{send.of ?? (caller?.name || 'the caller')}</bdi>
      </button>
      <small>{inTheWay && `${inTheWay.message} ${inTheWay.hint ?? ''}`}</small>
    </form>
  );
}
