import type { Transfers } from 'daily-transfer/react';
import { Suspense, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import type { Room } from '../room.js';
import { later } from '../shell/later.js';
import { INSPECTOR } from '../texts.js';
import { requestOf, toRequest } from '../transfer/request.js';
import type { Composer } from '../transfer/use-composer.js';
import type { EventLog } from './event-log.js';
import { Why } from './why.js';

const CheckTable = later(async () => (await import('./check-table.js')).CheckTable);
const CodeView = later(async () => (await import('./code-view.js')).CodeView);
const EventsView = later(async () => (await import('./events-view.js')).EventsView);
const RecordView = later(async () => (await import('./record-view.js')).RecordView);

type Tab = keyof typeof INSPECTOR.tabs;

const TABS = Object.keys(INSPECTOR.tabs) as readonly Tab[];

interface InspectorProps {
  readonly composer: Composer;
  readonly transfers: Transfers;
  readonly room: Room | undefined;
}

/** What a developer wants to know of the plan, or of the transfer that is shown. */
export function Inspector({ composer, transfers, room }: InspectorProps) {
  const [tab, setTab] = useState<Tab>('why');
  const record = composer.waiting ? undefined : composer.shown;
  const plan = composer.waiting?.plan ?? record?.plan ?? composer.plan;
  const { draft, directory } = composer;
  const request = record ? requestOf(record.plan) : toRequest(draft, '', directory);
  return (
    <section className="inspector" aria-label={INSPECTOR.title}>
      <Tabs tab={tab} log={room?.log} onChoose={setTab} />
      <div
        className="panel"
        role="tabpanel"
        id="panel"
        aria-labelledby={`tab-${tab}`}
        tabIndex={-1}
      >
        {tab === 'why' && <Why plan={plan} transfers={transfers} room={room} />}
        <Suspense>
          {tab === 'checks' && <CheckTable plan={plan} />}
          {tab === 'code' && <CodeView room={room} plan={plan} request={request} />}
          {tab === 'events' && room && <EventsView log={room.log} />}
          {tab === 'record' && <RecordView record={record} all={transfers.transfers} />}
        </Suspense>
      </div>
    </section>
  );
}

interface TabsProps {
  readonly tab: Tab;
  readonly log: EventLog | undefined;
  readonly onChoose: (tab: Tab) => void;
}

/** One stop for the Tab key; the arrows go from tab to tab. */
function Tabs({ tab, log, onChoose }: TabsProps) {
  const hearKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    if (!next) return;
    onChoose(next);
    document.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={INSPECTOR.title} onKeyDown={hearKey}>
      {TABS.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`tab-${one}`}
          aria-selected={one === tab}
          aria-controls="panel"
          tabIndex={one === tab ? 0 : -1}
          onClick={() => onChoose(one)}
        >
          {INSPECTOR.tabs[one]}
          {one === 'events' && log && <EventCount log={log} />}
        </button>
      ))}
    </div>
  );
}

function EventCount({ log }: { readonly log: EventLog }) {
  const { length } = useSyncExternalStore(log.subscribe, log.read);
  return <span className="count"> {length}</span>;
}
