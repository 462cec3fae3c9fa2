import type {
  Evidence,
  Reason,
  Signal,
  TransferErrorCode,
  TransfereeType,
  TransferMethod,
  TransferStatus,
} from 'daily-transfer';

/** What the desk says, in one place. Sentences about a transfer take the names of who is meant. */
export const TEXTS = {
  about: [
    'Move SIP and phone callers out of a Daily room.',
    'It picks the method, checks first, and follows each transfer to its end.',
  ],
  views: { agent: 'Agent', developer: 'Developer' },
  view: 'View',
  opening: 'Opening the simulated room …',
  notOpened: (why: string) => `The simulated room did not open: ${why}.`,
  joinReal: 'Join a real room',
  simulated: 'Simulated room',
  backToSimulated: 'Simulated room',
  keyboard: 'Keyboard',
  theme: (name: string) => `Theme: ${name}`,
  themes: { system: 'as the system', light: 'light', dark: 'dark' },
  close: 'Close',
  copied: 'Copied ✓',
  copyRefused: 'This browser did not let the page copy',
  copyByHand: 'The text is selected: copy it by Ctrl + C, or ⌘ C.',
  noName: 'no name',
  noTime: '–',
} as const;

export const CALLERS = {
  title: 'Callers',
  filter: 'Filter callers',
  nobody: 'No SIP or phone caller is here. A caller appears here when one dials in.',
  noneFound: 'No caller of this name.',
  ended: 'The call has ended: who is still here cannot be seen.',
  addressUnknown: 'address not known',
  left: 'left',
  notSeen: 'not seen',
  reveal: (name: string) => `Show the address of ${name}`,
  hide: (name: string) => `Hide the address of ${name}`,
  pick: 'Choose a caller',
} as const;

export const KINDS: Readonly<Record<TransfereeType, string>> = {
  'sip-dial-in': 'SIP',
  'sip-dial-out': 'SIP, dialled out',
  'pstn-dial-in': 'Phone',
  'pstn-dial-out': 'Phone, dialled out',
  unknown: 'SIP or phone',
};

export const COMPOSER = {
  heading: (name: string) => `Transfer ${name} to`,
  headingPast: (name: string) => `Transfer of ${name} to`,
  headingNobody: 'Transfer',
  target: 'Target',
  example: 'A name, sip:… or +1…',
  directory: 'Directory',
  search: '/',
  inside: 'inside Daily',
  outside: 'outside Daily',
  phone: 'phone number',
  noEntry: (text: string) => `No directory entry “${text}”.`,
  notYet: 'Not a whole address yet.',
  options: 'Options',
  method: 'Method',
  byRule: 'by the rule',
  prefer: 'Media path',
  direct: 'Daily may leave',
  anchored: 'Daily stays',
  callerId: 'Caller id',
  extension: 'Extension',
  deadline: 'Wait at most, seconds',
  knownAddress: 'Override the address',
  goAnyway: 'Go anyway',
  checks: (passed: number, all: number) =>
    passed === all ? `✓ ${all} checks` : `${passed} of ${all} checks passed`,
  checksTitle: 'Checks',
} as const;

export const ACTION = {
  transfer: (name: string, target: string) => `Transfer ${name} to ${target}`,
  transferNobody: 'Transfer',
  undo: (seconds: number) => `Undo · ${seconds} s`,
  sendNow: 'Send now',
  tryMethod: (method: TransferMethod) => `Try ${method}`,
  tryOther: 'Try another way',
  again: 'Try again',
  sameAgain: 'Try the same again',
  asked: (name: string) => `I asked ${name}: try again`,
  callBack: (name: string) => `Call ${name} back`,
  underWay: (name: string) => `Transferring ${name} …`,
  tooLate: 'Too late to undo: it was sent.',
  undone: (name: string) => `Undone. ${name} is still here.`,
  hungUp: (name: string) => `${name} hung up. Nothing was sent.`,
  callEnded: 'The call has ended. Nothing was sent.',
  chooseCaller: 'Choose a caller.',
  next: (name: string) => `Next caller: ${name}`,
  noNext: 'No other caller is waiting',
  over: 'The call is over',
  sayTarget: (name: string) => `Say where ${name} goes.`,
  sayAgain: 'The target was not kept over the reload: say it again.',
  unfinished: 'This number is too short to be called: write the rest of it.',
  callerLeft: (name: string) => `${name} has left the room.`,
  calledBack: (name: string) => `Calling ${name}. Once they answer, say where they go.`,
  notCalledBack: (why: string) => `Daily did not dial: ${why}.`,
} as const;

export const CONFIRM = {
  title: (name: string) => `Transfer ${name}?`,
  to: 'to',
  by: 'by',
  askFirst: 'Ask the caller first: the request before this one may still run.',
  live: 'This moves a real caller, and real calls cost real money.',
  confirm: (name: string) => `Transfer ${name}`,
  cancel: 'Cancel',
} as const;

export const RAIL = {
  title: 'Progress',
  ready: 'Ready',
  notReady: 'Not ready',
  asked: 'Asked',
  daily: 'Daily',
  left: 'Left',
  target: 'Target',
  notSent: 'nothing sent yet',
  soon: 'not sent yet',
  yesOrNo: 'says yes or no',
  theRoom: 'the room',
  blocked: 'blocked',
  noReply: 'no reply',
  stillHere: 'still here',
  notSeen: 'cannot be seen',
  notHeard: 'not heard yet',
  pickUp: 'picks up',
  checked: 'checked first',
  waiting: 'waiting',
  checks: 'checks passed',
  after: (time: string) => `in\u00A0${time}`,
} as const;

/** Before anything is sent: a word, and a sentence. */
export const STANDING = {
  ready: 'Ready',
  blocked: 'Blocked',
  notSent: 'Not sent',
  waiting: 'Waiting',
  nothingSent: 'Nothing has been sent yet.',
  undoable: (seconds: number) => `Nothing has been sent yet. You can undo for ${seconds} s.`,
  mayStillRun: (name: string) =>
    `An earlier request to move ${name} may still run. Ask ${name} whether it rings first.`,
  inWindow: (name: string) => `${name} is still here; this can still be undone.`,
} as const;

export const TITLES: Readonly<Record<TransferStatus, string>> = {
  requested: 'Asked',
  accepted: 'Accepted',
  'handed-off': 'Handed off',
  failed: 'Failed',
  unconfirmed: 'Unconfirmed',
  answered: 'Answered',
  ended: 'Ended',
};

type Sentence = (name: string, target: string) => string;

export const STATUSES: Readonly<Record<TransferStatus, Sentence>> = {
  requested: () => 'Daily was asked.',
  accepted: () => 'Daily accepted.',
  'handed-off': (name, target) =>
    `${name} left the room for ${target}. Whether anybody picked up cannot be seen from here.`,
  failed: () => 'The transfer did not work.',
  unconfirmed: () => 'Nobody can know how it ended.',
  answered: (_name, target) => `${target} picked up.`,
  ended: (_name, target) => `The call with ${target} is over.`,
};

export const ENDS: Readonly<Partial<Record<TransferErrorCode, Sentence>>> = {
  rejected: () => 'The transfer was refused.',
  'transferee-left': (name) =>
    `${name} had left when it was refused: most likely hung up, or was moved by somebody else.`,
  'left-unanswered': (name) =>
    `${name} left, but Daily never replied: handed off or hung up, nobody can tell. Look where they should have arrived, or call back.`,
  'never-left': (name) =>
    `Daily said yes, but ${name} did not leave in time. The request may still run.`,
  'daily-silent': () => 'Daily did not reply in time. The request may still run.',
  'call-ended': (name, target) =>
    `The call ended first. ${name} may have been moved: ask ${target}.`,
  detached: () => 'The desk let go of the call before the end.',
  'target-busy': (_name, target) => `${target} was busy.`,
  'no-answer': (_name, target) => `${target} did not answer.`,
  declined: (_name, target) => `${target} declined the call.`,
  unreachable: (_name, target) => `${target} could not be reached.`,
};

/** While webhooks may still tell it. */
export const NOT_HEARD_YET: Sentence = (name, target) =>
  `${name} left the room for ${target}. Whether anybody picked up has not been heard yet.`;

export const NEVER_ASKED = "Daily's method could not be called, so Daily was never asked.";
export const REPLIED = (words: string) => `Daily replied “${words}”.`;

/** Where the caller is, by the last thing that was seen of them. */
export const WHEREABOUTS = {
  here: (name: string) => `${name} is still here.`,
  stayed: (name: string) => `${name} stayed.`,
  hidden: (name: string) => `${name} is hidden, so whether they leave cannot be seen.`,
  left: (name: string) => `${name} has left the room.`,
} as const;

export const ASK_FIRST = (name: string) => `Ask ${name} whether it rings before you try again.`;

export const SURE = { inferred: 'inferred', confirmed: 'confirmed' } as const;
export const CORRECTED = 'This corrects what was said before.';

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
  'daily-said-yes': 'said yes',
  'daily-said-no': 'said no',
  'transferee-left': 'left the room',
  'transferee-hidden': 'hidden',
  'transferee-shown': 'shown again',
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
  answered: 'picked up',
  ended: 'call over',
  'target-busy': 'busy',
  'no-answer': 'no answer',
  declined: 'declined',
  unreachable: 'not reached',
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

export const ROUTE = {
  title: 'Route',
  daily: 'Daily',
  target: 'Target',
  room: (name: string) => `Room “${name}”`,
  past: 'This was the plan.',
  noMethod: 'No method yet: say where the caller goes.',
} as const;

export const ACTIVITY = {
  title: 'Transfers',
  running: 'Under way',
  recent: 'Recent',
  none: 'No transfer yet. Each one appears here with its own progress, and stays when it has ended.',
  copy: 'Copy JSON',
  unknownCaller: 'The caller',
  follow: (name: string) => `Show the transfer of ${name}`,
  ago: (time: string) => `${time} ago`,
  justNow: 'just now',
} as const;

export const INSPECTOR = {
  title: 'Inspector',
  tabs: { why: 'Why', checks: 'Checks', code: 'Code', events: 'Events', record: 'Record' },
  rule: 'Decision rule',
  notReached: 'Not reached',
  meaning: 'What this means',
  other: (method: TransferMethod) => `And ${method}?`,
  otherReady: 'It would be possible too.',
  otherBlocked: (why: string) => `It is not possible: ${why}`,
  noPlan: 'Choose a caller and a target: the method and its reason appear here.',
  otherRooms: 'Other rooms',
  nobodyElsewhere: 'Nobody is in another room.',
  elsewhere: (room: string, names: string) => `In room “${room}”: ${names}`,
  noRecord: 'The record of a transfer appears here when it is sent.',
  timeline: 'Timeline',
  json: 'JSON of the record',
  unmasked: 'with full numbers',
  masked: 'Copies are masked.',
  inferred: 'Inferred: a hang-up in that very moment looks the same.',
  fullNumbers: 'Copies hold full numbers now: treat them so.',
  copyRecord: 'Copy JSON',
  copyAll: 'Copy all',
  downloadAll: 'Download all',
  late: 'late',
} as const;

export const EVENTS = {
  all: 'All',
  pause: 'Pause',
  goOn: (waiting: number) => (waiting > 0 ? `Go on (${waiting} new)` : 'Go on'),
  clear: 'Clear',
  copyShown: 'Copy all shown',
  kind: 'Kind of events',
  list: 'Events, newest first',
  json: 'JSON of the event',
  choose: 'Choose an event to read it as JSON. Numbers are masked.',
  none: 'No event yet.',
  callers: (count: number) => (count === 1 ? '1 caller' : `${count} callers`),
} as const;

export const CODE = {
  transfer: 'The transfer',
  setUp: 'The component around it',
  copy: 'Copy code',
  blocked: (codes: string) => `refused as the room is now: ${codes}`,
  publicKey: 'the public key of your relay',
} as const;

export const JOIN = {
  title: 'Join a real Daily room',
  about:
    "Transfers there move real callers and cost real money. The token stays in this page's memory; it is not stored, logged or put into an address. You join with your microphone if there is one, and without any device if not. Once you are in, the field test leads you through what nobody here could try.",
  url: 'Room URL',
  urlExample: 'https://acme.daily.co/support',
  token: 'Meeting token (owner, or admin for participants)',
  allow: 'Further targets to allow, separated by commas',
  allowExample: 'pbx.example.com, +1415',
  joining: (domain: string) => `Joining ${domain}.daily.co …`,
  join: 'Join',
  noRoom: 'No room is open',
  real: 'Real room',
  banner: 'This is a real room: transfers here move real callers, and real calls cost real money.',
  fieldTest: 'Field test',
  leave: 'Leave the room',
  leaveAnyway: 'A transfer is under way. Leave, and lose sight of how it ends?',
} as const;

export const SHORTCUTS: readonly (readonly [keys: string, what: string])[] = [
  ['/', 'go to the target'],
  ['↑ ↓', 'choose a caller, in their list'],
  ['Ctrl + Enter', 'transfer the chosen caller'],
  ['Esc', 'undo what is not sent yet, or close'],
  ['?', 'this help'],
];

export const TRY = {
  title: 'Try',
  scenarios: 'Scenarios',
  more: 'More',
  moreScenarios: 'More scenarios',
  again: 'Start again',
  own: 'As the scenario says',
  answer: 'When a transfer is sent',
  webhooks: 'With webhooks',
  webhooksHint: 'A server beside the page hears from Daily how transfers end. The room opens anew.',
  webhooksMissing: 'This page is served without its server; it is there with npm run demo.',
  undo: 'Undo window',
  undoOff: 'off',
  speed: 'Speed of the simulated Daily',
  speeds: [
    [0.25, '¼×'],
    [1, '1×'],
    [4, '4×'],
  ],
  pause: 'Pause the simulated Daily',
  goOn: 'Go on',
  step: 'Next step',
  waiting: (count: number) => (count === 1 ? '1 thing waits' : `${count} things wait`),
  byHand: 'By hand',
  notDialled: 'Only somebody who was dialled can pick up.',
  groups: {
    callers: 'Callers',
    chosen: 'The chosen caller',
    network: 'Network',
    rights: 'Our place in the room',
    room: 'The room',
  },
  verbs: {
    'new-callers': 'Callers dial in',
    'web-guest': 'Web guest joins',
    'show-hidden': 'Show hidden callers',
    'hang-up': 'Hang up',
    hide: 'Hide',
    answer: 'Pick up',
    'dial-warning': 'Dial warning',
    'dial-error': 'Dial error',
    'network-down': 'Network down',
    'network-up': 'Network up',
    'machine-silent': 'Call machine goes silent',
    'machine-awake': 'Call machine is back',
    'revoke-owner': 'Remove owner rights',
    'grant-owner': 'Give owner rights',
    eject: 'Eject this page',
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

/** A scenario's name on its chip, what happens, and what to watch for. The first six stand in view. */
export const STORIES = {
  'room-to-room': {
    title: 'Room to room',
    story: 'Alice goes to billing. Daily stays in the path; she arrives under “Other rooms”.',
  },
  'refer-accepted': {
    title: 'REFER',
    story:
      'Both ends are outside Daily, so her own phone system is asked to call the target. Daily leaves.',
  },
  'refer-unsupported': {
    title: 'REFER refused',
    story: "Alice's phone system does not know REFER. She stays; try the other method.",
  },
  'caller-hangs-up': {
    title: 'Hangs up',
    story: 'Alice hangs up just after you send, and Daily says no: that is no handing off.',
  },
  busy: {
    title: 'Busy',
    story: 'Alice leaves, and the target is busy. Only webhooks can tell; here they do.',
  },
  'never-answered': {
    title: 'Never answered',
    story:
      'Daily says nothing, and Alice stays. After five seconds the desk says to ask her first.',
  },
  'refer-declined': {
    title: 'REFER declined',
    story: "Alice's phone system declines by 603. Watch for the reason and what may be done next.",
  },
  'leaves-unanswered': {
    title: 'Leaves unanswered',
    story: 'Alice leaves, and Daily says nothing. Handed off or hung up? The desk does not guess.',
  },
  'never-leaves': {
    title: 'Never leaves',
    story: 'Daily says yes, but Alice does not leave. A yes alone is no handing off.',
  },
  'network-drops': {
    title: 'Network drops',
    story: 'The connection is lost while Daily moves Alice, and is back three seconds later.',
  },
  'owner-revoked': {
    title: 'Rights removed',
    story:
      'Your right is removed while Daily moves Alice. Choose Bob afterwards, and see the check.',
  },
  'room-ends': {
    title: 'Room ends',
    story: 'Daily says yes, then the meeting ends before Alice is seen to leave. Nobody can know.',
  },
  'two-agents': {
    title: 'Two agents',
    story: 'Grace moves Alice to “sales” just as you send. Daily says no; she is not sent twice.',
  },
  storm: {
    title: 'Storm',
    story: 'Fifty callers come and go while Daily moves Alice. Only what she does counts.',
  },
} as const;
