import type { TransferErrorCode } from 'daily-transfer';
import type { Behaviour, Stage } from './genuine-stage.js';

/** What happens, what is told of it, and how the record reads. */
export interface Scenario {
  readonly name: string;
  readonly daily?: Behaviour;
  readonly happen: (stage: Stage) => Promise<void>;
  readonly events: readonly string[];
  readonly timeline: readonly string[];
  readonly code?: TransferErrorCode;
  readonly cause?: unknown;
}

const BEGUN = ['requested', 'updated requested'];
const SENT = '0 sent (app) requested';
const HANDED_OFF = ['handed-off no', 'updated handed-off no'];
const ACCEPTED = ['accepted', 'updated accepted'];
const CALL_ENDED = [
  'transferees-changed 0',
  'unconfirmed call-ended no',
  'updated unconfirmed call-ended no',
];

/** Everything that can become of one transfer, in the same time on every call object. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'Daily says yes, then the caller leaves',
    happen: (stage) => stage.advance(500),
    events: [...BEGUN, ...ACCEPTED, 'transferees-changed 0', ...HANDED_OFF],
    timeline: [
      SENT,
      '120 daily-said-yes (daily-answer) accepted',
      '320 transferee-left (participant-left) handed-off',
    ],
  },
  {
    name: 'the caller leaves, then Daily says yes',
    daily: { order: 'left-first' },
    happen: (stage) => stage.advance(500),
    events: [...BEGUN, 'transferees-changed 0', 'updated requested', ...HANDED_OFF],
    timeline: [
      SENT,
      '120 transferee-left (participant-left) requested',
      '320 daily-said-yes (daily-answer) handed-off',
    ],
  },
  {
    name: 'the leg stops before the caller leaves, twice',
    daily: { stopped: 'before', left: 'doubled' },
    happen: (stage) => stage.advance(500),
    events: [...BEGUN, ...ACCEPTED, 'transferees-changed 0', ...HANDED_OFF],
    timeline: [
      SENT,
      '120 daily-said-yes (daily-answer) accepted',
      '320 transferee-left (participant-left) handed-off',
    ],
  },
  {
    name: 'Daily answers twice',
    daily: { answers: 2 },
    happen: (stage) => stage.advance(500),
    events: [...BEGUN, ...ACCEPTED, 'transferees-changed 0', ...HANDED_OFF],
    timeline: [
      SENT,
      '120 daily-said-yes (daily-answer) accepted',
      '320 transferee-left (participant-left) handed-off',
    ],
  },
  {
    name: 'Daily says no with a string',
    daily: { reply: 'reject', error: 'not now' },
    happen: (stage) => stage.advance(500),
    events: [...BEGUN, 'failed rejected safe', 'updated failed rejected safe'],
    timeline: [SENT, '120 daily-said-no (daily-answer) failed'],
    code: 'rejected',
    cause: 'not now',
  },
  {
    name: 'Daily says no with an object',
    daily: { reply: 'reject', error: { code: 603, text: 'Decline' } },
    happen: (stage) => stage.advance(500),
    events: [...BEGUN, 'failed rejected safe', 'updated failed rejected safe'],
    timeline: [SENT, '120 daily-said-no (daily-answer) failed'],
    code: 'rejected',
    cause: { code: 603, text: 'Decline' },
  },
  {
    name: 'Daily never answers',
    daily: { reply: 'silent' },
    happen: (stage) => stage.advance(45_000),
    events: [...BEGUN, 'unconfirmed daily-silent ask', 'updated unconfirmed daily-silent ask'],
    timeline: [SENT, '45000 deadline-over (clock) unconfirmed'],
    code: 'daily-silent',
  },
  {
    name: 'Daily says yes and the caller never leaves',
    daily: { leaves: false },
    happen: (stage) => stage.advance(45_000),
    events: [
      ...BEGUN,
      ...ACCEPTED,
      'unconfirmed never-left ask',
      'updated unconfirmed never-left ask',
    ],
    timeline: [
      SENT,
      '120 daily-said-yes (daily-answer) accepted',
      '45000 deadline-over (clock) unconfirmed',
    ],
    code: 'never-left',
  },
  {
    name: 'the caller leaves and Daily never answers',
    daily: { reply: 'silent', leaves: true, order: 'left-first' },
    happen: (stage) => stage.advance(11_000),
    events: [
      ...BEGUN,
      'transferees-changed 0',
      'updated requested',
      'unconfirmed left-unanswered no',
      'updated unconfirmed left-unanswered no',
    ],
    timeline: [
      SENT,
      '120 transferee-left (participant-left) requested',
      '10120 grace-over (clock) unconfirmed',
    ],
    code: 'left-unanswered',
  },
  {
    name: 'the caller leaves and Daily says yes too late',
    daily: { order: 'left-first', betweenMs: 20_000 },
    happen: (stage) => stage.advance(21_000),
    events: [
      ...BEGUN,
      'transferees-changed 0',
      'updated requested',
      'unconfirmed left-unanswered no',
      'updated unconfirmed left-unanswered no',
      'handed-off no late corrected',
      'updated handed-off no late corrected',
    ],
    timeline: [
      SENT,
      '120 transferee-left (participant-left) requested',
      '10120 grace-over (clock) unconfirmed',
      '20120 daily-said-yes (daily-answer) handed-off late',
    ],
    code: 'left-unanswered',
  },
  {
    name: 'the caller hangs up, then Daily says no',
    daily: { reply: 'reject', error: 'invalid sessionId' },
    happen: async (stage) => {
      await stage.advance(50);
      await stage.hangUp();
      await stage.advance(500);
    },
    events: [
      ...BEGUN,
      'transferees-changed 0',
      'updated requested',
      'failed transferee-left no',
      'updated failed transferee-left no',
    ],
    timeline: [
      SENT,
      '50 transferee-left (participant-left) requested',
      '120 daily-said-no (daily-answer) failed',
    ],
    code: 'transferee-left',
    cause: 'invalid sessionId',
  },
  {
    name: 'the caller is hidden and Daily says no',
    daily: { reply: 'reject', error: 'no' },
    happen: async (stage) => {
      await stage.hide();
      await stage.advance(500);
    },
    events: [
      ...BEGUN,
      'transferees-changed 0',
      'updated requested',
      'failed rejected ask',
      'updated failed rejected ask',
    ],
    timeline: [
      SENT,
      '0 transferee-hidden (participant-left) requested',
      '120 daily-said-no (daily-answer) failed',
    ],
    code: 'rejected',
    cause: 'no',
  },
  {
    name: 'the caller is hidden, shown again and leaves',
    happen: async (stage) => {
      await stage.hide();
      await stage.show();
      await stage.advance(500);
    },
    events: [
      ...BEGUN,
      'transferees-changed 0',
      'updated requested',
      'transferees-changed 1',
      'updated requested',
      ...ACCEPTED,
      'transferees-changed 0',
      ...HANDED_OFF,
    ],
    timeline: [
      SENT,
      '0 transferee-hidden (participant-left) requested',
      '0 transferee-shown (call-event) requested',
      '120 daily-said-yes (daily-answer) accepted',
      '320 transferee-left (participant-left) handed-off',
    ],
  },
  {
    name: 'the network is lost and comes back',
    // Of an answer and an event that wait together, a browser tells the answer's promise first; other places not.
    daily: { order: 'left-first' },
    happen: async (stage) => {
      await stage.advance(50);
      await stage.networkDown();
      await stage.advance(7_950);
      await stage.networkUp();
      await stage.advance(0);
    },
    events: [
      ...BEGUN,
      'updated requested',
      'updated requested',
      'transferees-changed 0',
      'updated requested',
      ...HANDED_OFF,
    ],
    timeline: [
      SENT,
      '50 network-interrupted (call-event) requested',
      '8000 network-recovered (call-event) requested',
      '8000 transferee-left (participant-left) requested',
      '8000 daily-said-yes (daily-answer) handed-off',
    ],
  },
  {
    name: 'the network is lost for good',
    happen: async (stage) => {
      await stage.advance(50);
      await stage.networkDown();
      await stage.advance(60_000);
    },
    events: [
      ...BEGUN,
      'updated requested',
      'unconfirmed daily-silent ask',
      'updated unconfirmed daily-silent ask',
    ],
    timeline: [
      SENT,
      '50 network-interrupted (call-event) requested',
      '60000 deadline-over (clock) unconfirmed',
    ],
    code: 'daily-silent',
  },
  {
    name: 'rights are taken while it runs',
    happen: async (stage) => {
      await stage.advance(50);
      await stage.revokeRights();
      await stage.advance(450);
    },
    events: [...BEGUN, ...ACCEPTED, 'transferees-changed 0', ...HANDED_OFF],
    timeline: [
      SENT,
      '120 daily-said-yes (daily-answer) accepted',
      '320 transferee-left (participant-left) handed-off',
    ],
  },
  {
    name: 'we leave the meeting',
    happen: (stage) => stage.leaveMeeting(),
    events: [...BEGUN, ...CALL_ENDED],
    timeline: [SENT, '0 call-ended (call-event) unconfirmed'],
    code: 'call-ended',
  },
  {
    name: 'we are ejected',
    happen: (stage) => stage.eject(),
    events: [...BEGUN, ...CALL_ENDED],
    timeline: [SENT, '0 call-ended (call-event) unconfirmed'],
    code: 'call-ended',
  },
  {
    name: 'the call object is destroyed',
    happen: (stage) => stage.destroy(),
    events: [...BEGUN, ...CALL_ENDED],
    timeline: [SENT, '0 call-ended (call-event) unconfirmed'],
    code: 'call-ended',
  },
  {
    name: 'the app detaches',
    happen: (stage) => Promise.resolve(stage.controller.detach()),
    events: [...BEGUN, 'unconfirmed detached ask', 'updated unconfirmed detached ask'],
    timeline: [SENT, '0 detached (app) unconfirmed'],
    code: 'detached',
  },
];
