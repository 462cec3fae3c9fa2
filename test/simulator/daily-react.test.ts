import Daily, { type DailyCall, type DailyEventObject } from '@daily-co/daily-js';
import {
  DailyProvider,
  useAppMessage,
  useDaily,
  useDevices,
  useDialin,
  useDialOut,
  useLocalSessionId,
  useMeetingSessionState,
  useMeetingState,
  useNetwork,
  useParticipantCounts,
  useParticipantIds,
  useParticipantProperty,
  usePermissions,
  useRoom,
  useVideoTrack,
} from '@daily-co/daily-react';
import { act, createElement, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { simulateDaily, type SimulatedDaily, type SimulatedRoom } from 'daily-transfer/simulator';
import 'daily-transfer/simulator/happy-dom';

const onAppMessage = vi.fn<(event: DailyEventObject<'app-message'>) => void>();
const onDialOutError = vi.fn<(event: DailyEventObject<'dialout-error'>) => void>();

/** What every hook says at once. */
function useEverything() {
  const local = useLocalSessionId();
  const ids = useParticipantIds({ filter: 'remote' });
  return {
    call: useDaily(),
    state: useMeetingState(),
    local,
    ids,
    name: useParticipantProperty(ids[0] ?? '', 'user_name'),
    type: useParticipantProperty(ids[0] ?? '', 'participantType'),
    counts: useParticipantCounts(),
    permissions: usePermissions(),
    others: usePermissions(ids[0]),
    send: useAppMessage({ onAppMessage }),
    dialOut: useDialOut({ onDialOutError }),
    dialIn: useDialin(),
    network: useNetwork(),
    room: useRoom(),
    devices: useDevices(),
    session: useMeetingSessionState(),
    video: useVideoTrack(local),
  };
}

type Everything = ReturnType<typeof useEverything>;

let drawn: Everything | undefined;

function Probe(): null {
  drawn = useEverything();
  return null;
}

/** What was drawn last. */
function now(): Everything {
  if (!drawn) throw new Error('nothing is drawn');
  return drawn;
}

describe("daily-react's hooks in a simulated room", () => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;
  let call: DailyCall;
  let root: Root;

  beforeEach(async () => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    daily = simulateDaily({ domain: 'acme', clock: 'virtual' });
    room = daily.room('support');
    call = daily.createCallObject(Daily);
    root = createRoot(document.createElement('div'));
    const provider = createElement(DailyProvider, { callObject: call }, createElement(Probe));
    await act(async () => root.render(createElement(StrictMode, null, provider)));
  });
  afterEach(async () => {
    await act(async () => root.unmount());
    daily.dispose();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** Something happens, and the hooks hear of it. Some of them take in ten changes a second at most. */
  async function happen(what: () => unknown = () => undefined): Promise<void> {
    await act(async () => {
      await what();
      await daily.settled();
      await daily.advance(100);
    });
  }

  const join = (token = room.ownerToken) =>
    happen(() => call.join({ url: room.url, token, userName: 'Ada' }));

  it('join', async () => {
    expect(now()).toMatchObject({ call, state: 'new', local: '', room: null });
    await join();
    expect(now()).toMatchObject({
      state: 'joined-meeting',
      local: call.participants().local.session_id,
      counts: { present: 1, hidden: 0 },
      room: { name: 'support', tokenConfig: { is_owner: true } },
      session: { data: {}, topology: 'sfu' },
      video: { isOff: true },
    });
  });

  it('show who is there before the join', async () => {
    await happen(() => call.startCamera({ url: room.url }));
    expect(now().local).toBe(call.participants().local.session_id);
    expect(now()).toMatchObject({ ids: [], video: { isOff: true } });
    await join();
    expect(now()).toMatchObject({ state: 'joined-meeting', counts: { present: 1 } });
  });

  it('show participants, and who is present', async () => {
    await join();
    let caller = '';
    await happen(() => (caller = room.dialIn({ name: 'Alice' })));
    expect(now()).toMatchObject({ ids: [caller], name: 'Alice', type: 'sip-dial-in' });
    await happen(() => room.hide(caller));
    expect(now()).toMatchObject({ ids: [], counts: { present: 1, hidden: 1 } });
    await happen(() => room.show(caller));
    expect(now()).toMatchObject({ ids: [caller], counts: { present: 2, hidden: 0 } });
    await happen(() => room.hangUp(caller));
    expect(now().ids).toEqual([]);
  });

  it('show permissions as they change', async () => {
    await join(room.guestToken);
    expect(now().permissions).toMatchObject({ canAdminParticipants: false, canSendAudio: true });
    await happen(() => room.grant({ canAdmin: new Set(['participants']), canSend: false }));
    expect(now().permissions).toMatchObject({
      canAdminParticipants: true,
      canAdminStreaming: false,
      canSendAudio: false,
      hasPresence: true,
    });
    const web = room.joinWeb();
    const updatePermissions = { canSend: new Set(['audio'] as const) };
    await happen();
    await happen(() => call.updateParticipant(web, { updatePermissions }));
    expect(now().others).toMatchObject({ canSendAudio: true, canSendVideo: false });
  });

  it('carry messages', async () => {
    await join();
    const other = daily.createCallObject(Daily);
    const heard: unknown[] = [];
    other.on('app-message', ({ data }) => heard.push(data));
    await happen(() => other.join({ url: room.url }));
    await happen(() => now().send({ hello: 1 }));
    expect(heard).toEqual([{ hello: 1 }]);
    await happen(() => other.sendAppMessage({ hello: 2 }));
    const fromId = other.participants().local.session_id;
    expect(onAppMessage).toHaveBeenLastCalledWith(
      expect.objectContaining({ data: { hello: 2 }, fromId }),
      expect.any(Function),
    );
  });

  it('dial out, and tell how it goes', async () => {
    await join();
    room.onDialOut(({ to }) => ({ callee: to.startsWith('+') ? 'answers' : 'busy' }));
    let answered = '';
    await happen(async () => {
      const dialled = await now().dialOut.startDialOut({ phoneNumber: '+14155552671' });
      answered = dialled?.session?.sessionId ?? '';
    });
    await happen(() => daily.advance(100));
    expect(now().dialOut.sessions[answered]).toMatchObject({ status: 'answered' });
    await happen(() => now().dialOut.sendDTMF({ sessionId: answered, tones: '1' }));
    await happen(() => now().dialOut.stopDialOut({ sessionId: answered }));
    expect(now().dialOut.sessions[answered]).toMatchObject({ status: 'stopped' });
    await happen(() => now().dialOut.startDialOut({ sipUri: 'sip:bob@pbx.example.com' }));
    await happen(() => daily.advance(100));
    expect(onDialOutError).toHaveBeenCalledWith(
      expect.objectContaining({
        errorMsg: 'busy',
        details: { destination: 'sip:bob@pbx.example.com' },
      }),
    );
  });

  it('tell of callers who dial in', async () => {
    await join();
    expect(now().dialIn).toMatchObject({ isReady: false, sessions: {} });
    await happen(() => now().dialIn.startDialIn({ displayName: 'Line 2' }));
    expect(now().dialIn).toMatchObject({ isReady: true, sipEndpoint: room.sipUri });
    let caller = '';
    await happen(() => (caller = room.dialIn({ from: 'sip:alice@pbx.example.com' })));
    expect(now().dialIn.sessions[caller]).toMatchObject({ status: 'connected' });
    await happen(() => room.hangUp(caller));
    expect(now().dialIn.sessions[caller]).toMatchObject({ status: 'stopped' });
  });

  it('tell of the network', async () => {
    await join();
    expect(now().network).toMatchObject({
      topology: 'sfu',
      networkState: 'good',
      networkStatus: 'connected',
      quality: 100,
    });
    await expect(now().network.getStats()).resolves.toMatchObject({ latest: expect.any(Object) });
    await happen(() => room.joinWeb());
    await happen(() => room.useTopology('peer'));
    expect(now()).toMatchObject({ network: { topology: 'peer' }, session: { topology: 'peer' } });
    await happen(() => room.networkDown());
    expect(now().network.networkStatus).toBe('interrupted');
    await happen(() => room.networkUp());
    expect(now().network.networkStatus).toBe('connected');
  });

  it('keep the data of the meeting', async () => {
    await join();
    await happen(() => call.setMeetingSessionData({ a: 1 }));
    expect(now().session.data).toEqual({ a: 1 });
  });

  it('choose devices', async () => {
    const mic = { deviceId: 'm', groupId: '', kind: 'audioinput', label: 'Headset' };
    vi.spyOn(navigator.mediaDevices, 'enumerateDevices').mockResolvedValue([
      { ...mic, toJSON: () => mic } as MediaDeviceInfo,
    ]);
    await join();
    await happen(() => now().devices.refreshDevices());
    expect(now().devices.microphones).toMatchObject([{ device: { deviceId: 'm' } }]);
    await happen(() => now().devices.setMicrophone('m'));
    expect(now().devices.currentMic).toMatchObject({ device: { deviceId: 'm' }, selected: true });
  });

  it('leave, and join again', async () => {
    await join();
    await happen(() => call.leave());
    expect(now()).toMatchObject({ state: 'left-meeting', ids: [] });
    await join(room.guestToken);
    expect(now()).toMatchObject({
      state: 'joined-meeting',
      local: call.participants().local.session_id,
      permissions: { canAdminParticipants: false },
    });
  });
});
