import type { Transfers } from 'daily-transfer/react';
import { useRef } from 'react';
import type { Room } from '../room.js';
import { isWriting, useKeys, useView } from '../shell/hooks.js';
import { ACTION, COMPOSER } from '../texts.js';
import { Checks } from './checks.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { isRunning } from './facts.js';
import { Options } from './options.js';
import { Rail, stopsOf, stopsOfPlan } from './rail.js';
import { Route } from './route.js';
import { Standing } from './standing.js';
import { TargetField } from './target-field.js';
import type { Composer } from './use-composer.js';

interface ComposerPanelProps {
  readonly composer: Composer;
  readonly transfers: Transfers;
  readonly room: Room | undefined;
}

/** One caller, one target: what would happen, the button that does it, and what became of it. */
export function ComposerPanel({ composer, transfers, room }: ComposerPanelProps) {
  const { plan, subject, waiting, shown, draft, edit, confirming, directory } = composer;
  const { isHere, hearsEnd } = composer;
  const field = useRef<HTMLInputElement>(null);
  const view = useView();
  const record = waiting ? undefined : shown;
  const names = subject ? composer.sayNames(subject) : { name: '', target: '' };
  const isOpen = !record && !waiting && isHere;
  const heading = isHere ? COMPOSER.heading : COMPOSER.headingPast;
  const isLocked = !isHere || waiting !== undefined || (record && isRunning(record)) === true;
  const title = names.name ? heading(names.name) : COMPOSER.headingNobody;
  useComposerKeys(composer, field);
  return (
    <section className="composer" aria-labelledby="composer-title">
      <h2 id="composer-title">
        <bdi>{title}</bdi>
      </h2>
      <TargetField
        value={draft.target}
        directory={directory}
        recent={transfers.transfers.map((one) => one.plan.request.toEndPoint)}
        plan={plan}
        isLocked={isLocked}
        onChange={(target) => edit({ target })}
        fieldRef={field}
      />
      <Route plan={subject} record={record} names={names} room={room?.name ?? ''} isHere={isHere} />
      <Rail
        stops={
          record
            ? stopsOf(record, hearsEnd)
            : stopsOfPlan(isHere ? subject : undefined, { isWaiting: !!waiting, hearsEnd })
        }
      />
      <Standing composer={composer} transfers={transfers} room={room} names={names} view={view} />
      <div className="details">
        <Options
          draft={draft}
          isLocked={isLocked}
          isPhone={plan?.target.kind === 'phone'}
          onEdit={edit}
        />
        {isOpen && plan && plan.target.kind !== 'invalid' && (
          <Checks plan={plan} draft={draft} onOverride={(override) => edit({ override })} />
        )}
      </div>
      {confirming && (
        <ConfirmDialog
          plan={confirming.plan}
          names={composer.sayNames(confirming.plan)}
          mustAsk={composer.newest?.retry === 'ask'}
          isLive={room?.daily === undefined}
          onConfirm={() => composer.commit(confirming)}
          onCancel={composer.cancel}
        />
      )}
    </section>
  );
}

/** `/` goes to the target, Ctrl + Enter transfers, Esc takes back what is not sent yet. */
function useComposerKeys(
  { undo, waiting, shown, say }: Composer,
  field: { readonly current: HTMLInputElement | null },
): void {
  useKeys((event) => {
    if (event.repeat || document.querySelector('dialog[open], :popover-open')) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && isCommand && !waiting) {
      document.querySelector<HTMLElement>('#act:not([data-deliberate])')?.click();
    } else if (event.key === 'Escape') {
      if (waiting) undo(waiting);
      else if (shown && Date.now() - shown.startedAt < LATE) say(ACTION.tooLate);
    } else if (event.key === '/' && !isCommand && !isWriting(event.target)) {
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    }
  });
}

/** For so long after the sending somebody may still mean to undo it: milliseconds. */
const LATE = 3_000;
