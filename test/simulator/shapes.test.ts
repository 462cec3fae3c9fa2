import Daily, { type DailyCall, type DailyEvent } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import ts from 'typescript';
import { simulateDaily, type SimulatedDaily, type SimulatedRoom } from 'daily-transfer/simulator';
import { createCall, releaseCalls } from '../support/genuine-daily.js';
import { compile } from '../support/compile.js';
import { findEvents } from './daily-types.js';

/*
 * Everything that daily-js tells an app in a simulated room is written down as TypeScript and compiled
 * against daily-js's own types: what is missing, of another type or too much is an error.
 */

/** What the simulator can make daily-js tell. */
const FED: readonly DailyEvent[] = [
  'access-state-updated',
  'active-speaker-mode-change',
  'app-message',
  'call-instance-destroyed',
  'dialin-connected',
  'dialin-error',
  'dialin-ready',
  'dialin-stopped',
  'dialin-warning',
  'dialout-answered',
  'dialout-connected',
  'dialout-error',
  'dialout-stopped',
  'dialout-warning',
  'error',
  'input-settings-updated',
  'joined-meeting',
  'joining-meeting',
  'lang-updated',
  'left-meeting',
  'live-streaming-error',
  'loaded',
  'loading',
  'local-audio-level',
  'meeting-session-state-updated',
  'meeting-session-summary-updated',
  'meeting-session-updated',
  'network-connection',
  'network-quality-change',
  'nonfatal-error',
  'participant-counts-updated',
  'participant-joined',
  'participant-left',
  'participant-updated',
  'receive-settings-updated',
  'recording-error',
  'remote-participants-audio-level',
  'selected-devices-updated',
  'send-settings-updated',
  'started-camera',
  'transcription-error',
];

/** What the types do not have and Daily does. */
const BEYOND: readonly { readonly message: RegExp; readonly why: string }[] = [
  {
    message: /'"sip_uri"' does not exist/,
    why: "the room's SIP address, as Daily's guide to SIP reads it",
  },
];

const place = 'test/simulator/in-memory.ts';

describe("what an app is told, by daily-js's own types", () => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;
  let call: DailyCall;
  let events: { readonly action: string }[];

  beforeEach(() => {
    vi.stubGlobal('AudioWorkletNode', EventTarget);
    daily = simulateDaily({ domain: 'acme', dailyVersion: Daily.version(), clock: 'virtual' });
    room = daily.room('support');
    call = createCall(daily, Daily);
    events = [];
    findEvents().forEach((name) =>
      // What daily-js hands out it changes later itself, so it is written down at once.
      call.on(name as DailyEvent, (event: object) =>
        events.push({ action: name, ...structuredClone(event) }),
      ),
    );
  });
  afterEach(async () => {
    await releaseCalls(daily);
    vi.unstubAllGlobals();
  });

  /** Everything that can be told, in an order in which it can be. */
  async function live(): Promise<void> {
    await call.startCamera({ url: room.url });
    await call.join({ token: room.ownerToken, userName: 'Ada' });
    await changeSettings();
    const caller = room.dialIn({ from: 'sip:alice@pbx.example.com', sipHeaders: { 'X-Id': '7' } });
    const callee = room.dialOut({ to: '+14155552671', callerId: 'a-number-id' });
    room.answer(callee);
    [caller, callee].forEach((leg) => {
      room.dialWarning(leg);
      room.dialError(leg);
      room.hangUp(leg);
    });
    room.dialInReady();
    room.hide(room.joinWeb({ name: 'Bob' }));
    room.useTopology('peer');
    const other = createCall(daily, Daily);
    await other.join({ url: room.url });
    other.sendAppMessage({ hello: 1 });
    await fail();
    await daily.settled();
  }

  async function changeSettings(): Promise<void> {
    await call.setInputDevicesAsync({ audioDeviceId: 'm' });
    await call.updateInputSettings({ audio: { processor: { type: 'none' } } });
    await call.updateSendSettings({ video: 'quality-optimized' });
    await call.updateReceiveSettings({ base: { video: { layer: 0 } } });
    await call.startLocalAudioLevelObserver();
    await call.startRemoteParticipantsAudioLevelObserver();
    call.setActiveSpeakerMode(true);
    call.setDailyLang('de');
  }

  /** What goes wrong, or is out of scope. */
  async function fail(): Promise<void> {
    call.startRecording();
    call.startLiveStreaming({ rtmpUrl: 'rtmp://example.com' });
    call.startTranscription();
    call.startScreenShare();
    room.onDialOut(() => ({ callee: 'unreachable' }));
    room.onDialIn(() => ({ ready: 'fails' }));
    await call.startDialOut({ phoneNumber: '+14155552671' });
    await call.startDialIn({ displayName: 'Line 2' });
    await daily.advance(1_000);
  }

  /** What the call object says of itself, by the expression that says it. */
  async function read(): Promise<readonly (readonly [expression: string, value: unknown])[]> {
    return [
      ['participants', call.participants()],
      ['participantCounts', call.participantCounts()],
      ['accessState', call.accessState()],
      ['waitingParticipants', call.waitingParticipants()],
      ['meetingSessionState', call.meetingSessionState()],
      ['meetingSessionSummary', call.meetingSessionSummary()],
      ['getSendSettings', call.getSendSettings()],
      ['room', await call.room()],
      ['getNetworkStats', await call.getNetworkStats()],
      ['getCpuLoadStats', await call.getCpuLoadStats()],
      ['getNetworkTopology', await call.getNetworkTopology()],
      ['getInputDevices', await call.getInputDevices()],
      ['getInputSettings', await call.getInputSettings()],
    ];
  }

  it('has the right shape, each event and each getter', async () => {
    await live();
    const values = await read();
    room.eject(call.participants().local.session_id);
    await daily.settled();
    await call.destroy();
    const told = events.map((event) => [`DailyEventObject<'${event.action}'>`, event] as const);
    const got = values.map(
      ([name, value]) => [`Awaited<ReturnType<DailyCall['${name}']>>`, value] as const,
    );
    expect([...new Set(events.map(({ action }) => action))].sort()).toEqual(FED);
    expect(findProblems([...told, ...got])).toEqual([]);
  });

  it('would be told apart from a wrong shape', () => {
    const wrong = { action: 'dialin-ready', callClientId: '1', sipEndpoint: 7, extra: true };
    const problems = findProblems([[`DailyEventObject<'dialin-ready'>`, wrong]]);
    expect(problems.join()).toMatch(/'extra' does not exist|not assignable/);
  });
});

/** What the compiler says of the values, each declared with its type. */
function findProblems(
  values: readonly (readonly [type: string, value: unknown])[],
): readonly string[] {
  const declarations = values.map(
    ([type, value], index) => `export const value${index}: ${type} = ${write(value)};`,
  );
  const head = "import type { DailyCall, DailyEventObject } from '@daily-co/daily-js';";
  const text = [head, 'export type Of = DailyCall;', ...declarations].join('\n');
  return compile(new Map([[place, text]]))
    .flat()
    .map(({ messageText, start = 0, file }) => {
      const line = file?.text.slice(0, start).split('\n').at(-1)?.slice(0, 60);
      return `${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    })
    .filter((problem) => !BEYOND.some(({ message }) => message.test(problem)));
}

/** A value as TypeScript; what is `undefined` is left out, as where nothing was told. */
function write(value: unknown): string {
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof Set) return `new Set([${[...value].map(write).join(', ')}])`;
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{ ${entries.map(([key, one]) => `${JSON.stringify(key)}: ${write(one)}`).join(', ')} }`;
}
