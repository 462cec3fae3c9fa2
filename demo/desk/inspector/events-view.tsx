import { useMemo, useState, useSyncExternalStore } from 'react';
import { CopyButton } from '../shell/copy-button.js';
import { EVENTS, INSPECTOR } from '../texts.js';
import { Choice } from '../transfer/options.js';
import { EVENT_NAMES, summarise, type EventLog, type LogEntry } from './event-log.js';
import { VirtualList } from './virtual-list.js';

type Kind = 'all' | (typeof EVENT_NAMES)[number];

/** Every event of the controller; ten thousand are no more to draw than ten. */
export function EventsView({ log }: { readonly log: EventLog }) {
  const entries = useSyncExternalStore(log.subscribe, log.read);
  const [still, setStill] = useState<readonly LogEntry[]>();
  const [kind, setKind] = useState<Kind>('all');
  const [opened, setOpened] = useState<LogEntry>();
  const seen = still ?? entries;
  const rows = useMemo(
    () => seen.filter(({ event }) => kind === 'all' || event.action === kind).reverse(),
    [seen, kind],
  );
  const waiting = still ? entries.filter(({ id }) => id > (still.at(-1)?.id ?? 0)).length : 0;
  const clear = (): void => {
    log.clear();
    if (still) setStill([]);
    setOpened(undefined);
  };
  return (
    <>
      <div className="tools">
        <Choice label={EVENTS.kind} value={kind} choices={countKinds(seen)} onChoose={setKind} />
        <button
          type="button"
          className="quiet"
          onClick={() => setStill(still ? undefined : entries)}
        >
          {still ? EVENTS.goOn(waiting) : EVENTS.pause}
        </button>
        <button type="button" className="quiet" onClick={clear}>
          {EVENTS.clear}
        </button>
        <CopyButton label={EVENTS.copyShown} write={() => writeEvents(rows)} />
      </div>
      <VirtualList label={EVENTS.list} rows={rows}>
        {(entry, tabIndex) => (
          <button
            type="button"
            tabIndex={tabIndex}
            aria-pressed={entry.id === opened?.id}
            onClick={() => setOpened(entry.id === opened?.id ? undefined : entry)}
          >
            <time>{(entry.atMs / 1000).toFixed(2)} s</time> <code>{entry.event.action}</code>{' '}
            <bdi dir="ltr">{summarise(entry.event)}</bdi>
          </button>
        )}
      </VirtualList>
      <Opened entry={opened} isEmpty={rows.length === 0} />
    </>
  );
}

interface OpenedProps {
  readonly entry: LogEntry | undefined;
  readonly isEmpty: boolean;
}

function Opened({ entry, isEmpty }: OpenedProps) {
  if (!entry) return <p className="note">{isEmpty ? EVENTS.none : EVENTS.choose}</p>;
  const json = JSON.stringify(entry.event, undefined, 2);
  return (
    <>
      <div className="tools">
        <code>{entry.event.action}</code>
        <CopyButton label={INSPECTOR.copyRecord} write={() => json} />
      </div>
      <pre tabIndex={0} role="group" aria-label={EVENTS.json} dir="ltr">
        {json}
      </pre>
    </>
  );
}

function countKinds(entries: readonly LogEntry[]): Readonly<Record<Kind, string>> {
  const count = (kind: Kind): number =>
    entries.filter(({ event }) => kind === 'all' || event.action === kind).length;
  const names: readonly Kind[] = ['all', ...EVENT_NAMES];
  const texts = names.map((name) => [name, `${name === 'all' ? EVENTS.all : name} ${count(name)}`]);
  return Object.fromEntries(texts) as Record<Kind, string>;
}

/** Oldest first, as they came. */
function writeEvents(rows: readonly LogEntry[]): string {
  const events = [...rows].reverse().map(({ event }) => event);
  return JSON.stringify(events, undefined, 2);
}
