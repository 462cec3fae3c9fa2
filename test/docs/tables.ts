import type {
  Signal,
  TransferControllerOptions,
  TransferErrorCode,
  TransferEventName,
} from 'daily-transfer';
import { ENDPOINT_PROBLEMS, isOverridable, parseEndpoint, TransferError } from 'daily-transfer';
import { QUESTIONS } from '../../demo/desk/live/field-test/questions.js';
import { ENDPOINT_EXAMPLES } from '../../src/domain/endpoint/endpoint-examples.js';
import type { Target } from '../../src/domain/plan/choose-method.js';
import { chooseMethod, type DecisionFacts } from '../../src/domain/plan/choose-method.js';
import type { CheckCode } from '../../src/domain/plan/check.js';
import { CHECK_CODES } from '../../src/domain/plan/checks.js';
import type { TransferRequest } from '../../src/domain/plan/request.js';
import { findSettlement } from '../../src/domain/transfer/settlement.js';

type Row = readonly string[];

/** The tables of README and docs, by name. */
export const TABLES: Readonly<Record<string, () => string>> = {
  decision: () => table(['#', 'when', 'method', '`because`'], decisionRows()),
  checks: () => table(['check', 'passes when', 'override'], checkRows()),
  events: () => table(['event', 'payload', 'when'], eventRows()),
  settlement: () =>
    table(['Daily said', 'the caller is', 'ended by', 'status', 'code', 'retry'], settlementRows()),
  problems: () => table(['problem', 'fault', 'example', 'what to do'], problemRows()),
  errors: () => table(['code', 'what happened', 'what to do'], errorRows()),
  options: () => table(['option', 'default', 'what it does'], optionRows(OPTIONS)),
  request: () => table(['field', 'default', 'what it does'], optionRows(REQUEST)),
  questions: () =>
    QUESTIONS.map(({ asked, assumed }, at) => `${at + 1}. **${asked}** Assumed: ${assumed}`).join(
      '\n',
    ),
};

function table(head: Row, rows: readonly Row[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return lines.join('\n');
}

const code = (text: string) => `\`${text}\``;

function target(text: string): Target {
  const endpoint = parseEndpoint(text);
  if (endpoint.kind === 'invalid') throw new Error(endpoint.message);
  return endpoint;
}

/** For each row of the rule facts that it is the first to match. */
function decisionRows(): readonly Row[] {
  const outside = target('sip:queue@pbx.example.com');
  const facts = (more: Partial<DecisionFacts>): DecisionFacts => ({
    target: outside,
    prefer: 'direct',
    ...more,
  });
  const matching = [
    facts({ requested: 'sipRefer' }),
    facts({ target: target('+14155552671') }),
    facts({ target: target('sip:billing@acme.sip.daily.co') }),
    facts({ prefer: 'anchored' }),
    facts({ transfereeType: 'pstn-dial-in' }),
    facts({ transfereeAddress: target('sip:lobby@acme.sip.daily.co') }),
    facts({}),
    facts({ transfereeAddress: target('sip:alice@home.example.net') }),
  ];
  return matching.map((one, place) => {
    const { considered } = chooseMethod(one);
    const row = considered[place];
    if (!row?.matched || considered.length !== matching.length) {
      throw new Error(`nothing here makes row ${place} of the rule match`);
    }
    const method = place === 0 ? 'the one it names' : code(row.method ?? '');
    return [String(row.row), row.message, method, code(row.reason)];
  });
}

const CHECKS: Readonly<Record<CheckCode, string>> = {
  'call-alive': 'the controller is attached, and the call object is not destroyed',
  'method-available': 'this daily-js has the method',
  joined: 'the call object has joined the meeting',
  'may-transfer':
    'the local participant is an owner, or `canAdmin` is `true` or holds `participants`',
  'network-up': 'signalling is not known to be interrupted',
  'transferee-present': 'the session is in the room, and it is not your own',
  'transferee-is-telephony': 'the participant came by SIP or phone',
  'not-already-transferring':
    'no other transfer of this caller is under way; the same request joins it and passes',
  'target-valid': 'the target is a valid address of a kind that is sent; see [targets](targets.md)',
  'target-elsewhere': 'the target is neither the room that the caller dialled nor the caller',
  'target-allowed': '`allowTargets` allows the target; without it, rooms of your `domain` only',
  'caller-id-usable': 'no caller id is given, or the id of a purchased number with a phone target',
  'extension-usable':
    'no extension is given, or 1 to 20 of `0-9*#` with a phone target, with a wait of 0 to 60 s',
  'refer-target-outside':
    'for `sipRefer`: the target is a SIP address outside Daily; a phone target cannot be overridden',
  'refer-transferee-outside': "for `sipRefer`: the caller's address is outside Daily",
  'refer-transferee-on-sip': 'for `sipRefer`: the caller is not on the phone network',
  'room-on-sfu': 'the call runs on an SFU, not peer to peer',
  'within-quota': 'your `quota` leaves room for one more, or there is none',
  authorized: 'your `authorize` said `true` in time, or there is none; it is asked last',
};

function checkRows(): readonly Row[] {
  return CHECK_CODES.map((check) => [
    code(check),
    CHECKS[check],
    isOverridable(check) ? 'yes' : '',
  ]);
}

const EVENTS: Readonly<Record<TransferEventName, readonly [payload: string, when: string]>> = {
  'transfer-requested': ['`transfer`', "Daily's method was called"],
  'transfer-accepted': [
    '`transfer`, `previous`',
    'Daily took the request; the caller is still in the room',
  ],
  'transfer-handed-off': ['`transfer`, `previous`', 'the caller left the room for the target'],
  'transfer-failed': [
    '`transfer`, `previous`',
    'Daily said no, or a verified webhook says that the target was not reached',
  ],
  'transfer-unconfirmed': ['`transfer`, `previous`', 'the waiting is over and nobody can know'],
  'transfer-answered': [
    '`transfer`, `previous`',
    'a verified webhook says that the target answered',
  ],
  'transfer-ended': ['`transfer`, `previous`', 'a verified webhook says that the far call is over'],
  'transfer-updated': [
    '`transfer`, `previous`',
    'every change, after its own event; alone for a fact that changes no status',
  ],
  'transfer-blocked': [
    '`plan`, `error`',
    'nothing was sent: `transfer()` rejected `blocked` or `busy`',
  ],
  'transferees-changed': [
    '`transferees`',
    'a phone or SIP participant came, left, or got another name or address',
  ],
  'plans-changed': [
    '',
    'something that plans rest on has changed, a quota that frees included; at most once a microtask',
  ],
};

function eventRows(): readonly Row[] {
  return Object.entries(EVENTS).map(([event, [payload, when]]) => [code(event), payload, when]);
}

const ACKS = { yes: 'yes', no: 'no', none: 'nothing' };
/** What ends the waiting, in words; nothing where the facts do. */
const STOPS: Readonly<Record<string, Signal | undefined>> = {
  '': undefined,
  'the grace is over': 'grace-over',
  'the deadline': 'deadline-over',
  'your own call ended': 'call-ended',
  '`detach()`': 'detached',
  "Daily's method threw": 'send-threw',
};

/** Every combination that ends a transfer, those with the same end in one row. */
function settlementRows(): readonly Row[] {
  const ends = Object.entries(STOPS).flatMap(([stop, signal]) =>
    (['yes', 'no', 'none'] as const).flatMap((ack) =>
      (['here', 'hidden', 'left'] as const).flatMap((place) => {
        const byFacts = findSettlement(ack, place);
        const end = signal === undefined ? byFacts : !byFacts && findSettlement(ack, place, signal);
        return end ? { said: ACKS[ack], place, stop, end } : [];
      }),
    ),
  );
  const rowOf = ({ said, stop, end }: (typeof ends)[number]) =>
    JSON.stringify([said, stop, end.status, end.code ?? '', end.retry]);
  return [...new Set(ends.map(rowOf))].map((row) => {
    const places = ends.filter((one) => rowOf(one) === row).map(({ place }) => place);
    const [said = '', stop = '', status = '', why = '', retry = ''] = JSON.parse(row) as string[];
    return [said, places.join(' or '), stop, code(status), why && code(why), code(retry)];
  });
}

function problemRows(): readonly Row[] {
  return Object.entries(ENDPOINT_PROBLEMS).map(([problem, { fault, message }]) => {
    const example = ENDPOINT_EXAMPLES[problem as keyof typeof ENDPOINT_PROBLEMS];
    const shown = example.replace(/a{9,}/, 'aaa…');
    return [code(problem), fault, shown === '' ? '(nothing)' : code(shown), message];
  });
}

const ERRORS: Readonly<Record<TransferErrorCode, string>> = {
  blocked: 'Nothing was sent. Show `error.plan.blockers`: each says what to do in its `hint`.',
  busy: 'Nothing was sent. Wait until the running transfer of this caller has ended.',
  aborted: 'Before the send, nothing was sent. After it, look at `error.record`: it goes on.',
  detached: 'Look at the room, then ask a person. Nothing was sent where there is no `record`.',
  rejected:
    'Try again if `record.retry` is `safe`; after a refused REFER [by the other method](recipes.md#try-the-other-method-after-a-refused-refer). `cause` is what Daily said.',
  'transferee-left': 'Nothing: most likely the caller hung up.',
  'left-unanswered': 'Do not send it again. The caller is gone; ask the target.',
  'never-left':
    'Look whether the caller is still in the room, and ask a person: the request may still run.',
  'daily-silent':
    'Look whether the caller is still in the room, and ask a person: the request may still run.',
  'call-ended': 'Look at the room after joining again. It may have worked.',
  'target-busy': 'The caller is gone. Call back, or wait for the caller to.',
  'no-answer': 'The caller is gone. Call back, or wait for the caller to.',
  declined: 'The caller is gone. Call back, or wait for the caller to.',
  unreachable: 'The caller is gone. Check the target before the next transfer to it.',
};

function errorRows(): readonly Row[] {
  const unconfirmed = new Set(['left-unanswered', 'never-left', 'daily-silent', 'call-ended']);
  return (Object.entries(ERRORS) as [TransferErrorCode, string][]).map(([error, advice]) => {
    const status = unconfirmed.has(error) ? 'unconfirmed' : undefined;
    const [, why = ''] = new TransferError(error, { status }).message.split('; ');
    return [code(error), why.charAt(0).toUpperCase() + why.slice(1), advice];
  });
}

type Options = Readonly<Record<string, readonly [byDefault: string, meaning: string]>>;

const OPTIONS = {
  domain: ['', "Your Daily sub-domain: `'acme'` for acme.daily.co."],
  allowTargets: [
    'rooms of `domain`',
    "Which targets are allowed: `'any'`, or [rules](checks.md#which-targets-are-allowed) that replace the default.",
  ],
  authorize: [
    '',
    'Asked last, with the plan and an `AbortSignal`; only `true`, or a promise of it, is a yes. Best backed by your server.',
  ],
  authorizeTimeoutMs: ['5,000 ms', 'How long `authorize` may take: 1 to 180,000 ms.'],
  prefer: [
    "`'direct'`",
    "`'direct'` lets Daily leave the path where it can, `'anchored'` keeps it there.",
  ],
  timeoutMs: ['45,000 ms', 'The deadline, from the send: 5,000 to 180,000 ms.'],
  graceMs: [
    '10,000 ms',
    "How long Daily's answer is waited for when the caller has left: 0 to `timeoutMs`.",
  ],
  dailySipHosts: ['', "Further hosts inside Daily's SIP network, each with everything under it."],
  endpoints: [
    '',
    'What targets may have: `ports` (5060 and 5061), `allowIp` (`false`), and URI `parameters` besides `transport` and `user` (none).',
  ],
  quota: [
    'no limit',
    '`quota({ perMinute, perTarget, perCaller })`: sends in any minute, in any minute to one target, and of one caller in all.',
  ],
  store: [
    'nothing is stored',
    '`sessionStore()` or `keepIn(storage)`: remembers, masked, what was under way when the page was reloaded.',
  ],
  relay: [
    '',
    "`confirmations({ publicKey, addresses })`: takes in what your [server](servers.md) tells by Daily's webhooks.",
  ],
  historyLimit: ['100', 'How many transfers are remembered. A running one is never dropped.'],
} satisfies Record<keyof TransferControllerOptions, Options[string]>;

const REQUEST = {
  sessionId: ['required', "Daily's `session_id` of the caller."],
  toEndPoint: ['required', 'The [target](targets.md).'],
  method: [
    "`'auto'`",
    "`'sipCallTransfer'` or `'sipRefer'` fixes the method; the checks are the same.",
  ],
  prefer: ['as in the options', "`'direct'` or `'anchored'`, for this transfer."],
  transfereeAddress: [
    'from dial events',
    "The caller's address, when your app knows it better than the page. It wins.",
  ],
  callerId: ['Daily chooses', 'The id (a UUID) of a purchased number, shown to a phone target.'],
  extension: ['', '1 to 20 of `0-9*#`, dialled when a phone target has answered.'],
  waitBeforeExtensionDialSec: ['', 'Seconds before the extension is dialled, 0 to 60.'],
  override: ['', 'Codes of [checks](checks.md) to go on without. They stand in plan and record.'],
  timeoutMs: ['as in the options', 'The deadline of this transfer.'],
  signal: [
    '',
    'An `AbortSignal`. Before the send it stops the transfer; after it, it only ends the waiting.',
  ],
} satisfies Record<keyof TransferRequest, Options[string]>;

function optionRows(options: Options): readonly Row[] {
  return Object.entries(options).map(([name, [byDefault, meaning]]) => {
    return [code(name), byDefault, meaning];
  });
}
