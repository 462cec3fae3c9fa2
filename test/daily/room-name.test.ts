import { describe, expect, it } from 'vitest';
import { readRoomName } from '../../src/daily/room-name.js';
import { FakeCall } from '../support/fake-call.js';

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
