import Daily, { type DailyCall } from '@daily-co/daily-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  simulateDaily,
  type SimulateDailyOptions,
  type SimulatedDaily,
} from 'daily-transfer/simulator';
import {
  createCall,
  earlierDaily,
  oldestDaily,
  recordEvents,
  releaseCalls,
} from '../support/genuine-daily.js';

describe('simulateDaily', () => {
  let daily: SimulatedDaily;

  afterEach(async () => {
    vi.useRealTimers();
    await releaseCalls(daily);
  });

  async function start(options: SimulateDailyOptions = {}): Promise<DailyCall> {
    daily = simulateDaily({ domain: 'acme', clock: 'virtual', ...options });
    const room = daily.room('support');
    const call = createCall(daily, Daily);
    if (options.clock !== 'stepped') {
      await call.join({ url: room.url, token: room.ownerToken, userName: 'Agent' });
      await daily.settled();
    }
    return call;
  }

  it('has rooms by their names', async () => {
    await start();
    expect(daily.domain).toBe('acme');
    expect(daily.room('support')).toBe(daily.room('support'));
    expect(daily.rooms.map(({ name }) => name)).toEqual(['support']);
  });

  it('ends the simulation that the window had', async () => {
    const call = await start();
    const older = daily;
    daily = simulateDaily();
    expect(daily.domain).toBe('simulated');
    older.dispose();
    await daily.settled();
    expect(call.meetingState()).toBe('left-meeting');
    await call.destroy();
    const { url } = daily.room('a');
    const next = createCall(daily, Daily);
    await next.join({ url });
    expect(daily.room('a').participants).toHaveLength(1);
  });

  it('ends with its block, and takes its call objects with it', async () => {
    let call: DailyCall;
    {
      using failed = simulateDaily();
      call = failed.createCallObject(Daily);
      await call.join({ url: failed.room('a').url });
    }
    // A test that failed here would go on with the next one, and its own call object.
    daily = simulateDaily({ clock: 'virtual' });
    const next = daily.createCallObject(Daily, { userName: 'Ada' });
    await next.join({ url: daily.room('a').url });
    await daily.settled();
    expect(call.isDestroyed()).toBe(true);
    expect(next.participants().local.user_name).toBe('Ada');
    expect(daily.log.map(({ clientId }) => clientId)).not.toContain(call.callClientId);
    await daily.dispose();
    expect(next.isDestroyed()).toBe(true);
  });

  it('ends with its block where there is no Symbol.dispose yet', async () => {
    const known = Symbol;
    const older = Object.assign((name: string) => known(name), { dispose: undefined });
    vi.stubGlobal('Symbol', Object.setPrototypeOf(older, known));
    vi.resetModules();
    const simulator = await import('daily-transfer/simulator').finally(() => vi.unstubAllGlobals());
    daily = simulator.simulateDaily();
    expect(Reflect.get(daily, Symbol.for('Symbol.dispose'))).toBe(daily.dispose);
  });

  it.each<[string, (call: DailyCall, url: string) => unknown]>([
    ['is new', () => undefined],
    ['loads', (call) => void call.load()],
    ['joins', (call, url) => void call.join({ url }).catch(() => undefined)],
    ['has its camera on', (call, url) => call.startCamera({ url })],
    ['has joined', (call, url) => call.join({ url })],
    ['leaves', async (call, url) => (await call.join({ url }), void call.leave())],
  ])('makes room for the next call object when its own %s', async (_, happen) => {
    for (const module of [Daily, earlierDaily, oldestDaily]) {
      daily = simulateDaily({ clock: 'virtual' });
      await happen(daily.createCallObject<DailyCall>(module), daily.room('a').url);
      await daily.dispose();
      const next = module.createCallObject({});
      await next.destroy();
    }
  });

  it('makes call objects of every daily-js', async () => {
    daily = simulateDaily({ clock: 'virtual' });
    for (const module of [Daily, earlierDaily, oldestDaily]) {
      const call = daily.createCallObject<DailyCall>(module);
      await call.join({ url: daily.room('a').url });
    }
    expect(daily.room('a').participants).toHaveLength(3);
  });

  it('answers for Daily where the dailyConfig was forgotten, and says so', async () => {
    daily = simulateDaily({ domain: 'acme', clock: 'virtual' });
    const call = Daily.createCallObject({ allowMultipleCallInstances: true });
    await call.join({ url: daily.room('support').url });
    expect(call.meetingState()).toBe('joined-meeting');
    expect(daily.log[0]).toMatchObject({
      direction: 'noted',
      action: 'no-daily-config',
      message: {
        url: expect.stringContaining('daily.co'),
        why: expect.stringContaining('without'),
      },
    });
    await call.destroy();
  });

  it('leaves fetch as it was', () => {
    const before = window.fetch;
    daily = simulateDaily();
    expect(window.fetch).not.toBe(before);
    void daily.dispose();
    expect(window.fetch).toBe(before);
  });

  it('lets what it does not know be answered by hand', async () => {
    const call = await start();
    const envelope = { what: 'iframe-call-message', from: 'module', callbackStamp: '7' };
    const { callClientId } = call;
    window.postMessage({ ...envelope, callClientId, action: 'a-method-of-tomorrow' }, '*');
    await daily.settled();
    const [asked, noted] = daily.log.slice(-2);
    expect(asked).toMatchObject({ direction: 'received', callbackStamp: '7' });
    expect(noted).toMatchObject({
      direction: 'noted',
      action: 'unknown a-method-of-tomorrow',
      message: { callbackStamp: '7' },
    });
    if (asked) daily.answer(asked, { it: 'works' });
    const answer = { action: 'a-method-of-tomorrow', callbackStamp: '7', it: 'works' };
    expect(daily.log.at(-1)).toMatchObject({ direction: 'sent', message: answer });
    const event = daily.log.find(({ direction }) => direction === 'sent');
    expect(() => event && daily.answer(event)).toThrow(TypeError);
  });

  it('leaves the window free when it cannot begin', () => {
    const dailyVersion = 7 as unknown as string;
    expect(() => simulateDaily({ dailyVersion })).toThrow(TypeError);
    daily = simulateDaily();
    expect(daily.domain).toBe('simulated');
  });

  it('gives the same ids for the same seed', async () => {
    const idsOf = (seed: number) => {
      daily = simulateDaily({ seed });
      const ids = [daily.room('a').dialIn(), daily.room('a').dialIn(), daily.room('b').joinWeb()];
      daily.dispose();
      return ids;
    };
    expect(idsOf(7)).toEqual(idsOf(7));
    expect(new Set([...idsOf(7), ...idsOf(8)]).size).toBe(6);
  });

  it('tells a page that joins what there is', async () => {
    daily = simulateDaily({ domain: 'acme', clock: 'virtual' });
    const room = daily.room('support');
    const alice = room.dialIn({ from: 'sip:alice@pbx.example.com' });
    room.hide(room.dialIn());
    const call = createCall(daily, Daily);
    const events = recordEvents(call);
    await call.join({ url: room.url, token: room.adminToken });
    await daily.settled();
    expect(events).toEqual([
      'meeting-session-state-updated',
      'joined-meeting',
      'participant-counts-updated',
      'network-connection',
      'network-connection',
      'participant-updated',
    ]);
    expect(Object.keys(call.participants())).toEqual(['local', alice]);
    expect(call.participants().local.permissions.canAdmin).toEqual(new Set(['participants']));
    expect(call.participantCounts()).toEqual({ present: 2, hidden: 1 });
    expect(call.participants()[alice]).toMatchObject({
      joined_at: new Date('2026-01-01T00:00:00Z'),
      will_eject_at: expect.any(Date),
      tracks: { audio: { state: 'loading' }, video: { state: 'off' } },
    });
  });

  it('refuses a room of another domain', async () => {
    daily = simulateDaily({ domain: 'acme', clock: 'virtual' });
    const call = createCall(daily, Daily);
    const events = recordEvents(call);
    const joining = call.join({ url: 'https://other.daily.co/support' });
    await expect(joining).rejects.toMatchObject({ error: { type: 'no-room' } });
    expect(events).toEqual(['error']);
  });

  it('brings two call objects together in one room', async () => {
    const call = await start();
    const room = daily.room('support');
    const events = recordEvents(call);
    const other = createCall(daily, Daily);
    await other.join({ url: room.url, userName: 'Bob', startVideoOff: true, startAudioOff: true });
    const heard: unknown[] = [];
    other.on('app-message', ({ data, fromId }) => heard.push({ data, fromId }));
    call.sendAppMessage({ hello: 1 });
    await daily.settled();
    expect(heard).toEqual([{ data: { hello: 1 }, fromId: call.participants().local.session_id }]);
    await other.leave();
    await daily.settled();
    expect(events).toEqual([
      'participant-joined',
      'participant-counts-updated',
      'participant-left',
      'participant-counts-updated',
    ]);
  });

  it('runs in real time, driven by fake timers', async () => {
    const call = await start({ clock: 'real' });
    const room = daily.room('support');
    const sessionId = room.dialIn();
    await daily.settled();
    vi.useFakeTimers();
    const events = recordEvents(call, ['participant-left']);
    const transfer = call.sipCallTransfer({ sessionId, toEndPoint: '+14155552671' });
    await daily.settled();
    expect(daily.pending).toBe(2);
    await vi.advanceTimersByTimeAsync(120);
    await expect(transfer).resolves.toBeDefined();
    await daily.advance(200);
    expect(events).toEqual(['participant-left']);
  });

  it('lets fake timers keep pace with virtual time', async () => {
    const seen: string[] = [];
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const call = await start();
    const sessionId = daily.room('support').dialIn();
    call.on('participant-left', () => seen.push('left'));
    void call
      .sipCallTransfer({ sessionId, toEndPoint: '+14155552671' })
      .then(() => seen.push('yes'));
    setTimeout(() => seen.push('timer at 200'), 200);
    setTimeout(() => seen.push('timer at 400'), 400);
    await daily.advance(500);
    expect(seen).toEqual(['yes', 'timer at 200', 'left', 'timer at 400']);
  });

  it('goes step by step', async () => {
    const call = await start();
    const events = recordEvents(call);
    daily.useClock('stepped');
    const room = daily.room('support');
    room.dialIn();
    await daily.settled();
    expect(events).toEqual([]);
    expect(daily.pending).toBe(3);
    await daily.step();
    expect(events).toEqual(['participant-joined']);
    expect(await daily.step()).toBe(true);
    await daily.step();
    expect(await daily.step()).toBe(false);
    expect(events.at(-1)).toBe('dialin-connected');
  });

  it('does something later in its own time, as a step of its own', async () => {
    const call = await start();
    const room = daily.room('support');
    const events = recordEvents(call);
    daily.after(50, () => room.networkDown());
    expect(daily.pending).toBe(1);
    await daily.advance(49);
    expect(events).toEqual([]);
    await daily.advance(1);
    expect(events).toEqual(['network-connection']);
    daily.useClock('stepped');
    const done: string[] = [];
    daily.after(0, () => done.push('first'));
    daily.after(1_000, () => done.push('second'));
    expect(done).toEqual([]);
    expect(await daily.step()).toBe(true);
    expect(done).toEqual(['first']);
    await daily.step();
    expect(done).toEqual(['first', 'second']);
    expect(await daily.step()).toBe(false);
  });

  it('tells a listener that something will be done, and that it was', async () => {
    await start();
    const pending: number[] = [];
    daily.subscribe(() => pending.push(daily.pending));
    daily.after(10, () => undefined);
    await daily.advance(10);
    expect(pending).toEqual([1, 0]);
  });

  it('goes slower and faster in real time', async () => {
    const call = await start({ clock: 'real' });
    const sessionId = daily.room('support').dialIn();
    await daily.settled();
    vi.useFakeTimers();
    daily.useClock('real', { speed: 0.25 });
    const events = recordEvents(call, ['participant-left']);
    const transfer = call.sipCallTransfer({ sessionId, toEndPoint: '+14155552671' });
    let isAnswered = false;
    void transfer.then(() => (isAnswered = true));
    await daily.settled();
    await vi.advanceTimersByTimeAsync(470);
    await daily.settled();
    expect(isAnswered).toBe(false);
    await vi.advanceTimersByTimeAsync(11);
    await transfer;
    daily.useClock('real', { speed: 4 });
    await vi.advanceTimersByTimeAsync(51);
    await daily.settled();
    expect(events).toEqual(['participant-left']);
    expect(() => daily.useClock('real', { speed: 0 })).toThrow(RangeError);
  });

  it('can be joined step by step', async () => {
    const call = await start({ clock: 'stepped' });
    const room = daily.room('support');
    let hasJoined = false;
    void call.join({ url: room.url }).then(() => (hasJoined = true));
    await vi.waitFor(async () => {
      await daily.step();
      expect(hasJoined).toBe(true);
    });
    expect(call.meetingState()).toBe('joined-meeting');
  });

  it('tells a listener that something happened', async () => {
    await start();
    const told = vi.fn<() => void>();
    const stop = daily.subscribe(told);
    daily.room('support').dialIn();
    expect(told).toHaveBeenCalledTimes(1);
    stop();
    daily.room('support').dialIn();
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('writes down what was received and sent', async () => {
    await start();
    expect(daily.log.map(({ direction, action }) => `${direction} ${action}`)).toEqual([
      'received join-meeting',
      'sent call-machine-initialized',
      'sent access-state-updated',
      'sent meeting-session-summary-updated',
      'sent meeting-session-state-updated',
      'sent joined-meeting',
      'sent participant-counts-updated',
      'sent network-connection',
      'sent network-connection',
      'sent network-quality-change',
      'sent participant-updated',
    ]);
  });

  it('answers nobody and leaves no timer after dispose()', async () => {
    const call = await start();
    const sessionId = daily.room('support').dialIn();
    void call.sipCallTransfer({ sessionId, toEndPoint: '+14155552671' });
    await daily.settled();
    await call.destroy();
    const lines = daily.log.length;
    expect(daily.pending).toBe(2);
    daily.dispose();
    expect(daily.pending).toBe(0);
    daily.room('support').dialIn();
    daily.after(0, () => daily.room('support').dialIn());
    await daily.settled();
    expect(daily.room('support').callers).toHaveLength(1);
    expect(daily.log).toHaveLength(lines);
  });

  it('lets nobody wait for a simulation that is over', async () => {
    const call = await start();
    await call.destroy();
    const waiting = [daily.advance(10), daily.step(), daily.settled()];
    daily.dispose();
    await Promise.all([...waiting, daily.advance(10), daily.step(), daily.settled()]);
    expect(daily.pending).toBe(0);
  });

  it('forgets the oldest lines of a long log', async () => {
    await start();
    Array.from({ length: 700 }, () => daily.room('support').dialIn());
    expect(daily.log).toHaveLength(2_000);
  });
});
