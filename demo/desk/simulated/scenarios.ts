import type { SimulatedDaily, TransferAttempt, TransferBehaviour } from 'daily-transfer/simulator';
import { STORIES } from '../texts.js';
import type { Draft } from '../transfer/request.js';
import { ANSWERS, UNSUPPORTED } from './answers.js';

/**
 * Something that can happen to Alice, one of the everyday callers in a fresh simulated room. The person has only
 * to press Transfer. Whatever takes time takes the simulation's own.
 */
export interface Scenario {
  /** Where she is to go, and how. */
  readonly draft: Partial<Draft>;
  /** Only webhooks can tell how it ends. */
  readonly needsWebhooks?: boolean;
  /** What goes on when the transfer is sent, and how Daily answers it; if not as usual. */
  readonly onTransfer?: (
    daily: SimulatedDaily,
    attempt: TransferAttempt,
  ) => TransferBehaviour | undefined;
}

export type ScenarioId = keyof typeof STORIES;

const BILLING: Partial<Draft> = { target: 'Billing' };
const QUEUE: Partial<Draft> = { target: 'PBX queue' };
const IMPATIENT: Partial<Draft> = { ...QUEUE, deadline: '5' };

/** Daily's word for a session that is no longer in the room. */
const GONE: TransferBehaviour = { reply: 'reject', error: 'invalid sessionId', afterMs: 400 };

export const SCENARIOS: Readonly<Record<ScenarioId, Scenario>> = {
  'room-to-room': { draft: BILLING },
  'refer-accepted': { draft: QUEUE },
  'refer-declined': {
    draft: QUEUE,
    onTransfer: () => ({ reply: 'reject', error: '603 Decline' }),
  },
  busy: {
    draft: { target: 'Doctor on call' },
    needsWebhooks: true,
    onTransfer: () => ANSWERS.busy,
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

/** In the order of their stories: the everyday ones first. */
export const SCENARIO_IDS = Object.keys(STORIES) as readonly ScenarioId[];

/** The scenario of that name; of a name that nobody knows, the first one. */
export function findScenario(name: string | null): ScenarioId {
  return SCENARIO_IDS.find((id) => id === name) ?? 'room-to-room';
}

/** From now on it goes in the simulated room as the scenario has it. */
export function play({ onTransfer }: Scenario, daily: SimulatedDaily): void {
  daily.room('support').onTransfer((attempt) => onTransfer?.(daily, attempt));
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
