// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { TransferCall } from '../../src/daily/call.js';
import {
  lookFor,
  readJoinedAt,
  readParticipants,
  readRights,
  readRoom,
  readRoomName,
  readSession,
  readSessionData,
} from '../../src/daily/facts.js';
import { FakeCall } from '../support/fake-call.js';

const known = { attached: true, interrupted: false } as const;

function broken(...names: readonly (keyof TransferCall)[]): FakeCall {
  const call = new FakeCall();
  for (const name of names) {
    Object.assign(call, {
      [name]: () => {
        throw new Error(`${name} is broken`);
      },
    });
  }
  return call;
}

describe('readRoom', () => {
  it('reads a joined room and one caller in it', () => {
    const call = new FakeCall();
    const sessionId = call.dialIn({ name: 'Alice' });
    call.update(sessionId, { joined_at: new Date(1_000) });
    expect(readRoom(call, sessionId, known)).toEqual({
      alive: true,
      joined: true,
      methods: { sipCallTransfer: true, sipRefer: true },
      mayTransfer: true,
      interrupted: false,
      topology: 'sfu',
      session: {
        sessionId,
        presence: 'here',
        participantType: 'sip-dial-in',
        name: 'Alice',
        joinedAt: 1_000,
      },
    });
  });

  it('adds what the caller told by a dial event', () => {
    const call = new FakeCall();
    const sessionId = call.dialIn();
    const dial = { sipCallId: 'call' };
    expect(readRoom(call, sessionId, { ...known, dial }).session.dial).toBe(dial);
  });

  it('knows of no topology but sfu and peer, and asks for none before joining', () => {
    const call = new FakeCall();
    call.topology = 'none';
    expect(readRoom(call, 'x', known)).not.toHaveProperty('topology');
    call.topology = 'peer';
    expect(readRoom(call, 'x', known).topology).toBe('peer');
    let asked = 0;
    const early = Object.assign(new FakeCall({ joined: false }), {
      meetingSessionState: () => ((asked += 1), { topology: 'sfu' }),
    });
    expect(readRoom(early, 'x', known)).toMatchObject({ joined: false });
    expect(asked).toBe(0);
  });

  it('is not alive when detached, destroyed, or when that cannot be told', () => {
    const destroyed = new FakeCall();
    destroyed.destroy();
    expect(readRoom(new FakeCall(), 'x', { ...known, attached: false })).toMatchObject({
      alive: false,
      joined: false,
    });
    expect(readRoom(destroyed, 'x', known).alive).toBe(false);
    expect(readRoom(broken('isDestroyed'), 'x', known).alive).toBe(false);
  });

  it('tolerates members that throw or are missing', () => {
    const call = broken('participants', 'meetingState', 'meetingSessionState');
    expect(readRoom(call, 'x', known)).toStrictEqual({
      alive: true,
      joined: false,
      methods: { sipCallTransfer: true, sipRefer: true },
      interrupted: false,
      session: { sessionId: 'x', presence: 'absent' },
    });
    const lame = Object.assign(new FakeCall(), {
      sipRefer: undefined,
      meetingSessionState: undefined,
    });
    expect(readRoom(lame as unknown as TransferCall, 'x', known)).toMatchObject({
      joined: true,
      methods: { sipCallTransfer: true, sipRefer: false },
    });
  });
});

describe('readRoom, of the methods', () => {
  it.each(['sipCallTransfer', 'sipRefer'] as const)('finds a daily-js without %s', (missing) => {
    const call = Object.assign(new FakeCall(), { [missing]: undefined });
    const { methods } = readRoom(call as unknown as TransferCall, 'x', known);
    expect(methods).toEqual({ sipCallTransfer: true, sipRefer: true, [missing]: false });
  });
});

describe('readParticipants', () => {
  it.each([undefined, null, 'odd', 1])('is empty when the list is %o', (list) => {
    const call = Object.assign(new FakeCall(), { participants: () => list });
    expect(readParticipants(call as unknown as TransferCall)).toEqual({});
  });
});

describe('readSession', () => {
  const people = {
    local: { session_id: 'me', local: true },
    caller: { session_id: 'caller', participantType: 'sip-dial-in' },
    mirror: { session_id: 'mirror', local: true },
    nothing: null,
    odd: { participantType: 7, user_name: 7, joined_at: 'today' },
    invalid: { joined_at: new Date(Number.NaN) },
  };

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'nothing', '', 'unknown'])(
    'finds nobody under %j',
    (id) => {
      expect(readSession(people, id, undefined)).toEqual({ sessionId: id, presence: 'absent' });
    },
  );

  it.each(['local', 'me', 'mirror'])('finds ourselves under %j', (id) => {
    expect(readSession(people, id, undefined)).toEqual({ sessionId: id, presence: 'local' });
  });

  it('finds ourselves under `local` where nobody is listed', () => {
    expect(readSession({}, 'local', undefined).presence).toBe('local');
  });

  it('takes only fields of the right type', () => {
    expect(readSession(people, 'odd', undefined)).toEqual({ sessionId: 'odd', presence: 'here' });
    expect(readSession(people, 'invalid', undefined)).not.toHaveProperty('joinedAt');
  });
});

describe('readRights', () => {
  it.each<[string, unknown, boolean | undefined]>([
    ['an owner', { owner: true }, true],
    ['nobody in particular', {}, false],
    ['something that is not quite true', { owner: 1 }, false],
    ['an admin of everything', { permissions: { canAdmin: true } }, true],
    ['no admin', { permissions: { canAdmin: false } }, false],
    ['an admin of participants', { permissions: { canAdmin: new Set(['participants']) } }, true],
    ['an admin of streaming', { permissions: { canAdmin: new Set(['streaming']) } }, false],
    ['an admin by list', { permissions: { canAdmin: ['participants'] } }, true],
    ['an admin by another list', { permissions: { canAdmin: ['streaming'] } }, false],
    ['an admin by text', { permissions: { canAdmin: 'participants' } }, false],
    ['somebody with odd permissions', { permissions: 'all' }, false],
    ['null', null, undefined],
    ['text', 'local', undefined],
  ])('of %s', (_, local, rights) => {
    expect(readRights({ local })).toBe(rights);
  });

  it('are not known without a local participant of its own', () => {
    expect(readRights({})).toBeUndefined();
    expect(
      readRights(Object.create({ local: { owner: true } }) as object as never),
    ).toBeUndefined();
  });
});

describe('lookFor', () => {
  it('sees a caller here and gone', () => {
    const call = new FakeCall();
    const caller = call.dialIn();
    expect(lookFor(call, caller)).toBe('here');
    call.vanish(caller);
    expect(lookFor(call, caller)).toBe('gone');
  });

  it.each<[string, (call: FakeCall) => void, string]>([
    ['we have left', (call) => call.leaveMeeting(), 'call-ended'],
    ['our call failed', (call) => call.fail(), 'call-ended'],
    ['the call object is destroyed', (call) => call.destroy({ silently: true }), 'call-ended'],
    ['the local participant is not listed', (call) => void call.vanish('local'), 'unclear'],
  ])('does not say that a caller is gone when %s', (_, change, expected) => {
    const call = new FakeCall();
    const caller = call.dialIn();
    change(call);
    expect(lookFor(call, caller)).toBe(expected);
  });

  it('says nothing before we have joined, or when the call object cannot tell', () => {
    expect(lookFor(new FakeCall({ joined: false }), 'x')).toBe('unclear');
    expect(lookFor(broken('meetingState'), 'x')).toBe('unclear');
    expect(lookFor(broken('participants'), 'x')).toBe('unclear');
    expect(lookFor(broken('isDestroyed'), 'x')).toBe('call-ended');
  });

  it('goes by own keys', () => {
    expect(lookFor(new FakeCall(), '__proto__')).toBe('gone');
  });
});

describe('readRoomName', () => {
  it('reads the name that Daily tells', async () => {
    expect(await readRoomName(new FakeCall())).toBe('support');
  });

  it.each([
    null,
    undefined,
    7,
    'support',
    {},
    { name: 7 },
    { roomUrlPendingJoin: 'https://acme.daily.co/support' },
  ])('reads none in %j', async (info) => {
    const call = new FakeCall();
    call.roomInfo = info;
    expect(await readRoomName(call)).toBeUndefined();
  });

  it('reads none where the call object throws, rejects or has no such method', async () => {
    const throwing = Object.assign(new FakeCall(), {
      room: () => {
        throw new Error('not supported');
      },
    });
    const rejecting = Object.assign(new FakeCall(), {
      room: () => Promise.reject(new Error('no')),
    });
    const lame = Object.assign(new FakeCall(), { room: undefined });
    const names = await Promise.all([throwing, rejecting, lame].map((call) => readRoomName(call)));
    expect(names).toEqual([undefined, undefined, undefined]);
  });
});

describe('readSessionData', () => {
  it('reads what stands there, as it is', () => {
    const call = new FakeCall();
    call.data = { key: 'value' };
    expect(readSessionData(call)).toBe(call.data);
  });

  it('asks nothing before the call has joined, since daily-js would print an error', () => {
    const call = new FakeCall({ joined: false });
    let asked = 0;
    call.meetingSessionState = () => {
      asked += 1;
      throw new Error('only supported after join');
    };
    expect(readSessionData(call)).toBeUndefined();
    expect(asked).toBe(0);
    call.join();
    expect(readSessionData(call)).toBeUndefined();
    expect(asked).toBe(1);
  });
});

describe('readJoinedAt', () => {
  it('reads when the local participant joined, in milliseconds', () => {
    const call = new FakeCall();
    call.update('local', { joined_at: new Date(1_700_000_000_500) });
    expect(readJoinedAt(call)).toBe(1_700_000_000_500);
  });

  it.each([undefined, '2026-01-01', 7, new Date(Number.NaN)])('reads none in %o', (joinedAt) => {
    const call = new FakeCall();
    call.update('local', { joined_at: joinedAt });
    expect(readJoinedAt(call)).toBeUndefined();
  });
});
