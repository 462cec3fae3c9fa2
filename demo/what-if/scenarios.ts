import type { SimulatedDaily, TransferBehaviour, TransferAttempt } from 'daily-transfer/simulator';
import type { Fields } from '../present/fields.js';
import { STORIES } from '../texts.js';
import { UNSUPPORTED } from './answers.js';

/**
 * Something that can happen to a transfer, set up in a fresh simulated room with the everyday callers in it.
 * The person has only to press Transfer. Whatever takes time takes the simulation's own.
 */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** What will happen, and what to watch for. */
  readonly story: string;
  /** The name of the caller to choose. */
  readonly caller: string;
  /** What to write into the form. */
  readonly fields: Partial<Fields>;
  prepare(daily: SimulatedDaily): void;
}

type Plot = Pick<Scenario, 'fields'> & {
  /** What goes on when the transfer is sent, and how Daily answers it. */
  readonly onTransfer: (
    daily: SimulatedDaily,
    attempt: TransferAttempt,
  ) => TransferBehaviour | undefined;
};

const BILLING: Partial<Fields> = { target: 'sip:billing@acme.sip.daily.co' };
const QUEUE: Partial<Fields> = { target: 'sip:queue@pbx.example.com' };
const IMPATIENT: Partial<Fields> = { ...QUEUE, deadline: '5' };

/** Daily's word for a session that is no longer in the room. */
const GONE: TransferBehaviour = { reply: 'reject', error: 'invalid sessionId', afterMs: 400 };

const PLOTS: Readonly<Record<keyof typeof STORIES, Plot>> = {
  'room-to-room': { fields: BILLING, onTransfer: () => undefined },
  'refer-accepted': { fields: QUEUE, onTransfer: () => undefined },
  'refer-refused': {
    fields: QUEUE,
    onTransfer: () => ({ reply: 'reject', error: '603 Decline' }),
  },
  'refer-unsupported': {
    fields: QUEUE,
    onTransfer: (_daily, { method }) =>
      method === 'sipRefer' ? { reply: 'reject', error: UNSUPPORTED } : undefined,
  },
  'caller-hangs-up': {
    fields: QUEUE,
    onTransfer: (daily, { sessionId }) => {
      daily.after(150, () => daily.room('support').hangUp(sessionId));
      return GONE;
    },
  },
  'never-answered': {
    fields: IMPATIENT,
    onTransfer: () => ({ reply: 'silent', leaves: false }),
  },
  'leaves-unanswered': {
    fields: QUEUE,
    onTransfer: () => ({ reply: 'silent', leaves: true }),
  },
  'never-leaves': { fields: IMPATIENT, onTransfer: () => ({ leaves: false }) },
  'network-drops': {
    fields: QUEUE,
    onTransfer: (daily) => {
      daily.after(200, () => daily.room('support').networkDown());
      daily.after(3_000, () => daily.room('support').networkUp());
      return { betweenMs: 600 };
    },
  },
  'owner-revoked': {
    fields: QUEUE,
    onTransfer: (daily) => {
      daily.after(300, () => daily.room('support').revokeOwner());
      return { betweenMs: 600 };
    },
  },
  'room-ends': {
    fields: QUEUE,
    onTransfer: (daily) => {
      daily.after(700, () => daily.room('support').endMeeting());
      return { betweenMs: 5_000 };
    },
  },
  'two-agents': {
    fields: BILLING,
    onTransfer: (daily, { sessionId }) => {
      daily.after(150, () => moveBySomebodyElse(daily, sessionId));
      return GONE;
    },
  },
  storm: {
    fields: BILLING,
    onTransfer: (daily) => {
      for (let count = 1; count <= 50; count += 1) {
        daily.after(40 * count, () => comeAndGo(daily, count));
      }
      return { afterMs: 800, betweenMs: 1_000 };
    },
  },
};

/** Every scenario, the everyday ones first. */
export const SCENARIOS: readonly Scenario[] = Object.entries(PLOTS).map(
  ([id, { fields, onTransfer }]) => {
    const { title, story } = STORIES[id as keyof typeof STORIES];
    const prepare = (daily: SimulatedDaily): void =>
      daily.room('support').onTransfer((attempt) => onTransfer(daily, attempt));
    return { id, title, story, caller: 'Alice', fields, prepare };
  },
);

/** The scenario that the address names: `#scenario=refer-refused`. */
export function findScenario(hash: string): Scenario | undefined {
  const id = new URLSearchParams(hash.replace(/^#/, '')).get('scenario');
  return SCENARIOS.find((scenario) => scenario.id === id);
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
