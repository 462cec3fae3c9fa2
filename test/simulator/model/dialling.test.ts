import Daily, { type DailyCall, type DailyEvent } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  simulateDaily,
  type DialInBehaviour,
  type DialOutBehaviour,
  type LogEntry,
  type SimulatedDaily,
  type SimulatedRoom,
} from 'daily-transfer/simulator';
import { createCall, recordEvents, releaseCalls } from '../../support/genuine-daily.js';

let daily: SimulatedDaily;
let room: SimulatedRoom;
let call: DailyCall;
let seen: DailyEvent[];
/** What the promises said. */
let said: string[];

beforeEach(async () => {
  daily = simulateDaily({ domain: 'acme', clock: 'virtual' });
  room = daily.room('support');
  call = createCall(daily, Daily);
  await call.join({ url: room.url, token: room.ownerToken });
  await daily.settled();
  said = [];
  seen = recordEvents(call, [
    'participant-joined',
    'participant-left',
    'dialout-connected',
    'dialout-answered',
    'dialout-stopped',
    'dialout-error',
    'dialin-ready',
    'dialin-error',
  ]);
});
afterEach(() => releaseCalls(daily));

function write(asked: Promise<unknown>): void {
  asked.then(
    () => said.push('yes'),
    () => said.push('no'),
  );
}

function lastTold(action: string): Readonly<Record<string, unknown>> | undefined {
  const isMeant = (entry: LogEntry) => entry.direction === 'sent' && entry.action === action;
  return [...daily.log].reverse().find(isMeant)?.message;
}

describe('a dial-out', () => {
  const rings = ['participant-joined', 'dialout-connected'];

  it.each<[DialOutBehaviour | undefined, answer: string, readonly string[]]>([
    [undefined, 'yes', rings],
    [{ callee: 'answers' }, 'yes', [...rings, 'dialout-answered']],
    [{ callee: 'busy' }, 'yes', [...rings, 'dialout-error', 'participant-left']],
    [
      { callee: 'declines', told: 'stopped' },
      'yes',
      [...rings, 'participant-left', 'dialout-stopped'],
    ],
    [{ callee: 'no-answer', calleeAfterMs: 30_000 }, 'yes', rings],
    [{ callee: 'unreachable' }, 'yes', ['dialout-error']],
    [{ reply: 'reject' }, 'no', []],
    [{ reply: 'silent' }, '', []],
    [{ afterMs: 20_000 }, '', []],
  ])('goes as the handler says: %j', async (behaviour, answer, expected) => {
    room.onDialOut(() => behaviour);
    write(call.startDialOut({ phoneNumber: '+14155552671' }));
    await daily.settled();
    await daily.advance(1_000);
    expect(said.join()).toBe(answer);
    expect(seen).toEqual(expected);
  });

  it('takes its time', async () => {
    room.onDialOut(() => ({ afterMs: 500, callee: 'answers', calleeAfterMs: 4_000 }));
    write(call.startDialOut({ sipUri: 'sip:bob@pbx.example.com' }));
    await daily.settled();
    await daily.advance(499);
    expect(seen).toEqual([]);
    await daily.advance(1);
    expect(seen).toEqual(rings);
    await daily.advance(3_999);
    expect(seen).toEqual(rings);
    await daily.advance(1);
    expect(seen).toEqual([...rings, 'dialout-answered']);
  });

  it('rejects with what the handler says, and goes as usual without one', async () => {
    const refused = 'dial-out not enabled for room. add enable_dialout property to room';
    room.onDialOut(() => ({ reply: 'reject', error: refused }));
    const phoneNumber = '+14155552671';
    await expect(call.startDialOut({ phoneNumber })).rejects.toBe(refused);
    room.onDialOut();
    await expect(call.startDialOut({ phoneNumber })).resolves.toBeDefined();
    expect(room.callers).toHaveLength(1);
  });

  it('has no session if it could not start', async () => {
    room.onDialOut(({ to }) => ({ callee: to.startsWith('+') ? 'unreachable' : 'rings' }));
    await call.startDialOut({ phoneNumber: '+14155552671' });
    await daily.advance(1_000);
    expect(lastTold('dialout-error')).toMatchObject({
      errorMsg: 'unreachable',
      details: { destination: '+14155552671' },
    });
    expect(lastTold('dialout-error')).not.toHaveProperty('sessionId');
  });

  it('tells nothing more of a callee who was hung up on', async () => {
    room.onDialOut(() => ({ callee: 'answers', calleeAfterMs: 1_000 }));
    const { session } = await call.startDialOut({ phoneNumber: '+14155552671' });
    await call.stopDialOut({ sessionId: session?.sessionId ?? '' });
    await daily.advance(2_000);
    expect(seen.filter((name) => name === 'dialout-answered')).toEqual([]);
    expect(room.callers).toEqual([]);
  });
});

describe('startDialIn', () => {
  it.each<[DialInBehaviour | undefined, answer: string, readonly string[]]>([
    [undefined, 'yes', ['dialin-ready']],
    [{ ready: 'never' }, 'yes', []],
    [{ ready: 'fails' }, 'yes', ['dialin-error']],
    [{ readyAfterMs: 5_000 }, 'yes', []],
    [{ reply: 'reject' }, 'no', []],
    [{ reply: 'silent' }, '', []],
    [{ afterMs: 5_000 }, '', []],
  ])('goes as the handler says: %j', async (behaviour, answer, expected) => {
    const asked: string[] = [];
    room.onDialIn(({ displayName }) => {
      asked.push(displayName);
      return behaviour;
    });
    write(call.startDialIn({ displayName: 'Line 2' }));
    await daily.settled();
    await daily.advance(1_000);
    expect(said.join()).toBe(answer);
    expect(seen).toEqual(expected);
    expect(asked).toEqual(['Line 2']);
  });

  it('fails with the endpoint that could not be started', async () => {
    room.onDialIn(() => ({ ready: 'fails' }));
    await call.startDialIn({ displayName: 'Line 2' });
    await daily.settled();
    expect(lastTold('dialin-error')).toMatchObject({
      type: 'start-failed',
      details: { sipEndpoint: room.sipUri },
    });
  });
});
