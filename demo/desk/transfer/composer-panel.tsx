import type { Transfers } from 'daily-transfer/react';
import { useRef } from 'react';
import type { Room } from '../room.js';
import { isWriting, useKeys } from '../shell/hooks.js';
import { Pill } from '../shell/pill.js';
import { COMPOSER, IN_WINDOW, NOT_READY, READY } from '../texts.js';
import { ActionBar } from './action-bar.js';
import { Checks } from './checks.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { explain, isRunning, sayHowSure, titleOf, toneOf, type Names } from './facts.js';
import { Options } from './options.js';
import { Rail, stopsOf, stopsOfPlan } from './rail.js';
import { Route } from './route.js';
import { TargetField } from './target-field.js';
import type { Composer } from './use-composer.js';

interface ComposerPanelProps {
  readonly composer: Composer;
  readonly transfers: Transfers;
  readonly room: Room | undefined;
}

/** One caller, one target: what would happen, the button that does it, and what became of it. */
export function ComposerPanel({ composer, transfers, room }: ComposerPanelProps) {
  const { plan, waiting, shown, draft, edit, confirming, directory } = composer;
  const field = useRef<HTMLInputElement>(null);
  const record = waiting ? undefined : shown;
  const subject = waiting?.plan ?? record?.plan ?? plan;
  const names = subject ? composer.sayNames(subject) : { name: '', target: '' };
  const recent = transfers.transfers.map((one) => one.plan.request.toEndPoint);
  useComposerKeys(composer, field);
  return (
    <section className="composer" aria-labelledby="composer-title">
      <h2 id="composer-title">
        <bdi>{names.name ? COMPOSER.heading(names.name) : COMPOSER.headingNobody}</bdi>
      </h2>
      <TargetField
        value={draft.target}
        directory={directory}
        recent={recent}
        plan={plan}
        isLocked={waiting !== undefined || (record !== undefined && isRunning(record))}
        onChange={(target) => edit({ target })}
        fieldRef={field}
      />
      <Route plan={subject} record={record} names={names} room={room?.name ?? ''} />
      <Rail
        stops={
          record
            ? stopsOf(record)
            : stopsOfPlan(subject, {
                isWaiting: waiting !== undefined,
                hasWebhooks: room?.options.relay !== undefined,
              })
        }
      />
      <Outcome composer={composer} names={names} />
      <ActionBar composer={composer} transfers={transfers} room={room} names={names} />
      {plan && !record && !waiting && draft.target.trim() !== '' && (
        <Checks plan={plan} draft={draft} onOverride={(override) => edit({ override })} />
      )}
      <Options draft={draft} isPhone={plan?.target.kind === 'phone'} onEdit={edit} />
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

interface OutcomeProps {
  readonly composer: Composer;
  readonly names: Names;
}

/** Where it stands, in one sentence: the same for the plan, the transfer under way and its end. */
function Outcome({ composer, names }: OutcomeProps) {
  const { shown, replies } = composer;
  const record = composer.waiting ? undefined : shown;
  return (
    <p className="outcome" role="status" id="outcome">
      {record ? (
        <>
          <Pill tone={toneOf(record)} title={titleOf(record)} sure={sayHowSure(record)} />
          <bdi>{explain(record, names, replies[record.id])}</bdi>
        </>
      ) : (
        <bdi>{sayPlan(composer, names)}</bdi>
      )}
    </p>
  );
}

function sayPlan({ waiting, plan, draft }: Composer, { name }: Names): string {
  if (waiting) return IN_WINDOW(name);
  if (!plan || draft.target.trim() === '') return '';
  return plan.ready ? READY : NOT_READY;
}

/** `/` goes to the target, Ctrl + Enter transfers, Esc takes back what is not sent yet. */
function useComposerKeys(
  { undo, waiting }: Composer,
  field: { readonly current: HTMLInputElement | null },
): void {
  useKeys((event) => {
    if (event.repeat || document.querySelector('dialog[open], :popover-open')) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && isCommand && !waiting) {
      document.querySelector<HTMLElement>('#act')?.click();
    } else if (event.key === 'Escape') undo();
    else if (event.key === '/' && !isCommand && !isWriting(event.target)) {
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    }
  });
}
