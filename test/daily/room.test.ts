// @vitest-environment node
import { beforeEach, describe, expect, it } from 'vitest';
import { Room, type RoomChange } from '../../src/daily/room.js';
import type { CallEvent } from '../../src/daily/signals.js';
import { FakeCall } from '../support/fake-call.js';

const LIST: RoomChange = { transferees: true, plans: true };
const PLANS: RoomChange = { transferees: false, plans: true };
const NOTHING: RoomChange = { transferees: false, plans: false };

let call: FakeCall;
let room: Room;
let told: [kind: CallEvent['kind'], change: RoomChange][];

beforeEach(() => {
  call = new FakeCall();
  room = new Room(call, [], ({ kind }, change) => told.push([kind, change]));
  told = [];
});

describe('what a room tells has changed', () => {
  it('is the list as a caller comes, and plans with it; then a dial event tells more', () => {
    call.dialIn({ from: 'sip:alice@home.example.net' });
    expect(told).toEqual([
      ['transferee-shown', LIST],
      ['dial-connected', LIST],
    ]);
  });

  it('is the list as a caller is hidden and shown, and what a dial event told is kept', () => {
    const caller = call.dialIn({ from: 'sip:alice@home.example.net' });
    const [before] = room.transferees;
    told = [];
    call.hide(caller);
    expect(told).toEqual([['transferee-hidden', LIST]]);
    expect(room.transferees).toEqual([]);
    call.show(caller);
    expect(told.at(-1)).toEqual(['transferee-shown', LIST]);
    expect(room.transferees).toEqual([before]);
  });

  it('is the list as a caller leaves, and nothing as the leg stops', () => {
    const caller = call.dialIn();
    told = [];
    call.hangUp(caller);
    expect(told).toEqual([
      ['transferee-left', LIST],
      ['dial-stopped', NOTHING],
    ]);
    expect(room.transferees).toEqual([]);
  });

  it.each([
    ['dialin-warning', 'dial-warning'],
    ['dialin-error', 'dial-error'],
  ] as const)('is nothing at %s', (name, kind) => {
    const sessionId = call.dialIn();
    told = [];
    call.tell(name, { sessionId, errorMsg: 'no' });
    expect(told).toEqual([[kind, NOTHING]]);
  });

  it('is what plans rest on as the call ends and is destroyed', () => {
    call.destroy();
    expect(told).toEqual([
      ['call-ended', PLANS],
      ['destroyed', PLANS],
    ]);
  });

  it('is nothing once it is left', () => {
    room.leave();
    call.dialIn();
    expect(told).toEqual([]);
  });
});

describe('the address of a caller', () => {
  const WEBHOOK = 'sip:carol@home.example.net';

  it('is learned from a webhook where no dial event told one', () => {
    const caller = call.dialIn({ dialled: 'sip:support@acme.sip.daily.co' });
    expect(room.learnAddress(caller, WEBHOOK)).toEqual(LIST);
    expect(room.transferees[0]?.address).toMatchObject({ user: 'carol' });
    expect(room.learnAddress(caller, WEBHOOK)).toEqual(NOTHING);
  });

  it('is what a dial event told, whatever a webhook says', () => {
    const caller = call.dialIn({ from: 'sip:alice@home.example.net' });
    expect(room.learnAddress(caller, WEBHOOK)).toEqual(NOTHING);
    expect(room.transferees[0]?.address).toMatchObject({ user: 'alice' });
  });
});
