import { describe, expect, it } from 'vitest';
import { isSettled, REQUESTED } from '../../../src/domain/transfer/lifecycle.js';
import { transitionByWebhook as transition } from '../../../src/domain/transfer/webhook-lifecycle.js';
import type {
  Signal,
  TransferState,
  TransferStatus,
} from '../../../src/domain/transfer/lifecycle.js';

const SIGNALS = [
  'sent',
  'daily-said-yes',
  'daily-said-no',
  'send-threw',
  'transferee-left',
  'transferee-hidden',
  'transferee-shown',
  'dial-warning',
  'dial-error',
  'network-interrupted',
  'network-recovered',
  'grace-over',
  'deadline-over',
  'call-ended',
  'detached',
  'superseded',
  'triggered',
  'initiated',
  'answered',
  'ended',
  'target-busy',
  'no-answer',
  'declined',
  'unreachable',
] as const satisfies readonly Signal[];

function after(...signals: readonly Signal[]): TransferState {
  return signals.reduce(transition, REQUESTED);
}

function told({ status, code, confidence, retry, corrected }: TransferState): string {
  const end = corrected ? ' corrected' : '';
  return `${status} ${code ?? '-'} ${confidence} ${retry ?? '-'}${end}`;
}

const RUNNING = 'requested - none -';
const ACCEPTED = 'accepted - none -';
const HANDED_OFF = 'handed-off - inferred no';
const SEEN_OFF = 'handed-off - confirmed no';
const ANSWERED = 'answered - confirmed no';
const ENDED = 'ended - confirmed no';
const CALL_ENDED = 'unconfirmed call-ended none no';
const DETACHED = 'unconfirmed detached none ask';
const notReached = (code: string) => `failed ${code} confirmed no`;

/** A row: how a status is reached, what it then is, and what each signal that means something makes of it. */
interface Reached {
  readonly by: readonly Signal[];
  readonly is: string;
  /** Signals that change what the transfer has come to. */
  readonly becomes: Partial<Record<Signal, string>>;
  /** Signals that add a fact and leave the end alone. All others mean nothing. */
  readonly adds: readonly Signal[];
}

const FAR_FAILURES = ['target-busy', 'no-answer', 'declined', 'unreachable'] as const;
const WEBHOOKS = ['initiated', 'answered', 'ended', ...FAR_FAILURES] as const;

const far = (suffix = ''): Partial<Record<Signal, string>> => ({
  initiated: SEEN_OFF + suffix,
  answered: ANSWERED + suffix,
  ended: ENDED + suffix,
  'target-busy': notReached('target-busy') + suffix,
  'no-answer': notReached('no-answer') + suffix,
  declined: notReached('declined') + suffix,
  unreachable: notReached('unreachable') + suffix,
});
const farFailures = (suffix = ''): Partial<Record<Signal, string>> =>
  Object.fromEntries(FAR_FAILURES.map((code) => [code, notReached(code) + suffix]));
const CORRECTED = ' corrected';

const TABLE: readonly Reached[] = [
  {
    by: [],
    is: RUNNING,
    becomes: {
      'daily-said-yes': ACCEPTED,
      triggered: ACCEPTED,
      'daily-said-no': 'failed rejected confirmed safe',
      'send-threw': 'failed rejected confirmed safe',
      'deadline-over': 'unconfirmed daily-silent none ask',
      'call-ended': CALL_ENDED,
      detached: DETACHED,
      ...far(),
    },
    adds: [
      'transferee-left',
      'transferee-hidden',
      'dial-warning',
      'dial-error',
      'network-interrupted',
    ],
  },
  {
    by: ['transferee-left'],
    is: RUNNING,
    becomes: {
      'daily-said-yes': HANDED_OFF,
      triggered: HANDED_OFF,
      'daily-said-no': 'failed transferee-left inferred no',
      'grace-over': 'unconfirmed left-unanswered none no',
      'call-ended': CALL_ENDED,
      detached: 'unconfirmed detached none no',
      ...far(),
    },
    adds: ['dial-warning', 'dial-error', 'network-interrupted'],
  },
  {
    by: ['transferee-hidden'],
    is: RUNNING,
    becomes: {
      'daily-said-yes': ACCEPTED,
      triggered: ACCEPTED,
      'daily-said-no': 'failed rejected inferred ask',
      'deadline-over': 'unconfirmed daily-silent none ask',
      'call-ended': CALL_ENDED,
      detached: DETACHED,
      ...far(),
    },
    adds: [
      'transferee-left',
      'transferee-shown',
      'dial-warning',
      'dial-error',
      'network-interrupted',
    ],
  },
  {
    by: ['network-interrupted', 'dial-warning'],
    is: RUNNING,
    becomes: {
      'daily-said-yes': ACCEPTED,
      triggered: ACCEPTED,
      'daily-said-no': 'failed rejected confirmed safe',
      'send-threw': 'failed rejected confirmed safe',
      'deadline-over': 'unconfirmed daily-silent none ask',
      'call-ended': CALL_ENDED,
      detached: DETACHED,
      ...far(),
    },
    adds: ['transferee-left', 'transferee-hidden', 'dial-error', 'network-recovered'],
  },
  {
    by: ['daily-said-yes'],
    is: ACCEPTED,
    becomes: {
      'transferee-left': HANDED_OFF,
      'deadline-over': 'unconfirmed never-left none ask',
      'call-ended': CALL_ENDED,
      detached: DETACHED,
      ...far(),
    },
    adds: ['transferee-hidden', 'dial-warning', 'dial-error', 'network-interrupted'],
  },
  {
    by: ['daily-said-yes', 'dial-error', 'transferee-hidden'],
    is: ACCEPTED,
    becomes: {
      'transferee-left': HANDED_OFF,
      'deadline-over': 'unconfirmed never-left none ask',
      'call-ended': CALL_ENDED,
      detached: DETACHED,
      ...far(),
    },
    // A warning after an error is nothing new.
    adds: ['transferee-shown', 'network-interrupted'],
  },
  {
    by: ['daily-said-yes', 'transferee-left'],
    is: HANDED_OFF,
    becomes: {
      initiated: SEEN_OFF,
      answered: ANSWERED,
      ended: ENDED,
      ...farFailures(CORRECTED),
    },
    adds: [],
  },
  {
    by: ['initiated'],
    is: SEEN_OFF,
    becomes: { answered: ANSWERED, ended: ENDED, ...farFailures(CORRECTED) },
    adds: [],
  },
  { by: ['answered'], is: ANSWERED, becomes: { ended: ENDED }, adds: [] },
  { by: ['ended'], is: ENDED, becomes: {}, adds: [] },
  {
    by: ['daily-said-no'],
    is: 'failed rejected confirmed safe',
    becomes: {},
    adds: ['transferee-left', ...WEBHOOKS],
  },
  {
    by: ['transferee-hidden', 'daily-said-no'],
    is: 'failed rejected inferred ask',
    becomes: {},
    adds: ['transferee-left', ...WEBHOOKS],
  },
  {
    by: ['transferee-left', 'daily-said-no'],
    is: 'failed transferee-left inferred no',
    becomes: {},
    adds: [...WEBHOOKS],
  },
  {
    by: ['send-threw'],
    is: 'failed rejected confirmed safe',
    becomes: {},
    adds: ['daily-said-yes', 'daily-said-no', 'triggered', 'transferee-left', ...WEBHOOKS],
  },
  { by: ['target-busy'], is: notReached('target-busy'), becomes: {}, adds: [] },
  {
    by: ['transferee-left', 'grace-over'],
    is: 'unconfirmed left-unanswered none no',
    becomes: {
      'daily-said-yes': HANDED_OFF + CORRECTED,
      triggered: HANDED_OFF + CORRECTED,
      ...far(CORRECTED),
    },
    adds: ['daily-said-no', 'superseded'],
  },
  {
    by: ['daily-said-yes', 'deadline-over'],
    is: 'unconfirmed never-left none ask',
    becomes: far(CORRECTED),
    adds: ['transferee-left'],
  },
  {
    by: ['deadline-over'],
    is: 'unconfirmed daily-silent none ask',
    becomes: far(CORRECTED),
    adds: ['daily-said-yes', 'daily-said-no', 'triggered', 'transferee-left', 'superseded'],
  },
  {
    by: ['transferee-left', 'call-ended'],
    is: CALL_ENDED,
    becomes: {
      'daily-said-yes': HANDED_OFF + CORRECTED,
      triggered: HANDED_OFF + CORRECTED,
      ...far(CORRECTED),
    },
    adds: ['daily-said-no', 'superseded'],
  },
  {
    by: ['transferee-hidden', 'detached'],
    is: DETACHED,
    becomes: far(CORRECTED),
    adds: ['daily-said-yes', 'daily-said-no', 'triggered', 'transferee-left', 'superseded'],
  },
  {
    by: ['transferee-left', 'grace-over', 'daily-said-yes'],
    is: HANDED_OFF + CORRECTED,
    becomes: {
      initiated: SEEN_OFF + CORRECTED,
      answered: ANSWERED + CORRECTED,
      ended: ENDED + CORRECTED,
      ...farFailures(CORRECTED),
    },
    adds: [],
  },
  {
    by: ['deadline-over', 'initiated'],
    is: SEEN_OFF + CORRECTED,
    becomes: {
      answered: ANSWERED + CORRECTED,
      ended: ENDED + CORRECTED,
      ...farFailures(CORRECTED),
    },
    adds: [],
  },
  {
    by: ['deadline-over', 'answered'],
    is: ANSWERED + CORRECTED,
    becomes: { ended: ENDED + CORRECTED },
    adds: [],
  },
  {
    by: ['daily-said-yes', 'transferee-left', 'no-answer'],
    is: notReached('no-answer') + CORRECTED,
    becomes: {},
    adds: [],
  },
];

const EVERY = TABLE.flatMap((row) =>
  SIGNALS.map((signal) => ({ row, signal, path: row.by.join(', ') || 'nothing' })),
);

describe('transition', () => {
  it.each(EVERY)('after $path: $signal', ({ row: { by, is, becomes, adds }, signal }) => {
    const state = after(...by);
    const next = transition(state, signal);
    const wanted = becomes[signal];
    expect(told(state)).toBe(is);
    expect(told(next)).toBe(wanted ?? is);
    expect(next !== state).toBe(wanted !== undefined || adds.includes(signal));
  });

  it('reaches every status', () => {
    const reached = new Set(TABLE.map(({ by }) => after(...by).status));
    const all: Record<TransferStatus, true> = {
      requested: true,
      accepted: true,
      'handed-off': true,
      failed: true,
      unconfirmed: true,
      answered: true,
      ended: true,
    };
    expect([...reached].sort()).toEqual(Object.keys(all).sort());
  });

  it('gives states that cannot be changed', () => {
    for (const { row, signal } of EVERY) {
      expect(Object.isFrozen(transition(after(...row.by), signal))).toBe(true);
    }
  });

  it('makes nothing of the same signal a second time', () => {
    const changed = EVERY.filter(({ row, signal }) => {
      const once = transition(after(...row.by), signal);
      return transition(once, signal) !== once;
    });
    expect(changed).toEqual([]);
  });

  it('comes to the same end whether the yes or the departure is first', () => {
    const wanted = after('daily-said-yes', 'transferee-left');
    expect(after('transferee-left', 'daily-said-yes')).toEqual(wanted);
    expect(told(after('triggered', 'transferee-left'))).toBe(HANDED_OFF);
    expect(told(after('transferee-left', 'triggered'))).toBe(HANDED_OFF);
  });

  it('keeps the first answer of Daily', () => {
    expect(after('daily-said-yes', 'daily-said-no').ack).toBe('yes');
    expect(after('daily-said-no', 'daily-said-yes').ack).toBe('no');
    expect(told(after('deadline-over', 'daily-said-no', 'daily-said-yes'))).toBe(
      'unconfirmed daily-silent none ask',
    );
  });

  it('forgets that a caller was hidden once the caller is shown', () => {
    const state = after('transferee-hidden', 'transferee-shown', 'daily-said-no');
    expect(told(state)).toBe('failed rejected confirmed safe');
  });

  it('takes no departure back', () => {
    const state = after('transferee-left', 'transferee-hidden', 'transferee-shown');
    expect(state).toBe(transition(state, 'transferee-shown'));
    expect(state.transferee).toBe('left');
  });

  it('notes the network and dial events of a running transfer, the worse one last', () => {
    expect(after('network-interrupted').network).toBe('interrupted');
    expect(after('network-interrupted', 'network-recovered').network).toBe('up');
    expect(after('dial-warning').dial).toBe('warned');
    expect(after('dial-error', 'dial-warning').dial).toBe('failed');
    expect(after('dial-warning', 'dial-error').dial).toBe('failed');
  });

  it('hears that the caller left from a webhook that saw the request go out', () => {
    for (const signal of WEBHOOKS) {
      expect(after(signal)).toMatchObject({ ack: 'yes', transferee: 'left' });
    }
    expect(after('triggered')).toMatchObject({ ack: 'none', transferee: 'here' });
  });

  it.each<readonly [Signal[], string]>([
    [['triggered', 'daily-said-no'], 'failed rejected confirmed safe'],
    [['daily-said-no', 'triggered'], 'failed rejected confirmed safe'],
    [['triggered', 'daily-said-no', 'deadline-over'], 'failed rejected confirmed safe'],
    [['triggered', 'transferee-hidden', 'daily-said-no'], 'failed rejected inferred ask'],
    [['transferee-left', 'daily-said-no', 'triggered'], 'failed transferee-left inferred no'],
    [
      ['transferee-left', 'triggered', 'daily-said-no'],
      'failed transferee-left inferred no corrected',
    ],
    [['triggered', 'deadline-over'], 'unconfirmed never-left none ask'],
    [['triggered', 'daily-said-yes', 'transferee-left'], HANDED_OFF],
  ])("lets Daily's own answer count over a webhook: %j", (signals, end) => {
    expect(told(after(...signals))).toBe(end);
  });

  it("takes a second answer for nothing once the first has corrected a webhook's yes", () => {
    const corrected = after('transferee-left', 'triggered', 'daily-said-no');
    expect(transition(corrected, 'daily-said-yes')).toBe(corrected);
  });

  it('corrects nothing by a late yes once another transfer of the caller was sent', () => {
    const left = ['transferee-left', 'grace-over', 'superseded', 'daily-said-yes'] as const;
    const stayed = ['deadline-over', 'superseded', 'transferee-left', 'daily-said-yes'] as const;
    expect(told(after(...left))).toBe('unconfirmed left-unanswered none no');
    expect(told(after(...stayed))).toBe('unconfirmed daily-silent none ask');
    expect(told(after('transferee-left', 'grace-over', 'superseded', 'answered'))).toBe(
      ANSWERED + CORRECTED,
    );
  });

  it('grows by a handful of late facts at most, however often a caller is hidden and shown', () => {
    for (const end of [['daily-said-no'], ['deadline-over'], ['daily-said-yes', 'deadline-over']]) {
      const state = after(...(end as Signal[]));
      expect(transition(state, 'transferee-hidden')).toBe(state);
      expect(transition(state, 'transferee-shown')).toBe(state);
    }
  });

  it('corrects a late departure only when the yes comes after it', () => {
    expect(told(after('deadline-over', 'transferee-left', 'daily-said-yes'))).toBe(
      HANDED_OFF + CORRECTED,
    );
    expect(told(after('daily-said-yes', 'deadline-over', 'transferee-left'))).toBe(
      'unconfirmed never-left none ask',
    );
  });

  it('lets the facts of the far end only rise, in any order of the webhooks', () => {
    const rank = ['unknown', 'initiated', 'answered', 'ended'];
    const paths = WEBHOOKS.flatMap((one) =>
      WEBHOOKS.flatMap((two) => WEBHOOKS.map((three) => [one, two, three])),
    );
    for (const path of paths) {
      const seen = path.map((_, index) => after(...path.slice(0, index + 1)).far);
      const first = path[0] === 'initiated' ? path.find((one) => one !== 'initiated') : path[0];
      const missed = first !== 'answered' && first !== 'ended' && first !== undefined;
      const known = seen.filter((one) => one !== 'not-reached').map((one) => rank.indexOf(one));
      expect(known).toEqual([...known].sort((one, two) => one - two));
      expect(seen.at(-1) === 'not-reached').toBe(missed);
    }
  });
});

describe('isSettled', () => {
  it.each([
    [[], false],
    [['daily-said-yes'], false],
    [['transferee-left'], false],
    [['daily-said-yes', 'transferee-left'], true],
    [['daily-said-no'], true],
    [['deadline-over'], true],
    [['answered'], true],
    [['ended'], true],
  ] as const)('after %j is %s', (signals, settled) => {
    expect(isSettled(after(...signals))).toBe(settled);
  });
});
