import Daily, { type DailyCall } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulateDaily, type SimulatedDaily, type SimulatedRoom } from 'daily-transfer/simulator';
import { createCall, recordEvents, releaseCalls } from '../../support/genuine-daily.js';

describe('handleRequest, asked by the genuine daily-js', () => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;
  let call: DailyCall;

  beforeEach(async () => {
    daily = simulateDaily({ domain: 'acme', dailyVersion: Daily.version(), clock: 'virtual' });
    room = daily.room('support');
    call = createCall(daily, Daily);
    await call.join({ url: room.url, token: room.ownerToken });
    await daily.settled();
  });
  afterEach(() => releaseCalls(daily));

  it.each([
    [{ sipUri: 'sip:bob@pbx.example.com', displayName: 'Bob' }, 'sip-dial-out', 'Bob'],
    [{ phoneNumber: '+14155552671' }, 'pstn-dial-out', '+14155552671'],
  ])('dials out: %j', async (options, type, name) => {
    const events = recordEvents(call);
    const { session } = await call.startDialOut(options);
    await daily.settled();
    expect(events).toEqual([
      'participant-joined',
      'participant-counts-updated',
      'dialout-connected',
    ]);
    expect(room.callers).toMatchObject([{ sessionId: session?.sessionId, type, name }]);
  });

  it('ends what it dialled', async () => {
    const sessionId = room.dialOut({ to: '+14155552671' });
    await daily.settled();
    const events = recordEvents(call, ['participant-left', 'dialout-stopped']);
    await call.stopDialOut({ sessionId });
    await call.stopDialOut({ sessionId });
    expect(events).toEqual(['participant-left', 'dialout-stopped']);
  });

  it('dials for nobody without the right', async () => {
    room.revokeOwner();
    await expect(call.startDialOut({ phoneNumber: '+14155552671' })).rejects.toContain(
      'not allowed',
    );
    expect(room.callers).toEqual([]);
  });

  it('gets ready for callers and takes tones', async () => {
    const events = recordEvents(call, ['dialin-ready']);
    await call.startDialIn({ displayName: 'Line 2' });
    await call.sendDTMF({ sessionId: room.dialIn(), tones: '12#' });
    await daily.settled();
    expect(events).toEqual(['dialin-ready']);
  });

  it('changes participants', async () => {
    const web = room.joinWeb();
    const caller = room.dialIn();
    await daily.settled();
    call.updateParticipant(web, { updatePermissions: { canAdmin: true }, setAudio: false });
    call.updateParticipant(caller, { eject: true });
    call.updateParticipant('nobody', { eject: true });
    await daily.settled();
    expect(call.participants()[web]?.permissions).toMatchObject({ canAdmin: true, canSend: true });
    expect(call.participants()[web]?.tracks.audio.state).toBe('off');
    expect(room.callers).toEqual([]);
    call.updateParticipants({ [web]: { eject: true, setVideo: false } });
    await daily.settled();
    expect(room.participants).toHaveLength(1);
  });

  it('turns the own microphone and camera on and off', async () => {
    call.setLocalAudio(false);
    call.setLocalVideo(true);
    await daily.settled();
    expect(call.participants().local.tracks.audio.state).toBe('off');
    expect(call.participants().local.tracks.video.state).toBe('loading');
    call.updateParticipant('local', { setVideo: false });
    await daily.settled();
    expect(call.participants().local.tracks.video.state).toBe('off');
  });

  it('knows who somebody is', async () => {
    await expect(call.setUserName('Ada')).resolves.toMatchObject({ userName: 'Ada' });
    await expect(call.setUserData({ desk: 4 })).resolves.toMatchObject({ userData: { desk: 4 } });
    await daily.settled();
    expect(call.participants().local).toMatchObject({ user_name: 'Ada', userData: { desk: 4 } });
  });

  it('answers what an app asks of a room', async () => {
    await expect(call.room()).resolves.toMatchObject({
      name: 'support',
      config: { sip_uri: { endpoint: room.sipUri } },
    });
    await expect(call.getNetworkTopology()).resolves.toEqual({ topology: 'sfu' });
    await expect(call.getInputDevices()).resolves.toMatchObject({ mic: {} });
    const settings = { video: { processor: { type: 'none' } } } as const;
    await expect(call.updateInputSettings(settings)).resolves.toBeDefined();
    expect(call.meetingSessionSummary().id).toBe('support-session');
  });

  it('keeps the data of the meeting', async () => {
    call.setMeetingSessionData({ a: 1 });
    call.setMeetingSessionData({ b: 2 }, 'shallow-merge');
    await daily.settled();
    expect(call.meetingSessionState().data).toEqual({ a: 1, b: 2 });
    call.setMeetingSessionData({ c: 3 }, 'replace');
    await daily.settled();
    expect(call.meetingSessionState().data).toEqual({ c: 3 });
  });

  it('brings a message to those who are meant', async () => {
    const other = createCall(daily, Daily);
    await other.join({ url: room.url });
    const heard: unknown[] = [];
    other.on('app-message', ({ data }) => heard.push(data));
    call.sendAppMessage('for you', other.participants().local.session_id);
    call.sendAppMessage('for somebody else', 'nobody');
    call.sendAppMessage('for both', ['nobody', other.participants().local.session_id]);
    await daily.settled();
    expect(heard).toEqual(['for you', 'for both']);
  });

  it('leaves alone what it does not know', async () => {
    const events = recordEvents(call);
    call.setBandwidth({ kbs: 100 });
    call.setDailyLang('de');
    await daily.settled();
    expect(events).toEqual([]);
  });
});
