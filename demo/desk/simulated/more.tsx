import type { Transferee } from 'daily-transfer';
import type { SimulatedDaily } from 'daily-transfer/simulator';
import { useState } from 'react';
import { TRY } from '../texts.js';
import { Choice } from '../transfer/options.js';
import { ANSWERS, type AnswerId } from './answers.js';
import { play, type Scenario } from './scenarios.js';
import { VERBS, type VerbId } from './verbs.js';

interface MoreProps {
  readonly scenario: Scenario;
  readonly daily: SimulatedDaily | undefined;
  /** The chosen one. */
  readonly caller: Transferee | undefined;
  readonly webhooks: { readonly isOn: boolean; readonly hasServers: boolean | undefined };
  readonly onWebhooks: (isOn: boolean) => void;
  readonly undoSeconds: number;
  readonly onUndoSeconds: (seconds: number) => void;
}

/** How the simulated Daily answers, and everything that can be made to happen in the room by hand. */
export function More(props: MoreProps) {
  const { scenario, daily, caller, webhooks, onWebhooks, undoSeconds, onUndoSeconds } = props;
  const [answer, setAnswer] = useState<AnswerId | 'own'>('own');
  return (
    <>
      <div className="grid">
        <Choice
          label={TRY.answer}
          value={answer}
          choices={{ own: TRY.own, ...TRY.answers }}
          onChoose={(id) => {
            setAnswer(id);
            if (!daily) return;
            if (id === 'own') play(scenario, daily);
            else daily.room('support').onTransfer(() => ANSWERS[id]);
          }}
        />
        <Choice
          label={TRY.undo}
          value={String(undoSeconds)}
          choices={UNDO_WINDOWS}
          onChoose={(seconds) => onUndoSeconds(Number(seconds))}
        />
      </div>
      <label>
        <input
          type="checkbox"
          checked={webhooks.isOn}
          disabled={webhooks.hasServers !== true}
          onChange={(event) => onWebhooks(event.currentTarget.checked)}
        />
        {TRY.webhooks}
      </label>
      <p className="note">
        {webhooks.hasServers === false ? TRY.webhooksMissing : TRY.webhooksHint}
      </p>
      <h2>{TRY.byHand}</h2>
      {GROUPS.map(([group, verbs]) => (
        <div key={group} className="verbs" role="group" aria-label={TRY.groups[group]}>
          <span>{TRY.groups[group]}</span>
          {verbs.map((verb) => (
            <button
              key={verb}
              type="button"
              className="chip"
              disabled={group === 'chosen' && !canBeDone(verb, caller)}
              onClick={() => daily && VERBS[verb](daily.room('support'), caller?.sessionId ?? '')}
            >
              {TRY.verbs[verb]}
            </button>
          ))}
        </div>
      ))}
      <p className="note">{TRY.notDialled}</p>
    </>
  );
}

const UNDO_WINDOWS: Readonly<Record<string, string>> = { 0: TRY.undoOff, 4: '4 s', 10: '10 s' };

const GROUPS: readonly (readonly [keyof typeof TRY.groups, readonly VerbId[]])[] = [
  ['callers', ['new-callers', 'web-guest', 'show-hidden']],
  ['chosen', ['hang-up', 'hide', 'dial-warning', 'dial-error', 'answer']],
  ['network', ['network-down', 'network-up', 'machine-silent', 'machine-awake']],
  ['rights', ['revoke-owner', 'grant-owner', 'eject']],
  ['room', ['end-meeting', 'peer', 'sfu', 'repeat']],
];

function canBeDone(verb: VerbId, caller: Transferee | undefined): boolean {
  return caller !== undefined && (verb !== 'answer' || caller.type.endsWith('-dial-out'));
}
