import DailyNow, { type DailyCall, type DailyEvent } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulateDaily, type SimulatedDaily, type SimulatedRoom } from 'daily-transfer/simulator';
import {
  createCall,
  earlierDaily,
  oldestDaily,
  recordEvents,
  releaseCalls,
  type DailyModule,
} from '../support/genuine-daily.js';

const versions: readonly { readonly version: string; readonly Daily: DailyModule }[] = [
  { version: '0.92.2', Daily: DailyNow },
  { version: '0.87.0', Daily: earlierDaily },
  { version: '0.78.0', Daily: oldestDaily },
];

const watched: readonly DailyEvent[] = [
  'loading',
  'loaded',
  'started-camera',
  'camera-error',
  'access-state-updated',
  'participant-joined',
  'participant-updated',
  'selected-devices-updated',
  'input-settings-updated',
  'joined-meeting',
];

describe.each(versions)('before the join, on daily-js $version', ({ Daily }) => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;
  let call: DailyCall;
  let events: DailyEvent[];

  beforeEach(() => {
    daily = simulateDaily({ domain: 'acme', dailyVersion: Daily.version(), clock: 'virtual' });
    room = daily.room('support');
    call = createCall(daily, Daily);
    events = recordEvents(call, watched);
  });
  afterEach(() => releaseCalls(daily));

  it('loads, and says so', async () => {
    await call.load();
    await daily.settled();
    expect(events).toEqual(['loading', 'loaded']);
    expect(call.meetingState()).toBe('loaded');
    await expect(call.room()).resolves.toBeNull();
    await expect(call.getInputDevices()).resolves.toEqual({ camera: {}, mic: {}, speaker: {} });
    await expect(call.getNetworkTopology()).resolves.toEqual({ topology: 'none' });
  });

  it('lets a person check their hair, and join as who they said they are', async () => {
    await expect(call.startCamera({ url: room.url })).resolves.toEqual({
      camera: {},
      mic: {},
      speaker: {},
    });
    await daily.settled();
    expect(events).toEqual(['loading', 'loaded', 'participant-updated', 'started-camera']);
    const { local } = call.participants();
    expect(local).toMatchObject({ local: true, owner: false, tracks: { video: { state: 'off' } } });
    await expect(call.setUserName('Ada')).resolves.toMatchObject({ userName: 'Ada' });
    await expect(call.setUserData({ desk: 4 })).resolves.toMatchObject({ userData: { desk: 4 } });
    call.setLocalAudio(false);
    const chosen = { camera: {}, mic: { deviceId: 'm', kind: 'audioinput' }, speaker: {} };
    await expect(call.setInputDevicesAsync({ audioDeviceId: 'm' })).resolves.toMatchObject(chosen);
    await expect(call.getInputDevices()).resolves.toMatchObject(chosen);
    await expect(call.room()).resolves.toEqual({ roomUrlPendingJoin: room.url });
    expect(room.participants).toEqual([]);
    const other = createCall(daily, Daily);
    await other.join({ url: room.url });
    await call.join({ token: room.ownerToken });
    await daily.settled();
    expect(call.participants().local).toMatchObject({
      session_id: local.session_id,
      user_name: 'Ada',
      userData: { desk: 4 },
      owner: true,
    });
    expect(other.participants()[local.session_id]).toMatchObject({
      user_name: 'Ada',
      tracks: { audio: { state: 'off' }, video: { state: 'loading' } },
    });
  });

  it('gives access, and tells of the room, before the join', async () => {
    const asked = { url: room.url, token: room.ownerToken };
    await expect(call.preAuth(asked)).resolves.toEqual({ access: { level: 'full' } });
    await daily.settled();
    expect(call.accessState()).toEqual({ access: { level: 'full' } });
    await expect(call.room()).resolves.toMatchObject({
      name: 'support',
      tokenConfig: { is_owner: true },
    });
    expect(room.participants).toEqual([]);
    await call.startCamera();
    await daily.settled();
    expect(call.participants().local.owner).toBe(true);
    await call.join();
    expect(room.participants).toHaveLength(1);
  });

  it('gives no access to a room of another domain', async () => {
    const asked = call.preAuth({ url: 'https://other.daily.co/support' });
    await expect(asked).rejects.toContain('no such room');
  });

  it('keeps the settings from before the join', async () => {
    const settings = { audio: { processor: { type: 'none' } } } as const;
    await call.load({ url: room.url });
    await call.updateInputSettings(settings);
    await call.setInputDevicesAsync({ videoDeviceId: 'c' });
    await expect(call.getInputDevices()).resolves.toMatchObject({ camera: { deviceId: 'c' } });
    await call.join();
    await expect(call.getInputSettings()).resolves.toMatchObject(settings);
    await expect(call.getInputDevices()).resolves.toMatchObject({ camera: { deviceId: 'c' } });
  });

  it('begins anew after leaving', async () => {
    await call.join({ url: room.url, userName: 'Ada' });
    const { session_id: before } = call.participants().local;
    await call.leave();
    await call.startCamera();
    await daily.settled();
    expect(call.participants().local.session_id).not.toBe(before);
    await call.join({ url: room.url });
    await daily.settled();
    expect(call.meetingState()).toBe('joined-meeting');
    expect(room.participants).toMatchObject([{ name: 'Ada' }]);
  });
});
