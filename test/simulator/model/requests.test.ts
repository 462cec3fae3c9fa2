import Daily, { type DailyCall, type DailyRoomInfo } from '@daily-co/daily-js';
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
    await expect(call.stopDialOut({ sessionId })).rejects.toBe('NOT_FOUND');
    await expect(call.stopDialOut({ sessionId: room.dialIn() })).rejects.toBe('NOT_FOUND');
    expect(room.callers).toHaveLength(1);
    expect(events).toEqual(['participant-left', 'dialout-stopped']);
  });

  it('gets ready for callers and takes tones', async () => {
    const events = recordEvents(call, ['dialin-ready']);
    await call.startDialIn({ displayName: 'Line 2' });
    await call.sendDTMF({ sessionId: room.dialOut({ to: '+14155552671' }), tones: '12#' });
    await call.sendDTMF({ sessionId: room.dialIn({ provider: 'daily' }), tones: '12#' });
    await daily.settled();
    const toCaller = call.sendDTMF({ sessionId: room.dialIn(), tones: '12#' });
    await expect(toCaller).rejects.toBe('NOT_FOUND');
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

  it('shows no local media, on or off, since there is none', async () => {
    call.setLocalAudio(true);
    call.setLocalVideo(true);
    await daily.settled();
    const { audio, video, tracks } = call.participants().local;
    expect({ audio, video }).toEqual({ audio: false, video: false });
    expect([tracks.audio, tracks.video]).toEqual([
      { subscribed: true, state: 'off', off: { byUser: true } },
      { subscribed: true, state: 'off', off: { byUser: true } },
    ]);
  });

  it('shows the others what the own microphone and camera do', async () => {
    const other = createCall(daily, Daily);
    await other.join({ url: room.url });
    const own = call.participants().local.session_id;
    const states = () => {
      const { audio, video } = other.participants()[own]?.tracks ?? {};
      return [audio?.state, video?.state];
    };
    call.setLocalAudio(false);
    await daily.settled();
    expect(states()).toEqual(['off', 'loading']);
    call.setLocalAudio(true);
    call.updateParticipant('local', { setVideo: false });
    await daily.settled();
    expect(states()).toEqual(['loading', 'off']);
  });

  it('knows who somebody is', async () => {
    await expect(call.setUserName('Ada')).resolves.toMatchObject({ userName: 'Ada' });
    await expect(call.setUserData({ desk: 4 })).resolves.toMatchObject({ userData: { desk: 4 } });
    await daily.settled();
    expect(call.participants().local).toMatchObject({ user_name: 'Ada', userData: { desk: 4 } });
  });

  it('tells what room it is, with the defaults if they are asked for', async () => {
    const own = { enable_dialout: true, sip_uri: { endpoint: room.sipUri } };
    const info = await call.room();
    expect(info).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'support',
      config: { ...own, max_participants: 200, enable_chat: false },
      domainConfig: { hipaa: false },
      tokenConfig: { is_owner: true },
    });
    expect(await call.room({ includeRoomConfigDefaults: false })).toEqual({ ...info, config: own });
    const other = createCall(daily, Daily);
    await other.join({ url: room.url });
    expect(await other.room()).toMatchObject({ id: (info as DailyRoomInfo).id, tokenConfig: {} });
  });

  it('has one id for each meeting', async () => {
    const { id } = call.meetingSessionSummary();
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await call.getMeetingSession()).toMatchObject({ meetingSession: { id } });
    call.setMeetingSessionData({ a: 1 });
    const other = createCall(daily, Daily);
    await other.join({ url: room.url });
    expect(other.meetingSessionSummary()).toEqual({ id });
    await Promise.all([call.leave(), other.leave()]);
    await call.join({ url: room.url });
    await daily.settled();
    expect(call.meetingSessionSummary().id).not.toBe(id);
    expect(call.meetingSessionState()).toEqual({ data: {}, topology: 'sfu' });
  });

  it('tells of the network and the machine', async () => {
    await expect(call.getNetworkTopology()).resolves.toEqual({ topology: 'sfu' });
    await expect(call.setNetworkTopology({ topology: 'peer' })).resolves.toEqual({});
    await expect(call.getNetworkTopology()).resolves.toEqual({ topology: 'peer' });
    await expect(call.setNetworkTopology({ topology: 'sfu' })).resolves.toEqual({
      workerId: expect.any(String),
    });
    await expect(call.getNetworkStats()).resolves.toMatchObject({
      networkState: 'good',
      networkStateReasons: [],
      quality: 100,
      stats: { latest: { recvBitsPerSecond: null }, worstVideoRecvPacketLoss: 0 },
    });
    await expect(call.getCpuLoadStats()).resolves.toMatchObject({ cpuLoadState: 'low' });
  });

  it('keeps settings', async () => {
    const settings = { video: { processor: { type: 'none' } } } as const;
    await expect(call.updateInputSettings(settings)).resolves.toBeDefined();
    await expect(call.updateSendSettings({ video: 'quality-optimized' })).resolves.toEqual({
      video: 'quality-optimized',
    });
    await daily.settled();
    expect(call.getSendSettings()).toEqual({ video: 'quality-optimized' });
    await call.updateReceiveSettings({ base: { video: { layer: 0 } } });
    await call.updateReceiveSettings({ '*': { screenVideo: { layer: 1 } } });
    await daily.settled();
    expect(await call.getReceiveSettings()).toMatchObject({ base: { video: { layer: 0 } } });
    expect(await call.getReceiveSettings('base')).toEqual({ video: { layer: 0 } });
    await expect(call.updateReceiveSettings({ base: 'inherit' })).resolves.toEqual({
      receiveSettings: { '*': { screenVideo: { layer: 1 } } },
    });
    call.setDailyLang('de');
    await expect(call.getDailyLang()).resolves.toMatchObject({ lang: 'de', langSetting: 'de' });
    call.setDailyLang('user');
    await expect(call.getDailyLang()).resolves.toMatchObject({ lang: 'en', langSetting: 'user' });
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

  it('leaves alone what has no effect without media', async () => {
    const events = recordEvents(call);
    call.setBandwidth({ kbs: 100 });
    call.stopScreenShare();
    await daily.settled();
    expect(events).toEqual([]);
  });
});
