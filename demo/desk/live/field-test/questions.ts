import type { CheckCode, TransferMethod } from 'daily-transfer';
import {
  judgeAdmin,
  judgeBusy,
  judgePhoneCaller,
  judgePromise,
  type Judge,
  type Verdict,
} from './judges.js';

/** What a person types once, for all steps that send there. */
export const TARGETS = {
  room: 'SIP address of another room of yours',
  sip: 'SIP address outside Daily',
  phone: 'Phone number',
  busy: 'Target that is busy or does not answer',
} as const;

export type TargetKind = keyof typeof TARGETS;

/** An open question about Daily, and the step of the field test that answers it. */
export interface Question {
  readonly id: string;
  readonly asked: string;
  /** What the code assumes and does as long as nobody knows. Code in backquotes. */
  readonly assumed: string;
  /** Which call to place, and which button to press. */
  readonly todo: string;
  /** The request to send: of the caller who came last, or of a session that nobody has. */
  readonly send?: {
    readonly method: TransferMethod;
    readonly to: TargetKind;
    readonly of?: 'nobody';
    /** The check that stands in the way on purpose. */
    readonly despite?: CheckCode;
  };
  /** What the events and the promise say. */
  readonly weigh?: Judge;
  /** The step in which it is seen, where it needs none of its own. */
  readonly seenIn?: string;
  /** What only a person can tell, and what each answer says of the assumption. */
  readonly answers?: Readonly<Record<string, Verdict>>;
}

/** Everything about Daily that nobody here could find out; `docs/not-known.md` is written from it. */
export const QUESTIONS: readonly Question[] = [
  {
    id: 'rejection',
    asked:
      'What Daily rejects with for a missing right, an unknown session, an unreachable target, a refused REFER.',
    assumed: 'It rejects, with anything: `cause` is kept as it comes, and nothing is read into it.',
    todo: 'Nobody has to call. The request is for a session that nobody has; other steps show what other refusals look like.',
    send: { method: 'sipCallTransfer', to: 'room', of: 'nobody', despite: 'transferee-present' },
    weigh: ({ yes, no }) => [no, yes],
  },
  {
    id: 'promise',
    asked:
      "When Daily's promise resolves: when the request is taken, when a REFER is answered, or later; before or after the caller leaves.",
    assumed:
      'Any order gives the same end, as long as the caller leaves within 45 s and Daily answers within 10 s of that.',
    todo: 'Call the room by SIP or phone. Transfer, let the target answer, and stop when the caller has left.',
    send: { method: 'sipCallTransfer', to: 'room' },
    weigh: judgePromise,
  },
  {
    id: 'refused-refer',
    asked: 'Whether a refused REFER leaves the caller in the room.',
    assumed:
      "It does. The room is looked at before Daily's no is judged: a caller who is here makes it `rejected`, one who is gone `transferee-left`.",
    todo: 'Call the room from a SIP system that does not take REFER. Transfer, and stop when Daily has said no.',
    send: { method: 'sipRefer', to: 'sip' },
    weigh: ({ no, left }) => [no, no && left],
  },
  {
    id: 'dial-out',
    asked: 'Whether dial-out events fire in the source room for the target.',
    assumed: 'They do not, and are not taken for its answer.',
    todo: 'It is seen in the same call.',
    seenIn: 'promise',
    weigh: ({ left, after }) => [
      left,
      after.some(({ name }) => /^dialout-(connected|answered)$/.test(name)),
    ],
  },
  {
    id: 'refer-webhooks',
    asked: 'Which webhooks a REFER gets, and whether they say how it ended.',
    assumed:
      "They do not say it. Daily's pages contradict each other about `answered` and `completed`; the status and the SIP codes in `calltransfer.completed` stand in an unreleased description of the API. What is there is read; what is missing is not guessed, and the outcome stays `inferred`.",
    todo: 'Call the room from a SIP system that takes REFER, with a webhook of the domain for `calltransfer.*`. Transfer, answer, hang up, stop, and look at what the webhook got.',
    send: { method: 'sipRefer', to: 'sip' },
    answers: {
      'only triggered and initiated': 'held',
      'completed too, without a status or SIP codes': 'held',
      'answered too, without a status or SIP codes': 'contradicted',
      'completed too, with a status or SIP codes': 'contradicted',
    },
  },
  {
    id: 'phone-caller',
    asked: 'What type and address a pinless phone caller has.',
    assumed:
      "The type decides first, an address that is a number counts as the phone network, and a carrier's host counts as unknown, so that no phone caller is sent away by REFER.",
    todo: 'Start, then call the room by its phone number, and stop when the caller is here.',
    weigh: judgePhoneCaller,
  },
  {
    id: 'refer-to-daily',
    asked: 'What the server does with a REFER to a Daily room.',
    assumed: 'It refuses. The check `refer-target-outside` refuses first; an override sends it.',
    todo: 'Call the room from a SIP system that takes REFER. Transfer, and stop when nothing more happens.',
    send: { method: 'sipRefer', to: 'room', despite: 'refer-target-outside' },
    weigh: ({ yes, no, left }) => [no, yes && left],
  },
  {
    id: 'anchored',
    asked: 'Whether an anchored transfer outlives its source room.',
    assumed: 'It may not: `consequences` do not promise it.',
    todo: 'Call the room. Transfer, let the target answer, stop, and close the room. Do the two still hear each other?',
    send: { method: 'sipCallTransfer', to: 'phone' },
    answers: { no: 'held', yes: 'contradicted' },
  },
  {
    id: 'admin',
    asked: "Whether `canAdmin: ['participants']` is enough for a transfer.",
    assumed:
      'It is. The reference pages say owner or admin, the telephony guide says owner. If the server does not take it as enough, its no is `rejected`.',
    todo: 'Join again with a token that has this right and not `is_owner`. Call the room, transfer, and stop when Daily has answered.',
    send: { method: 'sipCallTransfer', to: 'room' },
    weigh: judgeAdmin,
  },
  {
    id: 'busy',
    asked: 'What becomes of the caller when the target is busy or silent.',
    assumed: 'By then the caller has left the room. Nothing brings them back.',
    todo: 'Call the room. Transfer, do not answer, and stop after a minute.',
    send: { method: 'sipCallTransfer', to: 'busy' },
    weigh: judgeBusy,
  },
  {
    id: 'approval',
    asked:
      'Whether a transfer to a phone number needs the same approval as a dial-out: `enable_dialout` on the room, and dial-out approved for the domain.',
    assumed: "It does. Daily's no is `rejected`, and the caller is still here.",
    todo: 'Call a room without `enable_dialout`. Transfer, and stop when Daily has answered.',
    send: { method: 'sipCallTransfer', to: 'phone' },
    weigh: ({ yes, no, left }) => [no, yes ?? left],
  },
  {
    id: 'webhook-time',
    asked: "In which unit `X-Webhook-Timestamp` counts for a domain's webhooks.",
    assumed: 'Seconds and milliseconds are both read.',
    todo: 'Look at the header of any webhook that the domain got.',
    answers: {
      '10 digits, seconds': 'held',
      '13 digits, milliseconds': 'held',
      'something else': 'contradicted',
    },
  },
];
