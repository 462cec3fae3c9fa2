import type { DailyCall } from '@daily-co/daily-js';

/** What becomes of a promise method of the call object, in a room that the local participant may manage. */
export interface MethodRow {
  /** What daily-js sends for it; `-` for what it does by itself. */
  readonly action: string;
  /**
   * `answered`, `refused` with a sentence, or settled by `daily-js` itself, without the simulator; `before`:
   * for before the join, and refused by daily-js after it.
   */
  readonly outcome: 'answered' | 'refused' | 'daily-js' | 'before';
  /** Does a guest hear a no? */
  readonly guest?: 'no';
  readonly note?: string;
  readonly ask: (call: DailyCall, ids: Ids) => Promise<unknown>;
}

/** Whom the methods are about. */
export interface Ids {
  readonly caller: string;
  readonly callee: string;
}

/** Every method of the call object with a promise, in the order of daily-js's types. */
export const METHODS: Readonly<Record<string, MethodRow>> = {
  join: {
    action: 'join-meeting',
    outcome: 'answered',
    note: 'A URL of another domain is refused.',
    ask: (call) => call.join(),
  },
  leave: { action: 'leave-meeting', outcome: 'answered', ask: (call) => call.leave() },
  destroy: { action: 'leave-meeting', outcome: 'answered', ask: (call) => call.destroy() },
  updateWaitingParticipant: {
    action: 'daily-method-update-waiting-participant',
    outcome: 'refused',
    guest: 'no',
    note: 'Simulated rooms have no lobby: nobody waits under any id.',
    ask: (call, { caller }) => call.updateWaitingParticipant(caller, {}),
  },
  updateWaitingParticipants: {
    action: 'daily-method-update-waiting-participants',
    outcome: 'answered',
    guest: 'no',
    note: 'With no ids, since nobody waits.',
    ask: (call) => call.updateWaitingParticipants({ '*': { grantRequestedAccess: true } }),
  },
  requestAccess: {
    action: 'daily-method-request-access',
    outcome: 'refused',
    note: 'It can be asked for in the lobby only.',
    ask: (call) => call.requestAccess({ name: 'Alice' }),
  },
  getReceiveSettings: {
    action: 'get-single-participant-receive-settings',
    outcome: 'answered',
    ask: (call) => call.getReceiveSettings('base'),
  },
  updateReceiveSettings: {
    action: 'update-receive-settings',
    outcome: 'answered',
    ask: (call) => call.updateReceiveSettings({ base: { video: { layer: 0 } } }),
  },
  updateInputSettings: {
    action: 'update-input-settings',
    outcome: 'answered',
    ask: (call) => call.updateInputSettings({ audio: { processor: { type: 'none' } } }),
  },
  getInputSettings: {
    action: '-',
    outcome: 'daily-js',
    ask: (call) => call.getInputSettings(),
  },
  getDailyLang: {
    action: 'get-daily-lang',
    outcome: 'answered',
    ask: (call) => call.getDailyLang(),
  },
  getMeetingSession: {
    action: 'get-meeting-session',
    outcome: 'answered',
    ask: (call) => call.getMeetingSession(),
  },
  setUserName: {
    action: 'set-user-name',
    outcome: 'answered',
    ask: (call) => call.setUserName('Ada'),
  },
  setUserData: {
    action: 'set-user-data',
    outcome: 'answered',
    ask: (call) => call.setUserData({ desk: 4 }),
  },
  startCamera: {
    action: 'start-camera',
    outcome: 'before',
    ask: (call) => call.startCamera(),
  },
  startLocalAudioLevelObserver: {
    action: 'start-local-audio-level-observer',
    outcome: 'answered',
    note: 'Where the browser has audio worklets.',
    ask: (call) => call.startLocalAudioLevelObserver(),
  },
  startRemoteParticipantsAudioLevelObserver: {
    action: 'start-remote-participants-audio-level-observer',
    outcome: 'answered',
    ask: (call) => call.startRemoteParticipantsAudioLevelObserver(),
  },
  cycleCamera: {
    action: 'cycle-camera',
    outcome: 'answered',
    note: 'With no device.',
    ask: (call) => call.cycleCamera(),
  },
  cycleMic: {
    action: 'cycle-mic',
    outcome: 'answered',
    note: 'With no device.',
    ask: (call) => call.cycleMic(),
  },
  startCustomTrack: {
    action: 'start-custom-track',
    outcome: 'refused',
    note: 'Out of scope.',
    ask: (call) => call.startCustomTrack({ track: new MediaStreamTrack() }),
  },
  stopCustomTrack: {
    action: 'stop-custom-track',
    outcome: 'answered',
    note: 'daily-js knows no refusal of it.',
    ask: (call) => call.stopCustomTrack('none'),
  },
  setInputDevicesAsync: {
    action: 'set-input-devices',
    outcome: 'answered',
    ask: (call) => call.setInputDevicesAsync({ audioDeviceId: 'a-microphone' }),
  },
  setOutputDeviceAsync: {
    action: 'set-output-device',
    outcome: 'answered',
    ask: (call) => call.setOutputDeviceAsync({ outputDeviceId: 'a-speaker' }),
  },
  getInputDevices: {
    action: 'get-input-devices',
    outcome: 'answered',
    ask: (call) => call.getInputDevices(),
  },
  preAuth: {
    action: 'daily-method-preauth',
    outcome: 'before',
    ask: (call) => call.preAuth(),
  },
  load: {
    action: '-',
    outcome: 'daily-js',
    note: '`loaded` follows.',
    ask: (call) => call.load(),
  },
  startRemoteMediaPlayer: {
    action: 'daily-method-start-remote-media-player',
    outcome: 'refused',
    note: 'Out of scope.',
    ask: (call) => call.startRemoteMediaPlayer({ url: 'https://example.com/a.mp4' }),
  },
  stopRemoteMediaPlayer: {
    action: 'daily-method-stop-remote-media-player',
    outcome: 'refused',
    note: 'Out of scope.',
    ask: (call) => call.stopRemoteMediaPlayer('none'),
  },
  updateRemoteMediaPlayer: {
    action: 'daily-method-update-remote-media-player',
    outcome: 'refused',
    note: 'Out of scope.',
    ask: (call) =>
      call.updateRemoteMediaPlayer({ session_id: 'none', settings: { state: 'play' } }),
  },
  testCallQuality: {
    action: 'test-call-quality',
    outcome: 'before',
    note: 'Out of scope: it resolves with `failed` and a sentence.',
    ask: (call) => call.testCallQuality(),
  },
  testPeerToPeerCallQuality: {
    action: 'test-p2p-call-quality',
    outcome: 'refused',
    note: 'Out of scope.',
    ask: (call) => call.testPeerToPeerCallQuality({ videoTrack: new MediaStreamTrack() }),
  },
  testWebsocketConnectivity: {
    action: 'test-websocket-connectivity',
    outcome: 'refused',
    note: 'Out of scope.',
    ask: (call) => call.testWebsocketConnectivity(),
  },
  testNetworkConnectivity: {
    action: 'test-network-connectivity',
    outcome: 'refused',
    note: 'Out of scope.',
    ask: (call) => call.testNetworkConnectivity(new MediaStreamTrack()),
  },
  testConnectionQuality: {
    action: 'test-call-quality',
    outcome: 'before',
    note: 'As `testCallQuality()`.',
    ask: (call) => call.testConnectionQuality({ videoTrack: new MediaStreamTrack() }),
  },
  getNetworkStats: {
    action: 'get-calc-stats',
    outcome: 'answered',
    ask: (call) => call.getNetworkStats(),
  },
  getCpuLoadStats: {
    action: 'get-cpu-load-stats',
    outcome: 'answered',
    ask: (call) => call.getCpuLoadStats(),
  },
  updateSendSettings: {
    action: 'update-send-settings',
    outcome: 'answered',
    ask: (call) => call.updateSendSettings({ video: 'quality-optimized' }),
  },
  enumerateDevices: {
    action: '-',
    outcome: 'daily-js',
    note: 'The devices of the browser.',
    ask: (call) => call.enumerateDevices(),
  },
  setTheme: {
    action: '-',
    outcome: 'daily-js',
    note: "For Daily's own interface only: daily-js refuses it.",
    ask: async (call) => call.setTheme({ colors: {} }),
  },
  requestFullscreen: {
    action: '-',
    outcome: 'daily-js',
    note: 'Without an iframe it does nothing.',
    ask: (call) => call.requestFullscreen(),
  },
  room: { action: 'lib-room-info', outcome: 'answered', ask: (call) => call.room() },
  geo: { action: '-', outcome: 'daily-js', ask: (call) => call.geo() },
  getNetworkTopology: {
    action: 'get-network-topology',
    outcome: 'answered',
    ask: (call) => call.getNetworkTopology(),
  },
  setNetworkTopology: {
    action: 'set-network-topology',
    outcome: 'answered',
    guest: 'no',
    note: 'Not known that it needs a right.',
    ask: (call) => call.setNetworkTopology({ topology: 'peer' }),
  },
  getSidebarView: {
    action: '-',
    outcome: 'daily-js',
    note: "For Daily's own interface only.",
    ask: (call) => call.getSidebarView(),
  },
  startDialOut: {
    action: 'dialout-start',
    outcome: 'answered',
    guest: 'no',
    note: 'As `room.onDialOut()` says.',
    ask: (call) => call.startDialOut({ phoneNumber: '+14155552671' }),
  },
  startDialIn: {
    action: 'dialin-start',
    outcome: 'answered',
    guest: 'no',
    note: 'As `room.onDialIn()` says.',
    ask: (call) => call.startDialIn({ displayName: 'Line 2' }),
  },
  stopDialOut: {
    action: 'dialout-stop',
    outcome: 'answered',
    guest: 'no',
    note: 'Without a dial-out of that id `NOT_FOUND`.',
    ask: (call, { callee }) => call.stopDialOut({ sessionId: callee }),
  },
  sendDTMF: {
    action: 'send-dtmf',
    outcome: 'answered',
    guest: 'no',
    note: 'To a callee, or a caller by the provider `daily`; else `NOT_FOUND`.',
    ask: (call, { callee }) => call.sendDTMF({ sessionId: callee, tones: '1' }),
  },
  sipCallTransfer: {
    action: 'sip-call-transfer',
    outcome: 'answered',
    guest: 'no',
    note: 'As `room.onTransfer()` says.',
    ask: (call, { caller }) =>
      call.sipCallTransfer({ sessionId: caller, toEndPoint: '+14155552671' }),
  },
  sipRefer: {
    action: 'sip-call-transfer',
    outcome: 'answered',
    guest: 'no',
    note: 'As `room.onTransfer()` says.',
    ask: (call, { caller }) =>
      call.sipRefer({ sessionId: caller, toEndPoint: 'sip:bob@pbx.example.com' }),
  },
};
