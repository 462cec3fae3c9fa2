import type { SimulatedDaily, TransferBehaviour } from 'daily-transfer/simulator';
import type { WHAT_IF } from '../texts.js';

/** One of the ways in which the simulated Daily can answer every transfer. */
export type AnswerId = keyof typeof WHAT_IF.answers;

export const USUAL_ANSWER: AnswerId = 'usual';

/** What an exchange says that does not know REFER. */
export const UNSUPPORTED = 'REFER is not supported by the originating system';

const BEHAVIOURS: Readonly<Record<AnswerId, TransferBehaviour>> = {
  usual: {},
  'left-first': { order: 'left-first' },
  refuse: { reply: 'reject', error: UNSUPPORTED },
  stay: { leaves: false },
  'leave-unanswered': { reply: 'silent', leaves: true },
  silent: { reply: 'silent', leaves: false },
};

/** Is it the name of an answer? The page has it from a field. */
export function isAnswer(id: string): id is AnswerId {
  return Object.hasOwn(BEHAVIOURS, id);
}

/** From now on every transfer is answered in this way. */
export function answerWith(daily: SimulatedDaily, id: AnswerId): void {
  daily.room('support').onTransfer(() => BEHAVIOURS[id]);
}
