import { describe, expect, it } from 'vitest';
import {
  fail,
  isOverridable,
  pass,
  type Check,
  type CheckCode,
} from '../../../src/domain/plan/check.js';
import { CHECK_CODES, findBlockers, runChecks } from '../../../src/domain/plan/checks.js';
import { parseEndpoint, type Endpoint } from '../../../src/domain/endpoint/endpoint.js';
import type { Authorization, CheckFacts } from '../../../src/domain/plan/facts.js';
import {
  addressOf,
  checkFacts,
  NO_TARGET,
  request,
  room,
  session,
  targetOf,
} from '../../support/facts.js';

const OVER = { ...fail('The quota is used up.', 'Wait a little.'), retryAfterMs: 7 };

type State = Check['state'];

/** One line of a table: what is so, the facts, and the state of the check then. */
interface Line {
  readonly code: CheckCode;
  readonly when: string;
  readonly facts: Partial<CheckFacts>;
  readonly state: State;
}

const phone = targetOf('+14155552671');
const extended = targetOf('tel:+14155552671;ext=12');
const REFUSED = parseEndpoint('sips:bob@pbx.example.com');
const inside = targetOf('sip:billing@acme.sip.daily.co');
const UUID = '9f0c2f38-6f6f-4c8a-9d0e-0123456789ab';

const lines =
  (code: CheckCode) =>
  (...table: readonly (readonly [when: string, state: State, facts: Partial<CheckFacts>])[]) =>
    table.map(([when, state, facts]): Line => ({ code, when, state, facts }));

const caller = (facts: Parameters<typeof session>[0]) => room({ session: session(facts) });
const dialled = (text: string) => caller({ dial: { dialled: addressOf(text) } });

/** An owner whose rights are not known, or whose topology is not. */
function without(key: 'mayTransfer' | 'topology'): CheckFacts['room'] {
  const { [key]: _, ...rest } = room();
  return rest;
}

function withoutType(dial?: Parameters<typeof session>[0]): CheckFacts['room'] {
  const { participantType: _, ...rest } = session(dial);
  return room({ session: rest });
}

const LINES: readonly Line[] = [
  ...lines('call-alive')(
    ['attached', 'passed', {}],
    ['destroyed or detached', 'failed', { room: room({ alive: false }) }],
  ),
  ...lines('method-available')(
    ['this daily-js has it', 'passed', {}],
    [
      'it has not',
      'failed',
      { room: room({ methods: { sipCallTransfer: true, sipRefer: false } }) },
    ],
    [
      'it lacks the other one only',
      'passed',
      { room: room({ methods: { sipCallTransfer: false, sipRefer: true } }) },
    ],
    ['no method is chosen', 'unknown', { target: NO_TARGET, method: undefined }],
  ),
  ...lines('joined')(
    ['joined', 'passed', {}],
    ['not joined', 'failed', { room: room({ joined: false }) }],
  ),
  ...lines('may-transfer')(
    ['owner or admin', 'passed', {}],
    ['neither', 'failed', { room: room({ mayTransfer: false }) }],
    ['not known yet', 'unknown', { room: without('mayTransfer') }],
  ),
  ...lines('network-up')(
    ['not known to be interrupted', 'passed', {}],
    ['interrupted', 'failed', { room: room({ interrupted: true }) }],
  ),
  ...lines('transferee-present')(
    ['here', 'passed', {}],
    ['the local participant', 'failed', { room: caller({ presence: 'local' }) }],
    ['nobody', 'failed', { room: caller({ presence: 'absent' }) }],
  ),
  ...lines('transferee-is-telephony')(
    ...['sip-dial-in', 'sip-dial-out', 'pstn-dial-in', 'pstn-dial-out'].map(
      (type) => [type, 'passed', { room: caller({ participantType: type }) }] as const,
    ),
    ['type unknown', 'unknown', { room: caller({ participantType: 'unknown' }) }],
    [
      'type unknown and a dial event',
      'passed',
      { room: caller({ participantType: 'unknown', dial: {} }) },
    ],
    ['no type and a dial event', 'passed', { room: withoutType({ dial: {} }) }],
    ['no type and no dial event', 'failed', { room: withoutType() }],
    ['a media player', 'failed', { room: caller({ participantType: 'remote-media-player' }) }],
  ),
  ...lines('not-already-transferring')(
    ['none under way', 'passed', {}],
    ['the same under way', 'passed', { running: 'same' }],
    ['another under way', 'failed', { running: 'other' }],
  ),
  ...lines('target-valid')(
    ['valid', 'passed', {}],
    ['malformed', 'failed', { target: NO_TARGET, method: undefined }],
    ['refused', 'failed', { target: REFUSED, method: undefined }],
  ),
  ...lines('target-elsewhere')(
    ['elsewhere than the caller', 'passed', {}],
    ['neither address is known', 'unknown', { address: undefined }],
    [
      'elsewhere than the dialled address',
      'passed',
      { address: undefined, room: dialled('sip:support@acme.sip.daily.co') },
    ],
    [
      'the dialled address',
      'failed',
      { address: undefined, room: dialled('sip:sales@pbx.example.com') },
    ],
    [
      'the dialled address, in other case and with a port',
      'failed',
      { room: dialled('SIP:sales@PBX.example.com:5060') },
    ],
    ['another user of the dialled host', 'passed', { room: dialled('sip:Sales@pbx.example.com') }],
    [
      'the dialled user at another host',
      'passed',
      { room: dialled('sip:sales@other.example.com') },
    ],
    ...(
      [
        ['sip:support@acme.sip.daily.co', 'sip:support@acme.sip-us.daily.co', 'failed'],
        ['sip:support@acme.sip-us.daily.co', 'sip:support@acme.sip.daily.co', 'failed'],
        ['sip:support@acme.sip-eu.daily.co', 'sip:support@acme.sip-us.daily.co', 'failed'],
        ['sip:support@acme.sip.daily.co', 'sip:support.0@acme.sip-us.daily.co', 'failed'],
        ['sip:support.1@acme.sip-us.daily.co', 'sip:support.0@acme.sip-us.daily.co', 'failed'],
        [
          'sip:support.1@daily-0a1b-app.dapp.signalwire.com',
          'sip:support.0@daily-0a1b-app.dapp.signalwire.com',
          'failed',
        ],
        [
          'sip:support.0@daily-0a1c-app.dapp.signalwire.com',
          'sip:support.0@daily-0a1b-app.dapp.signalwire.com',
          'passed',
        ],
        ['sip:billing@acme.sip.daily.co', 'sip:support@acme.sip-us.daily.co', 'passed'],
        ['sip:support@other.sip.daily.co', 'sip:support@acme.sip-us.daily.co', 'passed'],
        ['sip:support@acme.siptrunk.daily.co', 'sip:support@acme.sip.daily.co', 'passed'],
        ['sip:acme.sip.daily.co', 'sip:acme.sip-us.daily.co', 'failed'],
        ['sip:support.0@pbx.example.com', 'sip:support@pbx.example.com', 'passed'],
      ] as const
    ).map(
      ([to, from, state]) =>
        [
          `${to} for one who dialled ${from}`,
          state,
          { target: targetOf(to), method: 'sipCallTransfer', room: dialled(from) },
        ] as const,
    ),
    ["the caller's address", 'failed', { address: addressOf('sip:sales@pbx.example.com') }],
    ["the caller's number", 'failed', { target: phone, address: addressOf('+14155552671') }],
    ['another number', 'passed', { target: phone, address: addressOf('+14155552672') }],
    ['a number, of a caller on SIP', 'passed', { target: phone }],
    ['a SIP address, of a caller with a number', 'passed', { address: addressOf('+14155552671') }],
  ),
  ...lines('target-allowed')(
    ['allowed', 'passed', {}],
    ['not allowed', 'failed', { allowFix: 'Add it to allowTargets.' }],
  ),
  ...lines('caller-id-usable')(
    ['absent', 'passed', {}],
    ['a UUID, to a phone', 'passed', { target: phone, request: request({ callerId: UUID }) }],
    [
      'a UUID in capitals',
      'passed',
      { target: phone, request: request({ callerId: UUID.toUpperCase() }) },
    ],
    ['a UUID, to a SIP address', 'failed', { request: request({ callerId: UUID }) }],
    ['anything else', 'unknown', { target: phone, request: request({ callerId: '+14155552671' }) }],
    ['a UUID and more', 'unknown', { target: phone, request: request({ callerId: `${UUID}0` }) }],
    [
      'more before a UUID',
      'unknown',
      { target: phone, request: request({ callerId: `0${UUID}` }) },
    ],
    ['empty', 'failed', { target: phone, request: request({ callerId: '' }) }],
  ),
  ...lines('extension-usable')(
    ['absent', 'passed', {}],
    ['one character', 'passed', { target: phone, request: request({ extension: '#' }) }],
    [
      'twenty characters',
      'passed',
      { target: phone, request: request({ extension: '0123456789*#01234567' }) },
    ],
    ['twenty-one', 'failed', { target: phone, request: request({ extension: '0'.repeat(21) }) }],
    ['empty', 'failed', { target: phone, request: request({ extension: '' }) }],
    ['a letter', 'failed', { target: phone, request: request({ extension: '12a' }) }],
    ['a letter before', 'failed', { target: phone, request: request({ extension: 'w12' }) }],
    ['a line break', 'failed', { target: phone, request: request({ extension: '12\n' }) }],
    ['to a SIP address', 'failed', { request: request({ extension: '12' }) }],
    ['a wait, to a SIP address', 'failed', { request: request({ waitBeforeExtensionDialSec: 1 }) }],
    ['in the text', 'passed', { target: extended }],
    [
      'one in the text that is too long',
      'failed',
      { target: targetOf(`tel:+14155552671;ext=${'1'.repeat(21)}`) },
    ],
    [
      'the same in text and request',
      'passed',
      { target: extended, request: request({ extension: '12' }) },
    ],
    [
      'others in text and request',
      'failed',
      { target: extended, request: request({ extension: '13' }) },
    ],
    [
      'a wait without one',
      'failed',
      { target: phone, request: request({ waitBeforeExtensionDialSec: 1 }) },
    ],
    [
      'a wait for the one in the text',
      'passed',
      { target: extended, request: request({ waitBeforeExtensionDialSec: 1 }) },
    ],
    ...([0, 0.5, 60] as const).map(
      (wait) =>
        [
          `a wait of ${wait}`,
          'passed',
          { target: phone, request: request({ extension: '1', waitBeforeExtensionDialSec: wait }) },
        ] as const,
    ),
    ...([-1, 60.5, Number.NaN, Infinity] as const).map(
      (wait) =>
        [
          `a wait of ${wait}`,
          'failed',
          { target: phone, request: request({ extension: '1', waitBeforeExtensionDialSec: wait }) },
        ] as const,
    ),
  ),
  ...lines('refer-target-outside')(
    ['REFER to an outside address', 'passed', {}],
    ['REFER into Daily', 'failed', { target: inside }],
    ['REFER to a phone', 'failed', { target: phone }],
    ['no REFER', 'passed', { target: inside, method: 'sipCallTransfer' }],
  ),
  ...lines('refer-transferee-outside')(
    ['REFER of an outside caller', 'passed', {}],
    ['REFER of a caller inside Daily', 'failed', { address: addressOf('sip:a@acme.sip.daily.co') }],
    ['REFER of an unknown caller', 'unknown', { address: undefined }],
    ["REFER of a carrier's address", 'unknown', { address: addressOf('sip:a@b.signalwire.com') }],
    ['REFER of a phone caller', 'unknown', { address: addressOf('+14155552671') }],
    [
      'no REFER',
      'passed',
      { method: 'sipCallTransfer', address: addressOf('sip:a@acme.sip.daily.co') },
    ],
  ),
  ...lines('refer-transferee-on-sip')(
    ['REFER of a SIP caller', 'passed', {}],
    [
      'REFER of a dialled SIP leg without address',
      'passed',
      { address: undefined, room: caller({ participantType: 'sip-dial-out' }) },
    ],
    ['REFER of a caller by phone', 'failed', { room: caller({ participantType: 'pstn-dial-in' }) }],
    [
      'REFER of a dialled phone',
      'failed',
      { address: undefined, room: caller({ participantType: 'pstn-dial-out' }) },
    ],
    ['REFER of a number', 'failed', { address: addressOf('+14155552671') }],
    [
      'REFER of an unknown type with a SIP address',
      'passed',
      { room: caller({ participantType: 'unknown' }) },
    ],
    [
      'REFER of an unknown type',
      'unknown',
      { address: undefined, room: caller({ participantType: 'unknown' }) },
    ],
    ['REFER of no type', 'unknown', { address: undefined, room: withoutType({ dial: {} }) }],
    ['no REFER', 'passed', { method: 'sipCallTransfer', address: addressOf('+14155552671') }],
  ),
  ...lines('room-on-sfu')(
    ['sfu', 'passed', {}],
    ['peer', 'failed', { room: room({ topology: 'peer' }) }],
    ['not known', 'unknown', { room: without('topology') }],
  ),
  ...lines('within-quota')(
    ['no quota is set', 'passed', {}],
    ['there is room', 'passed', { quota: pass('There is room.') }],
    ['the quota is used up', 'failed', { quota: OVER }],
    ['the request joins', 'passed', { quota: OVER, running: 'same' }],
    ['another transfer is under way', 'failed', { quota: OVER, running: 'other' }],
  ),
  ...lines('authorized')(
    ...(
      [
        ['none', 'passed'],
        ['unasked', 'unknown'],
        ['granted', 'passed'],
        ['refused', 'failed'],
        ['late', 'failed'],
        ['threw', 'failed'],
      ] as const satisfies readonly (readonly [Authorization, State])[]
    ).map(([authorization, state]) => [authorization, state, { authorization }] as const),
  ),
];

function check(facts: Partial<CheckFacts>, code: CheckCode): Check {
  const found = runChecks(checkFacts(facts)).find((one) => one.code === code);
  if (!found) throw new Error(`no check ${code}`);
  return found;
}

function codesIn(state: State, facts: Partial<CheckFacts>): readonly CheckCode[] {
  return runChecks(checkFacts(facts))
    .filter((one) => one.state === state)
    .map(({ code }) => code);
}

describe('runChecks', () => {
  it.each(LINES)('$code, $when: $state', ({ code, facts, state }) => {
    expect(check(facts, code).state).toBe(state);
  });

  it('has a passing and, where there is one, a failing line for every check', () => {
    for (const state of ['passed', 'failed'] as const) {
      const codes = new Set(LINES.filter((line) => line.state === state).map(({ code }) => code));
      expect([...codes].sort()).toEqual([...CHECK_CODES].sort());
    }
  });

  it('gives each check a sentence without numbers, and a hint to the failed ones alone', () => {
    for (const { facts } of LINES) {
      for (const { state, message, hint } of runChecks(checkFacts(facts))) {
        expect(message).toMatch(/^[A-Z].*\.$/);
        expect(message).not.toMatch(/\d{3}/);
        expect(hint !== undefined && /^[A-Z].*\.$/.test(hint)).toBe(state === 'failed');
        expect(hint ?? '').not.toMatch(/\d{5}/);
      }
    }
  });

  it('says in other words why the caller cannot be found, and how authorization failed', () => {
    const presence = ['local', 'absent'] as const;
    const authorizations = ['refused', 'late', 'threw'] as const;
    const absent = presence.map((one) =>
      check({ room: caller({ presence: one }) }, 'transferee-present'),
    );
    const refused = authorizations.map((authorization) => check({ authorization }, 'authorized'));
    expect(new Set(absent.map(({ message }) => message)).size).toBe(2);
    expect(new Set(refused.map(({ message }) => message)).size).toBe(3);
  });

  it('says what the quota says', () => {
    expect(check({ quota: OVER }, 'within-quota')).toEqual({ code: 'within-quota', ...OVER });
  });

  it('says what is missing where there is a wait alone', () => {
    const alone = { target: phone, request: request({ waitBeforeExtensionDialSec: 1 }) };
    expect(check(alone, 'extension-usable').message).toBe('There is a wait, but no extension.');
  });

  it('says in other words that nothing is under way, and that the same is', () => {
    const told = [undefined, 'same'] as const;
    const messages = told.map((running) => check({ running }, 'not-already-transferring').message);
    expect(messages).toEqual([
      'No transfer of this caller is under way.',
      'The same transfer is under way; this request joins it.',
    ]);
  });

  it('tells a broken target from one that is not sent', () => {
    const messages = [NO_TARGET, REFUSED].map(
      (target) => check({ target }, 'target-valid').message,
    );
    expect(messages).toEqual([
      'The target is not a valid address.',
      'Calls are not sent to addresses of this kind.',
    ]);
  });

  it("gives the target's own message as the hint, and the fix of the rules as it came", () => {
    expect(check({ target: NO_TARGET }, 'target-valid').hint).toBe(
      'Enter a SIP address or a phone number.',
    );
    expect(check({ allowFix: 'Add it to allowTargets.' }, 'target-allowed').fix).toBe(
      'Add it to allowTargets.',
    );
  });

  it('tells the person at the page, in their words, what may not be called', () => {
    const told = (target: Endpoint) => {
      const { message, hint } = check(
        { target, allowFix: 'Add it to allowTargets.' },
        'target-allowed',
      );
      return [message, hint];
    };
    const ask = 'Choose another target, or ask who looks after this app.';
    expect(told(phone)).toEqual(['This number may not be called from here.', ask]);
    expect(told(inside)).toEqual(['This address may not be called from here.', ask]);
    expect(told(targetOf('sip:billing@acme.daily.co'))).toEqual([
      'This address may not be called from here.',
      'To reach the room, write sip:billing@acme.sip.daily.co.',
    ]);
  });

  it('tells the developer nothing where the person at the page can write the right address', () => {
    const target = targetOf('sip:billing@acme.daily.co');
    const facts = { target, allowFix: "Add 'acme.daily.co' to allowTargets." };
    expect(check(facts, 'target-allowed').fix).toBeUndefined();
  });

  it('tells the developer which option could allow a target that is refused', () => {
    const fixOf = (text: string) =>
      check({ target: parseEndpoint(text), method: undefined }, 'target-valid').fix;
    expect(fixOf('sip:a@b.c:22')).toContain('endpoints.ports');
    expect(fixOf('sip:a@192.0.2.1')).toContain('endpoints.allowIp');
    expect(fixOf('sip:a@b.c;tgrp=x')).toContain('endpoints.parameters');
    expect(fixOf('sips:a@b.c')).toBeUndefined();
  });

  it('speaks of code to the developer only', () => {
    for (const { facts } of LINES) {
      for (const { message, hint = '' } of runChecks(checkFacts(facts))) {
        expect(`${message} ${hint}`).not.toMatch(/[a-z][A-Z]|[()_]|session id|daily-js/);
      }
    }
  });

  it('gives checks that cannot be changed', () => {
    const checks = runChecks(checkFacts());
    expect(Object.isFrozen(checks)).toBe(true);
    expect(checks.every((one) => Object.isFrozen(one))).toBe(true);
  });
});

describe('one fault', () => {
  const ROOM: readonly CheckCode[] = ['may-transfer', 'network-up', 'transferee-present'];
  const CALLER: readonly CheckCode[] = [
    'transferee-is-telephony',
    'target-elsewhere',
    'refer-transferee-outside',
    'refer-transferee-on-sip',
  ];
  /** Everything is spoilt at once that hangs on the room, the caller or the target. */
  const spoilt = (facts: Partial<CheckFacts['room']>) =>
    room({
      mayTransfer: false,
      interrupted: true,
      topology: 'peer',
      methods: { sipCallTransfer: false, sipRefer: false },
      session: session({ presence: 'absent', participantType: 'pstn-dial-in' }),
      ...facts,
    });

  it.each([
    [
      'call-alive',
      { room: spoilt({ alive: false, joined: false }) },
      ['method-available', 'joined', ...ROOM, ...CALLER, 'room-on-sfu'],
    ],
    [
      'joined',
      { room: spoilt({ joined: false, methods: room().methods }) },
      [...ROOM, ...CALLER, 'room-on-sfu'],
    ],
    [
      'transferee-present',
      {
        room: caller({ presence: 'absent', participantType: 'pstn-dial-in' }),
        address: addressOf('sip:sales@pbx.example.com'),
      },
      CALLER,
    ],
    [
      'target-valid',
      {
        target: NO_TARGET,
        method: undefined,
        allowFix: 'Add it to allowTargets.',
        request: request({ callerId: '', extension: 'x' }),
        room: caller({ participantType: 'pstn-dial-in' }),
      },
      [
        'method-available',
        'target-elsewhere',
        'target-allowed',
        'caller-id-usable',
        'extension-usable',
        'refer-target-outside',
        'refer-transferee-outside',
        'refer-transferee-on-sip',
      ],
    ],
  ] as const)('%s shows as one failed check', (code, facts, dependent) => {
    const order = (codes: readonly CheckCode[]) => CHECK_CODES.filter((one) => codes.includes(one));
    expect(codesIn('failed', facts)).toEqual([code]);
    expect(codesIn('unknown', facts)).toEqual(order(dependent));
  });

  it('leaves what hangs on it without a hint, even where it is overridden', () => {
    const checks = runChecks(checkFacts({ room: spoilt({ joined: false }) }));
    const unknowns = checks.filter(({ state }) => state === 'unknown');
    expect(unknowns.length).toBeGreaterThan(0);
    expect(unknowns.every((one) => !('hint' in one) && !('overridden' in one))).toBe(true);
  });
});

describe('isOverridable', () => {
  it('is true where the page can be wrong, and false where the app has decided', () => {
    expect(isOverridable('network-up')).toBe(true);
    expect(isOverridable('target-allowed')).toBe(false);
  });

  it.each([undefined, null, '', 'unheard-of', 1, {}, 'toString'])('of %j is false', (code) => {
    expect(isOverridable(code)).toBe(false);
  });
});

describe('findBlockers', () => {
  /** As a page in another copy of the package could send it: every code, overridable or not. */
  const override = CHECK_CODES.filter((code) => isOverridable(code));
  const failing = LINES.filter(({ state }) => state === 'failed');

  it.each(failing)('names $code, $when', ({ code, facts }) => {
    const checks = runChecks(checkFacts(facts));
    expect(findBlockers(checks).map((one) => one.code)).toContain(code);
    expect(findBlockers(checks)).toEqual(checks.filter(({ state }) => state === 'failed'));
  });

  it.each(failing)('with everything overridden, $code, $when', ({ code, when, facts }) => {
    const overriding = { ...(facts.request ?? request()), override };
    const checks = runChecks(checkFacts({ ...facts, request: overriding }));
    const stays = !isOverridable(code) || when === 'REFER to a phone';
    const found = checks.find((one) => one.code === code);
    expect(findBlockers(checks).some((one) => one.code === code)).toBe(stays);
    expect(found?.state).toBe('failed');
    expect(found?.overridden).toBe(stays ? undefined : true);
  });

  it('overrides a failed check only, and only the one that is named', () => {
    const facts = { room: room({ interrupted: true, mayTransfer: false }) };
    const checks = runChecks(
      checkFacts({ ...facts, request: request({ override: ['network-up', 'room-on-sfu'] }) }),
    );
    expect(checks.filter(({ overridden }) => overridden).map(({ code }) => code)).toEqual([
      'network-up',
    ]);
    expect(findBlockers(checks).map(({ code }) => code)).toEqual(['may-transfer']);
  });

  it('overrides no check that may not be, even when a request gets that far with it', () => {
    const smuggled = request({ override: ['target-allowed' as 'network-up'] });
    const checks = runChecks(
      checkFacts({ allowFix: 'Add it to allowTargets.', request: smuggled }),
    );
    expect(findBlockers(checks).map(({ code }) => code)).toEqual(['target-allowed']);
  });

  it('is empty when nothing stands in the way, and cannot be changed', () => {
    const blockers = findBlockers(runChecks(checkFacts()));
    expect(blockers).toEqual([]);
    expect(Object.isFrozen(blockers)).toBe(true);
  });
});

describe('outcomes that are given', () => {
  it('stand in the place of looking, by the same rules', () => {
    const facts = checkFacts({ room: room({ joined: false, interrupted: true }) });
    const given = {
      joined: { state: 'unknown', message: 'Daily says.' },
      'room-on-sfu': { state: 'failed', message: 'Told so.', hint: 'Wait.' },
    } as const;
    const checks = runChecks({ ...facts, given });
    const found = (code: string) => checks.find((one) => one.code === code);
    expect(found('joined')).toEqual({ code: 'joined', ...given.joined });
    expect(found('room-on-sfu')).toEqual({ code: 'room-on-sfu', ...given['room-on-sfu'] });
    expect(found('network-up')?.state).toBe('failed');
    expect(findBlockers(checks).map(({ code }) => code)).toEqual(['network-up', 'room-on-sfu']);
  });

  it('tell nothing where what they rest on has failed', () => {
    const given = { 'may-transfer': { state: 'passed', message: 'Told so.' } } as const;
    const checks = runChecks(checkFacts({ room: room({ joined: false }), given }));
    expect(checks.find(({ code }) => code === 'may-transfer')?.state).toBe('unknown');
  });
});
