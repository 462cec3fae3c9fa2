import type { TransferBehaviour } from 'daily-transfer/simulator';
import type { TRY } from '../texts.js';

export type AnswerId = keyof typeof TRY.answers;

/** What an exchange says that does not know REFER. */
export const UNSUPPORTED = 'REFER is not supported by the originating system';

/** SIP's 603; Daily's own word for the end of a call has none for it. */
const DECLINED = {
  completeStatus: 'failed',
  refer_sip_response_code: '202',
  notify_sip_response_code: '603',
};

/** The ways in which the simulated Daily can answer every transfer. */
export const ANSWERS: Readonly<Record<AnswerId, TransferBehaviour>> = {
  usual: {},
  'left-first': { order: 'left-first' },
  refuse: { reply: 'reject', error: UNSUPPORTED },
  stay: { leaves: false },
  'leave-unanswered': { reply: 'silent', leaves: true },
  silent: { reply: 'silent', leaves: false },
  busy: { target: 'busy', referTold: 'completed' },
  'no-answer': { target: 'no-answer', referTold: 'completed', targetAfterMs: 1_500 },
  declines: { target: 'declines', referTold: 'completed', completed: DECLINED },
  'hangs-up': { referTold: 'everything', targetHangsUpAfterMs: 2_000 },
};
