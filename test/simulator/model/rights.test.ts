import Daily, { type DailyCall, type DailyParticipantUpdateOptions } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulateDaily, type SimulatedDaily, type SimulatedRoom } from 'daily-transfer/simulator';
import { createCall, releaseCalls } from '../../support/genuine-daily.js';

const roles = ['owner', 'admin', 'guest'] as const;
type Role = (typeof roles)[number];

describe('who may do what, asked by the genuine daily-js', () => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;
  let calls: Record<Role, DailyCall>;

  beforeEach(async () => {
    daily = simulateDaily({ domain: 'acme', dailyVersion: Daily.version(), clock: 'virtual' });
    room = daily.room('support');
    calls = {
      owner: createCall(daily, Daily),
      admin: createCall(daily, Daily),
      guest: createCall(daily, Daily),
    };
    for (const role of roles) {
      await calls[role].join({ url: room.url, token: room[`${role}Token`] });
    }
    await daily.settled();
  });
  afterEach(() => releaseCalls(daily));

  const idOf = (role: Role): string => calls[role].participants().local.session_id;
  const permissionsOf = (role: Role) => calls[role].participants().local.permissions;

  async function update(by: Role, id: string, properties: DailyParticipantUpdateOptions) {
    calls[by].updateParticipant(id, properties);
    await daily.settled();
  }

  const telephony: readonly [string, (call: DailyCall, callee: string) => Promise<unknown>][] = [
    ['startDialOut', (call) => call.startDialOut({ phoneNumber: '+14155552671' })],
    ['startDialIn', (call) => call.startDialIn({ displayName: 'Line 2' })],
    ['stopDialOut', (call, sessionId) => call.stopDialOut({ sessionId })],
    ['sendDTMF', (call, sessionId) => call.sendDTMF({ sessionId, tones: '1' })],
    [
      'sipCallTransfer',
      (call, sessionId) => call.sipCallTransfer({ sessionId, toEndPoint: '+14155552671' }),
    ],
    [
      'sipRefer',
      (call, sessionId) => call.sipRefer({ sessionId, toEndPoint: 'sip:b@pbx.example.com' }),
    ],
    ['setNetworkTopology', (call) => call.setNetworkTopology({ topology: 'peer' })],
    ['updateWaitingParticipants', (call) => call.updateWaitingParticipants({})],
  ];

  it.each(telephony)('%s: an owner and an admin may, a guest may not', async (_, ask) => {
    for (const role of roles) {
      const callee = room.dialOut({ to: '+14155552671' });
      const before = room.participants;
      const asked = ask(calls[role], callee).then(
        () => 'yes',
        (error: unknown) => JSON.stringify(error),
      );
      await daily.advance(1_000);
      const said = await asked;
      if (role === 'guest') {
        expect(said).toContain('not allowed');
        expect(room.participants).toEqual(before);
      } else expect(said).toBe('yes');
    }
  });

  it.each([
    ['owner', 'admin', true],
    ['owner', 'guest', true],
    ['admin', 'guest', true],
    ['admin', 'owner', false],
    ['guest', 'owner', false],
    ['guest', 'admin', false],
    ['owner', 'owner', false],
    ['guest', 'guest', false],
  ] as const)('may the %s eject the %s? %s', async (by, other, may) => {
    const id = idOf(other);
    await update(by, id, { eject: true });
    expect(room.participants.some(({ sessionId }) => sessionId === id)).toBe(!may);
  });

  it.each(roles)('ejects a caller for an owner and an admin, not for a guest: %s', async (by) => {
    await update(by, room.dialIn(), { eject: true });
    expect(room.callers).toHaveLength(by === 'guest' ? 1 : 0);
  });

  it.each([
    ['owner', 'guest', new Set(['participants'] as const), true],
    ['owner', 'guest', true, true],
    ['admin', 'guest', new Set(['participants'] as const), true],
    ['admin', 'guest', new Set(['participants', 'streaming'] as const), false],
    ['admin', 'guest', true, false],
    ['guest', 'guest', true, false],
    ['admin', 'admin', true, false],
    ['owner', 'admin', false, true],
    ['admin', 'owner', false, false],
    ['guest', 'admin', false, false],
  ] as const)(
    'may the %s give the %s the admin rights %o? %s',
    async (by, other, canAdmin, may) => {
      const before = permissionsOf(other).canAdmin;
      await update(by, idOf(other), { updatePermissions: { canAdmin } });
      expect(permissionsOf(other).canAdmin).toEqual(may ? canAdmin : before);
    },
  );

  it('lets a guest with a stolen right do nothing that it could not do before', async () => {
    await update('guest', 'local', { updatePermissions: { canAdmin: true } });
    const transfer = calls.guest.sipCallTransfer({
      sessionId: room.dialIn(),
      toEndPoint: '+14155552671',
    });
    await expect(transfer).rejects.toContain('not allowed');
    expect(room.callers).toHaveLength(1);
  });

  it('lets an admin mute, and an owner alone unmute', async () => {
    const web = room.joinWeb();
    const audio = () => calls.owner.participants()[web]?.tracks.audio.state;
    await update('guest', web, { setAudio: false });
    expect(audio()).toBe('loading');
    await update('admin', web, { setAudio: false });
    expect(audio()).toBe('off');
    await update('admin', web, { setAudio: true });
    expect(audio()).toBe('off');
    await update('owner', web, { setAudio: true });
    expect(audio()).toBe('loading');
  });

  it('turns off what may no longer be sent, and leaves it off', async () => {
    const web = room.joinWeb();
    const tracks = () => calls.owner.participants()[web]?.tracks;
    await update('admin', web, { updatePermissions: { canSend: new Set(['video']) } });
    expect(tracks()?.audio).toMatchObject({ state: 'off', off: { byCanSendPermission: true } });
    expect(tracks()?.video.state).toBe('loading');
    await update('owner', web, { setAudio: true });
    await update('admin', web, { updatePermissions: { canSend: true } });
    expect(tracks()?.audio).toMatchObject({ state: 'off', off: { byUser: true } });
  });

  it('keeps a guest from turning on what it may not send', async () => {
    await update('owner', idOf('guest'), { updatePermissions: { canSend: false } });
    calls.guest.setLocalAudio(true);
    await daily.settled();
    const audio = calls.owner.participants()[idOf('guest')]?.tracks.audio;
    expect(audio).toMatchObject({ state: 'off', off: { byCanSendPermission: true } });
  });

  it('hides who has no presence, and keeps the fields of canReceive that are not named', async () => {
    const id = idOf('guest');
    const byUserId = { someone: false };
    await update('owner', id, { updatePermissions: { canReceive: { byUserId } } });
    expect(permissionsOf('guest').canReceive).toEqual({ base: true, byUserId });
    await update('owner', id, { updatePermissions: { hasPresence: false } });
    expect(calls.owner.participants()[id]).toBeUndefined();
    expect(calls.owner.participantCounts()).toEqual({ present: 2, hidden: 1 });
    await update('owner', id, { updatePermissions: { hasPresence: true } });
    expect(calls.owner.participants()[id]).toBeDefined();
  });

  it('writes down what it refused, and why', async () => {
    await update('guest', idOf('owner'), { eject: true });
    expect(daily.log.at(-1)).toMatchObject({
      direction: 'noted',
      action: 'refused update-participant',
      room: 'support',
      message: { reason: 'only an owner or an admin of participants may change others' },
    });
  });

  it('takes what everybody in the room may do', async () => {
    const heard: unknown[] = [];
    calls.owner.on('app-message', ({ data }) => heard.push(data));
    calls.guest.sendAppMessage('hello');
    calls.guest.setMeetingSessionData({ a: 1 });
    await daily.settled();
    expect(heard).toEqual(['hello']);
    expect(calls.owner.meetingSessionState().data).toEqual({ a: 1 });
  });
});
