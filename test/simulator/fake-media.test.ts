import Daily, { type DailyCall } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { simulateDaily, type SimulatedDaily, type SimulatedRoom } from 'daily-transfer/simulator';
import { createCall, recordEvents, releaseCalls } from '../support/genuine-daily.js';

/*
 * happy-dom has no canvas that can be captured and no audio, so here they are stood in for; the e2e test
 * "fake media" plays the real ones in a browser.
 */

const tracks: FakeTrack[] = [];
const closed = vi.fn<() => void>();

class FakeTrack {
  readonly id = `track-${tracks.length}`;
  readonly muted = false;
  readyState = 'live';
  constructor(readonly kind: 'audio' | 'video') {
    tracks.push(this);
  }
  stop(): void {
    this.readyState = 'ended';
  }
}

class FakeNode {
  readonly stream = { getAudioTracks: () => [new FakeTrack('audio')] };
  connect(next: unknown): unknown {
    return next;
  }
  start(): void {}
  close = closed;
}

const pen = { fillRect() {}, beginPath() {}, moveTo() {}, lineTo() {}, stroke() {} };

describe('fake media', () => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;
  let call: DailyCall;

  beforeEach(async () => {
    tracks.length = 0;
    vi.stubGlobal('MediaStreamTrack', FakeTrack);
    vi.stubGlobal('AudioWorkletNode', FakeNode);
    for (const name of ['AudioContext', 'OscillatorNode', 'GainNode'])
      vi.stubGlobal(name, FakeNode);
    vi.stubGlobal('MediaStreamAudioDestinationNode', FakeNode);
    Object.assign(HTMLCanvasElement.prototype, {
      captureStream: () => ({ getVideoTracks: () => [new FakeTrack('video')] }),
      getContext: () => pen,
    });
    daily = simulateDaily({ domain: 'acme', clock: 'virtual', media: 'fake' });
    room = daily.room('support');
    call = createCall(daily, Daily);
  });
  afterEach(async () => {
    await releaseCalls(daily);
    vi.unstubAllGlobals();
    Reflect.deleteProperty(HTMLCanvasElement.prototype, 'captureStream');
    Reflect.deleteProperty(HTMLCanvasElement.prototype, 'getContext');
  });

  it('plays before the join, and in the room', async () => {
    await call.startCamera({ url: room.url });
    await daily.settled();
    const { video } = call.participants().local.tracks;
    expect(video).toMatchObject({
      state: 'playable',
      track: { kind: 'video', readyState: 'live' },
    });
    const events = recordEvents(call, ['track-started', 'track-stopped']);
    const caller = room.dialIn();
    await call.join();
    await daily.settled();
    const { local, [caller]: alice } = call.participants();
    expect(local.tracks.video.track).toBe(video.track);
    expect(local.tracks.audio).toMatchObject({ state: 'playable', track: { kind: 'audio' } });
    expect(alice?.tracks).toMatchObject({
      audio: { state: 'playable', track: { kind: 'audio' } },
      video: { state: 'off' },
    });
    call.setLocalAudio(false);
    await daily.settled();
    expect(call.localAudio()).toBe(false);
    expect(events).toContain('track-stopped');
    call.setLocalAudio(true);
    await daily.settled();
    expect(call.localAudio()).toBe(true);
    expect(events.at(-1)).toBe('track-started');
  });

  it('is heard', async () => {
    await call.join({ url: room.url });
    const caller = room.dialIn();
    await daily.settled();
    await call.startLocalAudioLevelObserver();
    await call.startRemoteParticipantsAudioLevelObserver();
    await daily.settled();
    expect(call.getLocalAudioLevel()).toBeGreaterThan(0);
    expect(call.getRemoteParticipantsAudioLevel()).toEqual({ [caller]: expect.any(Number) });
  });

  it('ends with the simulation', async () => {
    await call.join({ url: room.url });
    room.joinWeb();
    await daily.settled();
    expect(tracks.length).toBeGreaterThan(1);
    daily.dispose();
    expect(tracks.map(({ readyState }) => readyState)).toEqual(tracks.map(() => 'ended'));
    expect(closed).toHaveBeenCalled();
  });
});
