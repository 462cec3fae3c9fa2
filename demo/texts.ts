import type {
  Evidence,
  Reason,
  Signal,
  TransferErrorCode,
  TransfereeType,
  TransferMethod,
  TransferRecord,
  TransferStatus,
} from 'daily-transfer';

/** What the page says, in one place. */
export const TEXTS = {
  title: 'Transfer desk',
  simulated: 'Simulated',
  live: 'Real room',
  liveBanner:
    'This is a real room: transfers here move real callers, and real calls cost real money.',
  goLive: 'Join a real room',
  goSimulated: 'Back to the simulated room',
  opening: 'Opening the simulated room …',
  callers: 'Callers in the room',
  nobody: 'No SIP or phone caller is here.',
  noName: 'no name',
  addressUnknown: 'address not known',
  reveal: 'Show',
  hide: 'Hide',
  hasLeft: 'left the room',
  inRoom: 'in the room for',
  transfer: 'Transfer',
  target: 'Target',
  targetExample: 'sip:… or +1…',
  targetHint: 'A SIP address, a phone number, or a name from the directory.',
  directory: 'Directory',
  inside: "inside Daily's SIP network",
  outside: 'outside Daily',
  phoneNumber: 'phone number',
  sipAddress: 'SIP address',
  prefer: 'Way',
  direct: 'direct: Daily may leave',
  anchored: 'anchored: Daily stays',
  callerId: 'Caller id',
  callerIdExample: 'id of a number',
  extension: 'Extension',
  experts: 'For experts',
  method: 'Method',
  byRule: 'by the rule',
  deadline: 'Deadline, seconds',
  knownAddress: "Caller's address, if you know it better",
  goAnyway: 'Go anyway',
  undoWindow: 'Undo window',
  off: 'off',
  seconds: (count: number) => `${count} s`,
  chooseFirst: 'Choose a caller first.',
  confirmTitle: 'Transfer this caller?',
  confirmTo: 'goes to',
  confirmBy: 'by',
  confirm: 'Transfer the caller',
  cancel: 'Cancel',
  sendingIn: (count: number) => `Will be sent in ${count} s`,
  undoHint: 'Nothing has been sent yet. Undo, or Esc, takes it back.',
  undo: 'Undo',
  sendNow: 'Send now',
  undone: 'Taken back; nothing was sent.',
  underWay: 'The transfer',
  elapsed: (seconds: number, all: number) => `${seconds} s of ${all} s`,
  noTransfer:
    'No transfer yet. What is asked, what Daily says and what the caller does will stand here.',
  plan: 'The plan',
  planEmpty: 'Choose a caller and a target to see what would happen. Nothing is sent.',
  noMethod: 'No method yet',
  because: (why: string) => `because ${why}`,
  callerLeft: 'The caller has left the room. This was the plan.',
  sayTarget: 'Now say where the caller goes.',
  askFirst: 'Ask the caller first: the request before this one may still run.',
  allows: (rules: string) => `Not allowed here. This desk transfers to ${rules}.`,
  ownRooms: 'rooms of its own domain',
  joining: 'This is under way.',
  dailyLeaves: 'Daily is out of the path',
  dailyStays: 'Daily stays in the path',
  ready: 'Ready: nothing stands in the way.',
  inTheWay: 'In the way:',
  path: 'Path of the call',
  before: 'Now',
  after: 'After',
  caller: 'Caller',
  daily: 'Daily',
  here: 'This room',
  targetEnd: 'Target',
  consequences: 'What follows from it',
  other: (method: TransferMethod) => `And ${method}?`,
  otherReady: 'It would be possible too.',
  otherBlocked: (why: string) => `It is not possible: ${why}`,
  rule: 'Why this method',
  ruleRows: 'Decision rule',
  checks: 'Checks',
  checksOf: (passed: number, all: number) => `${passed} of ${all} passed`,
  elsewhere: (room: string) => `In room "${room}": `,
  history: 'Transfers',
  noHistory: 'None yet.',
  unmasked: 'with full numbers',
  copy: 'Copy JSON',
  copied: 'Copied ✓',
  download: 'Download JSON',
  timeline: 'Timeline',
  late: 'late',
  code: 'Code that does this',
  copyCode: 'Copy code',
  log: 'Events',
  help: 'Keyboard',
  helpTitle: 'Keyboard',
  close: 'Close',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  saidBy: "Daily's words:",
  noRoom: 'No room is open.',
  notOpened: (why: string) => `No room is open. The simulated room did not open: ${why}.`,
  joiningRoom: (domain: string) => `Joining ${domain}.daily.co …`,
  leave: 'Leave the room',
  leaveAnyway: 'A transfer is under way. Leave, and lose sight of how it ends?',
  footer: (version: string) =>
    `daily-js ${version}. Copies hide numbers unless you ask for them; the token of a real room stays in this page's memory.`,
} as const;

export const JOIN = {
  title: 'Join a real Daily room',
  about:
    "Transfers there move real callers and cost real money. The token stays in this page's memory; it is not stored, logged or put into an address. You join with your microphone if there is one, and without any device if not.",
  url: 'Room URL',
  urlExample: 'https://acme.daily.co/support',
  token: 'Meeting token (owner, or admin for participants)',
  allow: 'Further targets to allow, separated by commas',
  allowExample: 'pbx.example.com, +1415',
  joining: 'Joining …',
  join: 'Join',
} as const;

export const SHORTCUTS: readonly (readonly [keys: string, what: string])[] = [
  ['/', 'go to the target'],
  ['Ctrl + Enter', 'transfer the chosen caller'],
  ['Esc', 'take back what is not sent yet, or close'],
  ['?', 'this help'],
];

export const CALLER_KINDS: Readonly<
  Record<TransfereeType, { network: string; direction: string }>
> = {
  'sip-dial-in': { network: 'SIP', direction: 'dialled in' },
  'sip-dial-out': { network: 'SIP', direction: 'dialled out' },
  'pstn-dial-in': { network: 'phone', direction: 'dialled in' },
  'pstn-dial-out': { network: 'phone', direction: 'dialled out' },
  unknown: { network: 'telephony', direction: '' },
};

export const TITLES: Readonly<Record<TransferStatus, string>> = {
  requested: 'Asked',
  accepted: 'Accepted',
  'handed-off': 'Handed off',
  failed: 'Failed',
  unconfirmed: 'Unconfirmed',
  answered: 'Answered',
  ended: 'Ended',
};

export const STATUSES: Readonly<Record<TransferStatus, string>> = {
  requested: 'Daily was asked.',
  accepted: 'Daily took the request.',
  'handed-off':
    'The caller has left the room for the target. Whether the target answered cannot be seen here.',
  failed: 'The transfer did not work.',
  unconfirmed: 'Nobody can know how it ended.',
  answered: 'The target picked up.',
  ended: 'The far call is over.',
};

export const ENDS: Readonly<Partial<Record<TransferErrorCode, string>>> = {
  rejected: 'Daily said no.',
  'transferee-left':
    'The caller had left when Daily said no: most likely hung up, or was moved by somebody else.',
  'left-unanswered':
    'The caller left, but Daily never answered: handed off or hung up, nobody can tell. Look where they should have arrived, or call them back.',
  'never-left':
    'Daily said yes, but the caller did not leave in time. The first request may still run.',
  'daily-silent': 'Daily did not answer in time. The first request may still run.',
  'call-ended': 'Our own call ended first. The caller may have been moved.',
  detached: 'The desk let go of the call before the end.',
  'target-busy': 'The target was busy.',
  'no-answer': 'The target did not answer.',
  declined: 'The target declined the call.',
  unreachable: 'The target could not be reached.',
};

export const NEVER_ASKED = "Daily's method could not be called, so that Daily was never asked.";

/** After a refused REFER. */
export const OTHER_METHOD = 'The other way is sipCallTransfer, under For experts.';

/** Where the caller is, by the timeline: said where the end itself does not tell it. */
export const WHEREABOUTS = {
  here: 'The caller is still here.',
  hidden: 'The caller is hidden, so nobody sees here whether they leave.',
  left: 'The caller has left the room.',
} as const;

export const AGAIN: Readonly<Record<NonNullable<TransferRecord['retry']>, string>> = {
  safe: 'You can try again.',
  ask: 'Ask the caller before you try again.',
  no: '',
};

/** The steps of the track, and what stands beside one that has not come, or cannot. */
export const STEPS = {
  asked: 'Asked Daily',
  answer: "Daily's answer",
  caller: 'The caller',
  target: 'The target',
  waiting: 'waiting …',
  none: 'none came',
  notKnown: 'not known',
  notSeen: 'cannot be seen from this page',
} as const;

export const REASONS: Readonly<Record<Reason, string>> = {
  'method-requested': 'the method was requested',
  'target-is-phone': 'the target is a phone number',
  'target-inside-daily': 'the target is inside Daily',
  'keep-daily-in-path': 'Daily is wanted in the path',
  'transferee-on-phone-network': 'the caller is on the phone network',
  'transferee-inside-daily': "the caller's address is inside Daily",
  'transferee-address-unknown': "the caller's address is not known",
  'both-ends-outside': 'both ends are outside Daily',
};

export const SIGNALS: Readonly<Record<Signal, string>> = {
  sent: "called Daily's method",
  'daily-said-yes': 'Daily said yes',
  'daily-said-no': 'Daily said no',
  'transferee-left': 'the caller left the room',
  'transferee-hidden': 'the caller was hidden',
  'transferee-shown': 'the caller is shown again',
  'deadline-over': 'the deadline is over',
  'grace-over': 'the grace is over',
  'call-ended': 'our own call ended',
  'network-interrupted': 'the network went away',
  'network-recovered': 'the network is back',
  'dial-warning': 'Daily warned about the leg',
  'dial-error': 'Daily reported an error of the leg',
  'send-threw': "calling Daily's method failed",
  detached: 'the desk let go of the call',
  superseded: 'another transfer of this caller was sent',
  triggered: 'Daily began the transfer',
  initiated: 'Daily moved the caller',
  answered: 'the target picked up',
  ended: 'the far call is over',
  'target-busy': 'the target was busy',
  'no-answer': 'the target did not answer',
  declined: 'the target declined',
  unreachable: 'the target could not be reached',
};

/** What a fact rests on. */
export const EVIDENCE: Readonly<Record<Evidence, string>> = {
  'daily-answer': 'Daily',
  'participant-left': 'seen',
  'room-read': 'looked up',
  'dial-event': 'dial event',
  'call-event': 'our call',
  clock: 'clock',
  app: 'this page',
  webhook: 'webhook',
};

export const CONFIDENCES = {
  running: 'under way',
  none: 'not confirmed',
  inferred: 'inferred: a hang-up in that very moment would look the same',
  confirmed: 'confirmed',
} as const;

/** Of a failure, to which a hang-up is no other reading: it may be the reason. */
export const INFERRED_FAILURE = 'inferred from what was seen of the caller';

/** Said behind how sure it is. */
export const CORRECTED = ', corrected by a late fact';

export const LOG = {
  all: 'All',
  pause: 'Pause',
  goOn: (waiting: number) => (waiting > 0 ? `Go on (${waiting} new)` : 'Go on'),
  clear: 'Clear',
  copyShown: 'Copy all shown',
  filter: 'Kinds of events',
  rows: 'Events, newest first',
  json: 'JSON of the event',
  choose: 'Choose an event to read it as JSON. Numbers are masked.',
  none: 'No event yet.',
  noneShown: 'No event of these kinds.',
  callers: (count: number) => (count === 1 ? '1 caller' : `${count} callers`),
} as const;

export const CODE = {
  hint: 'TypeScript for your own page; it changes with the form.',
  noAccount: [
    'Without an account: createCallObject({ dailyConfig }),',
    "with the dailyConfig of a simulateDaily() of 'daily-transfer/simulator'.",
  ],
  forged: "against messages forged in Daily's name",
  token: 'a token with is_owner, from your server',
  caller: [
    'The phone and SIP participants in the room, kept up to date: a person',
    'chooses one of them; the sessionId is what a transfer needs.',
  ],
  nobody: 'no caller is in the room',
  plan: (method: string, because: string) => `plan() chooses ${method}: ${because}.`,
  inTheWay: (codes: string) => `As the room is now it would be refused: ${codes}.`,
  sure: 'how sure it is that the caller went to the target',
  again: "retry: 'safe', 'ask' or 'no'",
  handedOff: 'The caller left the room for the target.',
  failed: 'It did not work; the code says why.',
  unconfirmed: 'Nobody can know: look at the room before trying again.',
  publicKey: 'the public key of your relay',
  functions: {
    authorize: 'ask your server; only true is a yes',
    allowTargets: 'your own rule; only true allows',
  },
} as const;

export const HISTORY = {
  unknownCaller: 'caller not known',
  corrected: 'Corrected by a late fact.',
  copyAll: 'Copy all',
  downloadAll: 'Download all',
  masked: 'Copies are masked.',
  unmasked: 'Copies hold full numbers now: treat them so.',
  refusedTitle: 'This browser did not let the page copy',
  refusedHint: 'The text is selected: copy it by Ctrl + C, or ⌘ C.',
} as const;

export const WHAT_IF = {
  title: 'What if …',
  scenarios: 'Scenarios',
  chooseOne: 'Choose a scenario: the simulated room opens anew, and the form is filled in.',
  pressTransfer: 'Press Transfer to see it.',
  again: 'Start again',
  answer: 'When a transfer is sent',
  asScenario: 'As the scenario says',
  webhooks: 'With webhooks',
  webhooksHint:
    'A server beside the page hears from Daily how transfers end, and tells the desk. The room opens anew.',
  webhooksMissing:
    'Not here: this page is served without its server. It is there with npm run demo.',
  speed: 'Speed of the simulated Daily',
  speeds: [
    [0.25, '¼×'],
    [1, '1×'],
    [4, '4×'],
  ],
  deadlines: 'Deadlines of the desk keep to real time.',
  stepping: 'Single steps',
  step: 'Next step',
  waiting: (count: number) =>
    count === 0 ? 'Nothing waits.' : count === 1 ? '1 thing waits.' : `${count} things wait.`,
  byHand: 'By hand',
  nobodyChosen: 'Choose a caller first: these happen to the one who is chosen.',
  notDialled: 'Only somebody who was dialled can pick up.',
  groups: {
    callers: 'Callers',
    chosen: 'To the chosen caller',
    network: 'Network',
    rights: 'Our place in the room',
    room: 'The room',
  },
  verbs: {
    'new-callers': 'New callers',
    'web-guest': 'Web guest joins',
    'show-hidden': 'Hidden callers are shown again',
    'hang-up': 'Caller hangs up',
    hide: 'Caller is hidden',
    answer: 'Dialled party picks up',
    'dial-warning': 'Dial warning',
    'dial-error': 'Dial error',
    'network-down': 'Network down',
    'network-up': 'Network up',
    'machine-silent': 'Call machine goes silent',
    'machine-awake': 'Call machine is back',
    'revoke-owner': 'Take owner right',
    'grant-owner': 'Give owner right',
    eject: 'Throw this page out',
    'end-meeting': 'End the meeting',
    peer: 'Media between browsers',
    sfu: "Media by Daily's servers",
    repeat: 'Last event again',
  },
  answers: {
    usual: 'Daily says yes, the caller leaves',
    'left-first': 'The caller leaves first, then Daily says yes',
    refuse: 'Daily says no',
    stay: 'Daily says yes, the caller never leaves',
    'leave-unanswered': 'The caller leaves, Daily never answers',
    silent: 'Daily never answers, the caller stays',
    busy: 'The caller leaves, the target is busy',
    'no-answer': 'The caller leaves, the target does not answer',
    declines: 'The caller leaves, the target declines',
    'hangs-up': 'The target answers, and hangs up after 2 s',
  },
} as const;

/** What will happen in a scenario, and what to watch for. */
export const STORIES = {
  'room-to-room': {
    title: 'From room to room',
    story:
      'Alice goes to the room "billing" of the same domain. The target is inside Daily, so Daily moves her itself; watch her arrive in the other room.',
  },
  'refer-accepted': {
    title: 'REFER accepted',
    story:
      "Alice's address and the target are both outside Daily, so her own phone system is asked to call the target. It does, and she leaves; nobody sees here whether the target picks up.",
  },
  'refer-refused': {
    title: 'REFER refused',
    story:
      "Alice's phone system declines. She stays in the room; watch for the reason and for what may be done next.",
  },
  'refer-unsupported': {
    title: 'REFER not supported',
    story:
      "Alice's phone system does not know REFER, so Daily says no. Nothing is sent again: try sipCallTransfer yourself, under For experts.",
  },
  'caller-hangs-up': {
    title: 'Caller hangs up first',
    story:
      'Alice hangs up just after you send, and Daily says no. She is gone, but not to the target: watch that this is no handing off.',
  },
  'never-answered': {
    title: 'Never answered',
    story:
      'Daily says nothing, and Alice stays. After the deadline of five seconds nobody knows whether the request still runs, so the desk says to ask her first.',
  },
  'leaves-unanswered': {
    title: 'Leaves, but no answer',
    story:
      'Alice leaves, and Daily says nothing. Handed off or hung up? The desk waits a few seconds for the answer, and then does not guess.',
  },
  'never-leaves': {
    title: 'Yes, but never leaves',
    story:
      'Daily says yes, but Alice does not leave. A yes alone is no handing off: watch what the deadline of five seconds makes of it.',
  },
  'network-drops': {
    title: 'Network drops, and is back',
    story:
      'The connection is lost while Daily moves Alice, and back three seconds later. What happened meanwhile arrives then, and counts.',
  },
  'owner-revoked': {
    title: 'Owner right is taken',
    story:
      'While Daily moves Alice your right to do so is taken. This transfer runs to its end; choose Bob afterwards, and see the check that stops the next.',
  },
  'room-ends': {
    title: 'The room ends',
    story:
      'Daily says yes, then the meeting ends for everybody before Alice is seen to leave. She may have been moved; this page can no longer know.',
  },
  'two-agents': {
    title: 'Two agents, one caller',
    story:
      'Grace moves Alice to the room "sales" in the very moment in which you send. Daily says no to you: watch where Alice arrives, and that she is not sent twice.',
  },
  storm: {
    title: 'Storm of fifty callers',
    story:
      'Fifty callers dial in within two seconds, and many are hidden, shown again or hang up while Daily moves Alice. Only what she does counts for her transfer.',
  },
} as const;
