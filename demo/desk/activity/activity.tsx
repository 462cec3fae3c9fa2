import type { TransferPlan, TransferRecord } from 'daily-transfer';
import { writeRecord } from '../inspector/write-record.js';
import { CopyButton } from '../shell/copy-button.js';
import { useNow, useView } from '../shell/hooks.js';
import { Pill } from '../shell/pill.js';
import { ACTIVITY, STANDING } from '../texts.js';
import type { Pending, Unsent } from '../transfer/composer-state.js';
import { isRunning, markOf, writeDuration } from '../transfer/facts.js';
import { Rail, stopsOf } from '../transfer/rail.js';
import { UndoLabel } from '../transfer/standing.js';
import type { Composer } from '../transfer/use-composer.js';

interface ActivityProps {
  readonly transfers: readonly TransferRecord[];
  readonly composer: Composer;
}

/** Every transfer of the page, the newest first: one that is sent, or ends, keeps its place under the pointer. */
export function Activity({ transfers, composer }: ActivityProps) {
  const { pending, unsent } = composer;
  const running = pending.length + transfers.filter(isRunning).length;
  const rows = [
    ...[...pending, ...unsent].map((one) => ({
      at: one.until,
      row: <UnsentRow key={one.until} unsent={one} composer={composer} />,
    })),
    ...transfers.map((one) => ({
      at: one.startedAt,
      row: <ActivityRow key={one.id} record={one} composer={composer} />,
    })),
  ].sort((one, other) => other.at - one.at);
  return (
    <section className="activity" aria-labelledby="activity-title">
      <h2 id="activity-title">
        <span className="unseen">{ACTIVITY.title}</span>
        {ACTIVITY.running} <span className="count">{running}</span>
        <span aria-hidden="true">·</span>
        {ACTIVITY.recent} <span className="count">{rows.length - running}</span>
      </h2>
      <ul>{rows.map(({ row }) => row)}</ul>
      {rows.length === 0 && <p className="note">{ACTIVITY.none}</p>}
    </section>
  );
}

interface UnsentRowProps {
  readonly unsent: Pending | Unsent;
  readonly composer: Composer;
}

/** One that waits, or that waited and was not sent. */
function UnsentRow({ unsent, composer }: UnsentRowProps) {
  const { name, target } = composer.sayNames(unsent.plan);
  const note = 'note' in unsent ? unsent.note : undefined;
  return (
    <li className="row">
      <span className="who">
        <b>
          <bdi>{name}</bdi>
        </b>{' '}
        → <bdi>{target}</bdi>
      </span>
      <Method plan={unsent.plan} isOff={note !== undefined} />
      <Pill tone="unsent" title={note ? STANDING.notSent : STANDING.waiting} />
      <bdi className="says">{note}</bdi>
      <span className="age" />
      {!note && (
        <button type="button" className="quiet" onClick={() => composer.undo(unsent)}>
          <UndoLabel pending={unsent} />
        </button>
      )}
    </li>
  );
}

interface ActivityRowProps {
  readonly record: TransferRecord;
  readonly composer: Composer;
}

function ActivityRow({ record, composer }: ActivityRowProps) {
  const names = composer.sayNames(record.plan);
  const isDeveloper = useView() === 'developer';
  return (
    <li className="row" data-shown={composer.shown?.id === record.id || undefined}>
      <button
        type="button"
        className="who"
        aria-label={ACTIVITY.follow(names.name)}
        onClick={() => composer.follow(record)}
      >
        <b>
          <bdi>{names.name}</bdi>
        </b>{' '}
        → <bdi>{names.target}</bdi>
      </button>
      <Method plan={record.plan} isOff={record.code !== undefined} />
      <Pill {...markOf(record, isDeveloper)} />
      {isRunning(record) ? (
        <Rail stops={stopsOf(record, composer.hearsEnd)} isSmall />
      ) : (
        <bdi className="says">{composer.tell(record, true)}</bdi>
      )}
      <Age record={record} />
      {isDeveloper && <CopyButton label={ACTIVITY.copy} write={() => writeRecord(record)} />}
    </li>
  );
}

interface MethodProps {
  readonly plan: TransferPlan;
  /** It was not sent, or did not work. */
  readonly isOff: boolean;
}

/** How it goes: for developers the method, for agents what that means for the call. */
function Method({ plan: { method, consequences }, isOff }: MethodProps) {
  if (useView() === 'developer') return <code>{method}</code>;
  return <span>{!isOff && consequences[0]?.message}</span>;
}

/** How long it has run, or how long ago it began. */
function Age({ record }: { readonly record: TransferRecord }) {
  const passedMs = useNow() - record.startedAt;
  const passed = writeDuration(passedMs);
  const ago = passedMs < 10_000 ? ACTIVITY.justNow : ACTIVITY.ago(passed);
  const text = isRunning(record) ? passed : ago;
  return (
    <time key={text} className="age">
      {text}
    </time>
  );
}
