import Daily, { type DailyCall } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedDaily, SimulatedRoom } from 'daily-transfer/simulator';
import { Recorder } from '../../../demo/desk/live/field-test/recorder.js';
import { PBX } from '../../support/attached.js';
import { releaseCalls } from '../../support/genuine-daily.js';
import { countListeners, joinSimulated } from '../../support/stage.js';

describe('Recorder', () => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;
  let call: DailyCall;
  let recorder: Recorder;
  let stop: () => void;
  let now = 0;

  beforeEach(async () => {
    ({ daily, call } = await joinSimulated(Daily));
    room = daily.room('support');
    now = 5_000;
    recorder = new Recorder(call, () => now);
    stop = recorder.subscribe(() => {});
  });
  afterEach(() => releaseCalls(daily));

  const namesAndTimes = () =>
    recorder.read().map(({ name, atMs, of = '' }) => `${atMs} ${of} ${name}`);

  it('writes down events and the promise in order, and whose they are', async () => {
    const other = room.joinWeb({ name: 'Guest' });
    const sessionId = room.dialIn({ from: 'sip:alice@home.example.net' });
    await daily.settled();
    now += 7.4;
    void recorder.send('sipRefer', { sessionId, toEndPoint: PBX });
    await daily.advance(1_000);
    now += 1_000;
    room.leave(other);
    await daily.settled();
    recorder.end();
    expect(namesAndTimes()).toEqual([
      '0 somebody participant-joined',
      '0 caller participant-joined',
      '0 caller dialin-connected',
      '7  sipRefer',
      '7  resolved',
      '7 caller participant-left',
      '7 caller dialin-stopped',
      '1007 somebody participant-left',
      '1007  stopped',
    ]);
    expect(recorder.read().find(({ name }) => name === 'sipRefer')?.shape).toEqual({
      toEndPoint: 'SIP address outside Daily',
      permissions: { owner: 'true', canAdmin: 'true' },
    });
  });

  it('writes down what Daily rejects with', async () => {
    void recorder.send('sipCallTransfer', { sessionId: 'nobody', toEndPoint: PBX });
    await daily.advance(1_000);
    expect(recorder.read().at(-1)).toEqual({
      name: 'rejected',
      atMs: 0,
      shape: 'invalid sessionId',
    });
  });

  it('still ends when the call object is gone, and leaves no listener', async () => {
    const listeners = countListeners(call);
    stop();
    expect(countListeners(call)).toBeLessThan(listeners);
    stop = recorder.subscribe(() => {});
    await call.destroy();
    expect(recorder.end().map(({ name }) => name)).toEqual(['left-meeting', 'stopped']);
    expect(stop).not.toThrow();
  });

  it('does not grow without end', () => {
    for (let times = 0; times < 300; times += 1) room.dialWarning(room.dialIn({ silent: true }));
    return daily.settled().then(() => expect(recorder.read()).toHaveLength(200));
  });
});
