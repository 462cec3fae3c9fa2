import type { TransferRecord } from 'daily-transfer';
import { useState } from 'react';
import { CopyButton } from '../shell/copy-button.js';
import { EVIDENCE, INSPECTOR, SIGNALS } from '../texts.js';
import { writeSeconds } from '../transfer/facts.js';
import { writeRecord } from './write-record.js';

interface RecordViewProps {
  readonly record: TransferRecord | undefined;
  readonly all: readonly TransferRecord[];
}

/** The record of the transfer that is shown; what leaves the page is masked unless a person asks otherwise. */
export function RecordView({ record, all }: RecordViewProps) {
  const [unmasked, setUnmasked] = useState(false);
  const write = (what: TransferRecord): string => writeRecord(what, unmasked);
  const writeAll = (): string => `[${all.map(write).join(',\n')}]`;
  if (!record) return <p className="note">{INSPECTOR.noRecord}</p>;
  return (
    <>
      <h3>{INSPECTOR.timeline}</h3>
      <ol className="timeline" aria-label={INSPECTOR.timeline}>
        {record.timeline.map(({ sinceMs, signal, evidence, late }, at) => (
          <li key={at}>
            <time>+{writeSeconds(sinceMs)}</time> {SIGNALS[signal]} <i>{EVIDENCE[evidence]}</i>
            {late && <i> {INSPECTOR.late}</i>}
          </li>
        ))}
      </ol>
      {record.confidence === 'inferred' && <p className="note">{INSPECTOR.inferred}</p>}
      <div className="tools">
        <CopyButton label={INSPECTOR.copyRecord} write={() => write(record)} />
        <CopyButton label={INSPECTOR.copyAll} write={writeAll} />
        <button
          type="button"
          className="quiet"
          onClick={() => download('transfers.json', writeAll())}
        >
          {INSPECTOR.downloadAll}
        </button>
        <label>
          <input
            type="checkbox"
            checked={unmasked}
            onChange={(event) => setUnmasked(event.currentTarget.checked)}
          />
          {INSPECTOR.unmasked}
        </label>
      </div>
      <p className="note">{unmasked ? INSPECTOR.fullNumbers : INSPECTOR.masked}</p>
      <pre tabIndex={0} role="group" aria-label={INSPECTOR.json} dir="ltr">
        {writeRecord(record, false)}
      </pre>
    </>
  );
}

function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
