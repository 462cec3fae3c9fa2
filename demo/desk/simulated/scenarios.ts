import type { SimulatedDaily, TransferBehaviour, TransferAttempt } from 'daily-transfer/simulator';
import { STORIES } from '../texts.js';
import type { Draft } from '../transfer/request.js';
import { BEHAVIOURS, UNSUPPORTED } from './answers.js';

/**
 * Something that can happen to a transfer, set up in a fresh simulated room with the everyday callers in it.
 * The person has only to press Transfer. Whatever takes time takes the simulation's own.
 */
export interface Scenario {
  readonly id: ScenarioId;
  readonly title: string;
  /** What will happen, and what to watch for. */
  readonly story: string;
  /** The name of the caller to choose. */
  readonly caller: string;
  /** Where that caller is to go, and how. */
  readonly draft: Partial<Draft>;
  /** Only webhooks can tell how it ends. */
  readonly needsWebhooks: boolean;
  prepare(daily: SimulatedDaily): void;
}

export type ScenarioId = keyof typeof STORIES;

type Plot = Pick<Scenario, 'draft'> & {
  readonly needsWebhooks?: boolean;
  /** What goes on when the transfer is sent, and how Daily answers it. */
  readonly onTransfer: (
    daily: SimulatedDaily,
    attempt: TransferAttempt,
  ) => TransferBehaviour | undefined;
};

const BILLING: Partial<Draft> = { target: 'Billing' };
const QUEUE: Partial<Draft> = { target: 'PBX queue' };
const IMPATIENT: Partial<Draft> = { ...QUEUE, deadline: '5' };

/** Daily's word for a session that is no longer in the room. */
const GONE: TransferBehaviour = { reply: 'reject', error: 'invalid sessionId', afterMs: 400 };

const PLOTS: Readonly<Record<ScenarioId, Plot>> = {
  'room-to-room': { draft: BILLING, onTransfer: () => undefined },
  'refer-accepted': { draft: QUEUE, onTransfer: () => undefined },
  'refer-declined': {
    draft: QUEUE,
    onTransfer: () => ({ reply: 'reject', error: '603 Decline' }),
  },
  busy: {
    draft: { target: 'Doctor on call' },
    needsWebhooks: true,
    onTransfer: () => BEHAVIOURS.busy,
  },
  'refer-unsupported': {
    draft: QUEUE,
    onTransfer: (_daily, { method }) =>
      method === 'sipRefer' ? { reply: 'reject', error: UNSUPPORTED } : undefined,
  },
  'caller-hangs-up': {
    draft: QUEUE,
    onTransfer: (daily, { sessionId }) => {
      daily.after(150, () => daily.room('support').hangUp(sessionId));
      return GONE;
    },
  },
  'never-answered': {
    draft: IMPATIENT,
    onTransfer: () => ({ reply: 'silent', leaves: false }),
  },
  'leaves-unanswered': {
    draft: QUEUE,
    onTransfer: () => ({ reply: 'silent', leaves: true }),
  },
  'never-leaves': { draft: IMPATIENT, onTransfer: () => ({ leaves: false }) },
  'network-drops': {
    draft: QUEUE,
    onTransfer: (daily) => {
      daily.after(200, () => daily.room('support').networkDown());
      daily.after(3_000, () => daily.room('support').networkUp());
      return { betweenMs: 600 };
    },
  },
  'owner-revoked': {
    draft: QUEUE,
    onTransfer: (daily) => {
      daily.after(300, () => daily.room('support').revokeOwner());
      return { betweenMs: 600 };
    },
  },
  'room-ends': {
    draft: QUEUE,
    onTransfer: (daily) => {
      daily.after(700, () => daily.room('support').endMeeting());
      return { betweenMs: 5_000 };
    },
  },
  'two-agents': {
    draft: BILLING,
    onTransfer: (daily, { sessionId }) => {
      daily.after(150, () => moveBySomebodyElse(daily, sessionId));
      return GONE;
    },
  },
  storm: {
    draft: BILLING,
    onTransfer: (daily) => {
      for (let count = 1; count <= 50; count += 1) {
        daily.after(40 * count, () => comeAndGo(daily, count));
      }
      return { afterMs: 800, betweenMs: 1_000 };
    },
  },
};

/** Every scenario, in the order of the stories: the everyday ones first. */
export const SCENARIOS: readonly Scenario[] = (Object.keys(STORIES) as ScenarioId[]).map((id) => {
  const { draft, onTransfer, needsWebhooks = false } = PLOTS[id];
  const prepare = (daily: SimulatedDaily): void =>
    daily.room('support').onTransfer((attempt) => onTransfer(daily, attempt));
  const { title, story } = STORIES[id];
  return { id, title, story, caller: 'Alice', draft, needsWebhooks, prepare };
});

/** The scenario of that name; of a name that nobody knows, the first one. */
export function findScenario(id: string | null): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.id === id) ?? SCENARIOS[0];
  if (!found) throw new Error('there is no scenario');
  return found;
}

/** Another page's transfer of the caller comes through: they leave this room and arrive in another. */
function moveBySomebodyElse(daily: SimulatedDaily, sessionId: string): void {
  const room = daily.room('support');
  const caller = room.callers.find((one) => one.sessionId === sessionId);
  if (!caller) return;
  room.hangUp(sessionId);
  daily.after(100, () => daily.room('sales').dialIn({ name: caller.name, from: caller.address }));
}

/** One caller of many: every third is hidden for a while, every third hangs up, the others stay. */
function comeAndGo(daily: SimulatedDaily, count: number): void {
  const room = daily.room('support');
  const from = `sip:caller-${count}@pbx.example.com`;
  const caller = room.dialIn({ name: `Caller ${count}`, from });
  if (count % 3 === 1) {
    daily.after(200, () => room.hide(caller));
    daily.after(500, () => room.show(caller));
  }
  if (count % 3 === 2) daily.after(400, () => room.hangUp(caller));
}
