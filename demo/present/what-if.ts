import type { Transferee } from 'daily-transfer';
import { TEXTS, WHAT_IF } from '../texts.js';
import { USUAL_ANSWER, type AnswerId } from '../what-if/answers.js';
import { SCENARIOS, type Scenario } from '../what-if/scenarios.js';
import type { VerbId } from '../what-if/verbs.js';
import { nameOf } from './callers.js';

/** What the panel is made of, as the page keeps it. */
export interface WhatIfState {
  /** Grows by one with every desk that is opened: what a person picked for the last one is forgotten. */
  readonly opening: number;
  readonly scenario?: Scenario | undefined;
  /** The answer that the person picked since the desk was opened. */
  readonly answer?: AnswerId | undefined;
  readonly speed: number;
  readonly isStepping: boolean;
  /** Do webhooks tell how transfers end? */
  readonly withWebhooks: boolean;
  /** Is there a server beside the page that hears them? Not known at first. */
  readonly hasServers?: boolean | undefined;
  /** How many things wait for their time. */
  readonly waiting: number;
  /** The chosen one. */
  readonly caller?: Pick<Transferee, 'name' | 'type'> | undefined;
  /** Every room of the domain. */
  readonly rooms: readonly { name: string; callers: readonly { readonly name: string }[] }[];
}

/** One of several, of which one may be chosen. */
export interface Choice {
  readonly id: string;
  readonly text: string;
  readonly isChosen: boolean;
}

/** Verbs that belong together, and why some cannot be used now. */
export interface VerbGroup {
  readonly title: string;
  /** To whom they happen, where it is one caller. */
  readonly caller?: string | undefined;
  readonly note?: string | undefined;
  readonly verbs: readonly {
    readonly id: VerbId;
    readonly label: string;
    readonly isDisabled: boolean;
  }[];
}

/** What the panel shows. */
export interface WhatIfScreen {
  readonly opening: number;
  readonly scenarios: readonly Choice[];
  readonly story?: Pick<Scenario, 'title' | 'story'> | undefined;
  readonly answers: readonly Choice[];
  readonly webhooks: {
    readonly isOn: boolean;
    readonly isDisabled: boolean;
    readonly note: string;
  };
  readonly speeds: readonly Choice[];
  readonly isStepping: boolean;
  readonly waiting: string;
  readonly groups: readonly VerbGroup[];
  /** Who is in which other room. */
  readonly elsewhere: readonly { readonly room: string; readonly names: readonly string[] }[];
}

/** Says what the panel shows. */
export function presentWhatIf(state: WhatIfState): WhatIfScreen {
  const { opening, scenario, speed, isStepping, waiting, caller, rooms, hasServers } = state;
  return {
    opening,
    scenarios: SCENARIOS.map(({ id, title }) => choice(id, title, id === scenario?.id)),
    story: scenario,
    answers: presentAnswers(state),
    webhooks: {
      isOn: state.withWebhooks,
      isDisabled: hasServers !== true,
      note: hasServers === false ? WHAT_IF.webhooksMissing : WHAT_IF.webhooksHint,
    },
    speeds: WHAT_IF.speeds.map(([value, text]) => choice(String(value), text, value === speed)),
    isStepping,
    waiting: WHAT_IF.waiting(waiting),
    groups: presentGroups(caller),
    elsewhere: rooms
      .filter(({ name, callers }) => name !== 'support' && callers.length > 0)
      .map(({ name, callers }) => ({
        room: name,
        names: callers.map((one) => one.name || TEXTS.noName),
      })),
  };
}

/** The answers; before them the scenario's own, as long as the person has not picked another. */
function presentAnswers({ scenario, answer }: WhatIfState): readonly Choice[] {
  const isScenario = scenario !== undefined && answer === undefined;
  const answers = Object.entries(WHAT_IF.answers).map(([id, text]) =>
    choice(id, text, !isScenario && id === (answer ?? USUAL_ANSWER)),
  );
  return isScenario ? [choice('scenario', WHAT_IF.asScenario, true), ...answers] : answers;
}

function presentGroups(caller: WhatIfState['caller']): readonly VerbGroup[] {
  const { callers, chosen, network, rights, room } = WHAT_IF.groups;
  const isDialled = caller?.type.endsWith('-dial-out') ?? false;
  const verb = (id: VerbId, isDisabled = false) => ({ id, label: WHAT_IF.verbs[id], isDisabled });
  const verbs = (...ids: readonly VerbId[]) => ids.map((id) => verb(id));
  return [
    { title: callers, verbs: verbs('new-callers', 'web-guest', 'show-hidden') },
    {
      title: chosen,
      caller: caller && nameOf(caller),
      note: caller ? (isDialled ? undefined : WHAT_IF.notDialled) : WHAT_IF.nobodyChosen,
      verbs: [
        ...(['hang-up', 'hide', 'dial-warning', 'dial-error'] as const).map((id) =>
          verb(id, !caller),
        ),
        verb('answer', !isDialled),
      ],
    },
    {
      title: network,
      verbs: verbs('network-down', 'network-up', 'machine-silent', 'machine-awake'),
    },
    { title: rights, verbs: verbs('revoke-owner', 'grant-owner', 'eject') },
    { title: room, verbs: verbs('end-meeting', 'peer', 'sfu', 'repeat') },
  ];
}

function choice(id: string, text: string, isChosen: boolean): Choice {
  return { id, text, isChosen };
}
