import { createHmac } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiBehaviour, SimulatedDailyApi } from 'daily-transfer/simulator/server';
import { ApiStage, HMAC, type Told } from '../../support/simulated-api.js';

let stage: ApiStage;
beforeEach(() => {
  stage = new ApiStage();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: NOW });
});
afterEach(() => {
  stage.close();
  vi.useRealTimers();
});

const NOW = 1_760_000_000_000;

/** HTTP is not on the clock of the test. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setImmediate();
}

async function open(behaviour: ApiBehaviour = {}): Promise<SimulatedDailyApi> {
  const api = await stage.open({ behaviour });
  await api.settled();
  return api;
}

/** How long after the beginning of the test each event was sent. */
function sentAfterMs(): readonly number[] {
  return stage.events
    .map((event) => Math.round(Number(event['event_ts']) * 1000) - NOW)
    .sort((a, b) => a - b);
}

/** By Node's own crypto, so that the signature is not proved by the code that made it. */
function isSigned({ headers, body }: Told, hmac = HMAC): boolean {
  const signed = `${headers.get('x-webhook-timestamp')}.${body}`;
  const key = Buffer.from(hmac, 'base64');
  return (
    headers.get('x-webhook-signature') === createHmac('sha256', key).update(signed).digest('base64')
  );
}

describe('a simulated webhook', () => {
  it('gets the test message first, signed as the others are', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();
    const api = await stage.open();
    expect(api.webhooks[0]?.state).toBe('ACTIVE');
    await api.settled();
    expect(stage.told.map(({ body }) => body)).toEqual(['{"test":"test"}']);
    expect(stage.told.every((told) => isSigned(told))).toBe(true);
    expect(warned).not.toHaveBeenCalled();
    expect(api.webhooks).toMatchObject([
      { url: stage.webhookUrl, hmac: HMAC, state: 'ACTIVE', failedCount: 0 },
    ]);
  });

  it('is told in the documented envelope, signed over the bytes', async () => {
    const api = await open();
    const payload = { session_id: 's1', display_name: 'Zoë 😀', to_endpoint: 'sip:a@b.example' };
    await stage.happen('calltransfer.triggered', payload);
    await api.settled();
    const [event] = stage.events;
    expect(event).toEqual({
      version: '1.0.0',
      type: 'calltransfer.triggered',
      id: '3602-call-transfer-trig-s11700000000900',
      payload: {
        domain_id: expect.any(String),
        room: 'support',
        timestamp: '1700000000',
        ...payload,
      },
      event_ts: NOW / 1000,
    });
    expect(stage.told.map((told) => isSigned(told))).toEqual([true, true]);
    const { headers } = stage.told[1] as Told;
    expect(
      ['x-webhook-timestamp', 'content-type', 'authorization'].map((name) => headers.get(name)),
    ).toEqual([String(NOW / 1000), 'application/json', null]);
  });

  it.each([
    ['calltransfer.initiated', { session_id: 's1' }, '3602-call-transfer-init-s1'],
    ['calltransfer.answered', { session_id: 's1' }, '3602-call-transfer-answ-s1'],
    ['calltransfer.completed', { session_id: 's1' }, '3602-call-transfer-comp-s1'],
    ['dialin.stopped', { session_id: 's1' }, '3602-dialin-stopped-s1'],
    ['dialin.ready', {}, '3602-dialin-ready-'],
  ])('has an id of what happened, to whom and when: %s', async (type, payload, id) => {
    const api = await open();
    await stage.happen(type, payload);
    await api.settled();
    expect(stage.events[0]?.['id']).toBe(`${id}1700000000900`);
  });

  it('is told in order, each after the answer to the one before', async () => {
    const api = await open();
    let underWay = 0;
    stage.answer = async () => {
      underWay += 1;
      await setImmediate();
      expect(underWay).toBe(1);
      underWay -= 1;
      return 200;
    };
    for (const type of ['dialin.connected', 'dialin.warning', 'dialin.stopped'])
      await stage.happen(type);
    await api.settled();
    expect(stage.events.map(({ type }) => type)).toEqual([
      'dialin.connected',
      'dialin.warning',
      'dialin.stopped',
    ]);
  });

  it.each<[string, ApiBehaviour, number, readonly string[]]>([
    ['twice', { webhooks: { '*': { times: 2 } } }, 2, ['a', 'a', 'b', 'b']],
    ['never', { webhooks: { '*': { times: 0 } } }, 0, []],
    ['one of them never', { webhooks: { a: { times: 0 } } }, 1, ['b']],
    ['late', { webhooks: { '*': { afterMs: 120 } } }, 0, ['a', 'b']],
  ])('is told %s where the API behaves so', async (_name, behaviour, early, expected) => {
    const api = await open(behaviour);
    await stage.happen('a');
    await stage.happen('b');
    await until(() => stage.events.length === early);
    await vi.advanceTimersByTimeAsync(1_000);
    await api.settled();
    expect(stage.events.map(({ type }) => String(type)).sort()).toEqual(expected);
  });

  it('is told out of order where one is late', async () => {
    const api = await open({ webhooks: { a: { afterMs: 800 } } });
    await stage.happen('a');
    await stage.happen('b');
    await until(() => stage.events.length === 1);
    await vi.advanceTimersByTimeAsync(800);
    await api.settled();
    expect(stage.events.map(({ type }) => type)).toEqual(['b', 'a']);
  });

  it.each([
    [{ times: 2 }, [0, 50]],
    [{ times: 3, afterMs: 100, betweenMs: 30 }, [100, 130, 160]],
  ])('is told as late and as far apart as the API behaves: %j', async (how, expected) => {
    const api = await open({ webhooks: { '*': how } });
    await stage.happen('a');
    await until(() => vi.getTimerCount() > 0);
    await vi.advanceTimersByTimeAsync(1_000);
    await api.settled();
    expect(sentAfterMs()).toEqual(expected);
  });

  it.each([
    [undefined, 1],
    [false, 1],
    [true, 2],
  ])('has ids of their own for duplicates: %s', async (freshIds, ids) => {
    const api = await open({ webhooks: { '*': { times: 2, freshIds } } });
    await stage.happen('calltransfer.answered');
    await vi.advanceTimersByTimeAsync(50);
    await api.settled();
    expect(new Set(stage.events.map(({ id }) => id)).size).toBe(ids);
  });

  it('is signed in milliseconds, or as of before, where the API behaves so', async () => {
    const api = await open();
    api.behave({ timestampUnit: 'ms', webhooks: { old: { agedS: 600 } } });
    await stage.happen('new');
    await stage.happen('old');
    await api.settled();
    const times = stage.told.map(({ headers }) => headers.get('x-webhook-timestamp'));
    expect(times.slice(1)).toEqual([String(NOW), String(NOW - 600_000)]);
    expect(stage.told.every((told) => isSigned(told))).toBe(true);
  });

  it('is told nothing more after three failures, until it is tried again', async () => {
    const api = await open();
    stage.answer = () => 503;
    for (let count = 0; count < 5; count += 1) await stage.happen('a');
    await api.settled();
    expect(stage.events).toHaveLength(3);
    expect(api.deliveries.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(api.webhooks).toMatchObject([{ state: 'FAILED', failedCount: 3 }]);
    stage.answer = () => 200;
    const again = await stage.post(`/v1/webhooks/${api.webhooks[0]?.uuid}`, {});
    expect([again.status, (await again.json()).state]).toEqual([200, 'ACTIVE']);
    await stage.happen('b');
    await api.settled();
    expect(stage.events.map(({ type }) => type)).toEqual(['a', 'a', 'a', 'b']);
  });

  it('is used on after a success between failures', async () => {
    const api = await open();
    const answers = [503, 503, 200, 503, 503];
    for (const answer of answers) {
      stage.answer = () => answer;
      await stage.happen('a');
      await api.settled();
    }
    expect(api.deliveries.map(({ status }) => status)).toEqual(answers);
    expect(api.webhooks).toMatchObject([{ state: 'ACTIVE', failedCount: 2 }]);
  });

  it.each([
    ['another status', () => 204, undefined, 'it answered 204'],
    ['no server', () => 200, 'http://127.0.0.1:1/daily', 'it did not answer'],
  ])('that fails its test is not used, and Node warns of it: %s', async (_, answer, url, why) => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();
    stage.answer = answer;
    const api = await stage.open(url === undefined ? {} : { webhookUrl: url });
    await stage.happen('a');
    await api.settled();
    expect([stage.events, api.webhooks[0]?.state]).toEqual([[], 'FAILED']);
    expect(warned.mock.calls).toEqual([
      [
        `the webhook at ${url ?? stage.webhookUrl} failed its test message: ${why}. Nothing is sent to it before it answers one with 200; the next event brings another test.`,
      ],
    ]);
  });

  it('that was started later than the API is told from then on', async () => {
    vi.spyOn(process, 'emitWarning').mockReturnValue();
    stage.answer = () => 503;
    const api = await open();
    stage.answer = () => 200;
    await Promise.all([stage.happen('a'), stage.happen('b')]);
    await api.settled();
    expect(stage.events.map(({ type }) => String(type)).sort()).toEqual(['a', 'b']);
    expect([stage.told.length, api.webhooks[0]?.state]).toEqual([4, 'ACTIVE']);
  });

  it('is tried five times where it is patient, with longer and longer pauses, by its own secret', async () => {
    const api = await stage.open({ webhookUrl: undefined });
    const hmac = btoa('another secret');
    const wish = { url: stage.webhookUrl, hmac, retryType: 'exponential' };
    await stage.post('/v1/webhooks', wish);
    stage.answer = () => 500;
    await stage.happen('a');
    for (const [tries, pauseS] of [2, 4, 8, 16].entries()) {
      await until(() => api.deliveries.length > tries);
      await vi.advanceTimersByTimeAsync(pauseS * 1000);
    }
    await api.settled();
    expect(sentAfterMs()).toEqual([0, 2_000, 6_000, 14_000, 30_000]);
    expect(stage.told.every((told) => isSigned(told, hmac))).toBe(true);
    expect(api.webhooks).toMatchObject([{ state: 'ACTIVE', failedCount: 5 }]);
  });

  it('is left in peace when the API is closed', async () => {
    const api = await open({ webhooks: { '*': { afterMs: 60_000 } } });
    await stage.happen('a');
    api.close();
    await api.settled();
    expect(stage.events).toEqual([]);
  });

  it('is not waited for when the API is closed, and Node does not warn of it', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();
    stage.answer = () => new Promise(() => undefined);
    const api = await stage.open();
    await until(() => stage.told.length === 1);
    api.close();
    await api.settled();
    expect(warned).not.toHaveBeenCalled();
  });
});
