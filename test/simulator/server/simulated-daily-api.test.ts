import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SimulatedDailyApi } from 'daily-transfer/simulator/server';
import { API_KEY, ApiStage, TRANSFER, TRANSFER_PATH } from '../../support/simulated-api.js';

describe('the simulated API, misbehaving', () => {
  let stage: ApiStage;
  let api: SimulatedDailyApi;
  beforeEach(async () => {
    stage = new ApiStage();
    api = await stage.open();
  });
  afterEach(() => stage.close());

  it.each([
    ['rate-limited', 429, { error: 'rate-limit-error', info: 'too many requests' }, 0],
    ['server-error', 500, { error: 'server-error', info: 'an internal error' }, 0],
    ['lost', 500, { error: 'server-error', info: 'an internal error' }, 1],
  ] as const)('%s, with and without a Retry-After', async (answer, status, body, done) => {
    const link = await stage.link({ outcome: 'done' });
    for (const retryAfterS of [3, undefined]) {
      api.behave({ rest: { answer, retryAfterS } });
      const answered = await stage.post(TRANSFER_PATH, TRANSFER);
      expect([answered.status, await answered.json()]).toEqual([status, body]);
      expect(answered.headers.get('retry-after')).toBe(retryAfterS ? '3' : null);
    }
    expect(link.asked).toHaveLength(2 * done);
  });

  it('not in a way that is no JSON object', async () => {
    api.behave({ rest: { answer: 'rate-limited' } });
    const told = await stage.post('/simulation/behaviour', '[]');
    expect([told.status, (await told.json()).error]).toEqual([400, 'json-parsing-error']);
    expect((await stage.post(TRANSFER_PATH, TRANSFER)).status).toBe(429);
  });

  it('for as many requests as it was told, then as usual', async () => {
    await stage.link({ outcome: 'done' });
    await stage.post('/simulation/behaviour', { rest: { answer: 'rate-limited', requests: 2 } });
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1)
      statuses.push((await stage.post(TRANSFER_PATH, TRANSFER)).status);
    expect(statuses).toEqual([429, 429, 200]);
  });

  describe('on a clock of the test', () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    });
    afterEach(() => vi.useRealTimers());

    /** Asks without HTTP. The status is 0 until there is an answer. */
    function transfer(): { status: number; done: Promise<unknown> } {
      const headers = { Authorization: `Bearer ${API_KEY}` };
      const init = { method: 'POST', headers, body: JSON.stringify(TRANSFER) };
      const asked = { status: 0, done: Promise.resolve<unknown>(undefined) };
      asked.done = api
        .handle(new Request(`${stage.url}${TRANSFER_PATH}`, init))
        .then(({ status }) => (asked.status = status));
      return asked;
    }

    it('slow', async () => {
      api.behave({ rest: { afterMs: 120 } });
      const asked = transfer();
      await vi.advanceTimersByTimeAsync(119);
      expect(asked.status).toBe(0);
      await vi.advanceTimersByTimeAsync(1);
      await asked.done;
      expect(asked.status).toBe(404);
    });

    it('never answering, until the API is closed', async () => {
      api.behave({ rest: { answer: 'never' } });
      const asked = transfer();
      await vi.advanceTimersByTimeAsync(600_000);
      expect(asked.status).toBe(0);
      api.close();
      await asked.done;
      expect(asked.status).toBe(404);
    });

    it('never answering: it makes nobody wait after it was closed', async () => {
      api.behave({ rest: { answer: 'never', afterMs: 120 } });
      api.close();
      const asked = transfer();
      await vi.advanceTimersByTimeAsync(0);
      await asked.done;
      expect(asked.status).toBe(404);
    });
  });
});

describe('the base path of the simulated API', () => {
  it('stands before every path', async () => {
    const stage = new ApiStage();
    const api = await stage.open({ basePath: '/simulated-daily/7' });
    const paths = ['', '/simulated-daily/8', '/simulated-daily/7'];
    const infos: unknown[] = [];
    for (const base of paths)
      infos.push((await (await stage.post(`${base}${TRANSFER_PATH}`, TRANSFER)).json()).info);
    stage.close();
    expect(infos).toEqual(['not found', 'not found', 'Room is not hosting a call']);
    expect(api.log.map(({ path }) => path)).toEqual([TRANSFER_PATH]);
  });
});
