import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SimulatedDailyApi } from 'daily-transfer/simulator/server';
import { API_KEY, ApiStage } from '../../support/simulated-api.js';

const TRANSFER = { sessionId: 's1', toEndPoint: 'sip:bob@pbx.example.com' };
const PATH = '/v1/rooms/support/sipCallTransfer';

describe('the simulated REST API', () => {
  let api: SimulatedDailyApi;
  let stage: ApiStage;
  beforeEach(async () => {
    stage = new ApiStage();
    api = await stage.open();
  });
  afterEach(() => stage.close());

  async function ask(path: string, body: unknown, headers?: Record<string, string>) {
    const answer = await stage.post(path, body, headers);
    return [answer.status, await answer.json()] as const;
  }

  it.each([
    [
      'sipCallTransfer',
      TRANSFER,
      { verb: 'transfer', body: { ...TRANSFER, useSipRefer: false } },
      { ok: 'true' },
    ],
    [
      'sipRefer',
      TRANSFER,
      { verb: 'transfer', body: { ...TRANSFER, useSipRefer: true } },
      { ok: 'true' },
    ],
    [
      'send-app-message',
      { data: { a: 1 } },
      { verb: 'app-message', body: { data: { a: 1 } } },
      { sent: 'true' },
    ],
    [
      'set-session-data',
      { data: { a: 1 } },
      { verb: 'session-data', body: { data: { a: 1 } } },
      { sent: 'true' },
    ],
  ])('asks the room for %s, and answers as documented', async (path, body, asked, done) => {
    const link = await stage.link({ outcome: 'done' });
    expect(await ask(`/v1/rooms/a%20room/${path}`, body)).toEqual([200, done]);
    expect(link.asked).toEqual([{ room: 'a room', ...asked }]);
    expect(api.log).toEqual([{ method: 'POST', path: `/v1/rooms/a%20room/${path}`, status: 200 }]);
  });

  it.each([
    ['no-call', 404, 'not-found', 'Room is not hosting a call'],
    ['no-session', 404, 'not-found', 'invalid sessionId'],
    ['not-sfu', 400, 'invalid-request-error', 'Room not in SFU mode'],
    ['refused', 400, 'invalid-request-error', 'REFER is not supported'],
  ])('answers as documented what a room cannot: %s', async (outcome, status, error, info) => {
    await stage.link({ outcome, info: 'REFER is not supported' });
    expect(await ask(PATH, TRANSFER)).toEqual([status, { error, info }]);
  });

  it('knows no call while no window is linked, and says so when one goes away meanwhile', async () => {
    expect(await ask(PATH, TRANSFER)).toMatchObject([404, { info: 'Room is not hosting a call' }]);
    const link = await stage.link(undefined);
    const answer = ask(PATH, TRANSFER);
    await expect.poll(() => link.asked).toHaveLength(1);
    link.leave();
    expect(await answer).toEqual([
      400,
      { error: 'invalid-request-error', info: 'Call closed before command could be delivered' },
    ]);
  });

  it('speaks with the window that was linked last', async () => {
    const first = await stage.link({ outcome: 'no-call' });
    const second = await stage.link({ outcome: 'done' });
    expect((await ask(PATH, TRANSFER))[0]).toBe(200);
    expect([first.asked.length, second.asked.length]).toEqual([0, 1]);
  });

  it.each([
    ['no key', {}, 400, 'authorization-header-error'],
    ['another key', { Authorization: 'Bearer another' }, 401, 'authentication-error'],
    ['no bearer', { Authorization: 'a-simulated-key' }, 401, 'authentication-error'],
  ])('refuses %s', async (_name, headers, status, error) => {
    const link = await stage.link({ outcome: 'done' });
    expect(await ask(PATH, TRANSFER, headers)).toMatchObject([status, { error }]);
    expect(link.asked).toEqual([]);
  });

  it.each([
    ['sipCallTransfer', '{', 'json-parsing-error'],
    ['sipCallTransfer', '[]', 'json-parsing-error'],
    ['sipCallTransfer', {}, 'invalid-request-error'],
    ['sipCallTransfer', { sessionId: 1, toEndPoint: 'sip:a@b' }, 'invalid-request-error'],
    ['sipRefer', { sessionId: 's1' }, 'invalid-request-error'],
    ['sipCallTransfer', { ...TRANSFER, extension: '' }, 'invalid-request-error'],
    ['sipCallTransfer', { ...TRANSFER, extension: '1'.repeat(21) }, 'invalid-request-error'],
    ['sipCallTransfer', { ...TRANSFER, waitBeforeExtensionDialSec: 61 }, 'invalid-request-error'],
    ['sipCallTransfer', { ...TRANSFER, waitBeforeExtensionDialSec: 0.5 }, 'invalid-request-error'],
    ['send-app-message', { data: 'x'.repeat(4_096) }, 'invalid-request-error'],
    ['send-app-message', { data: 1, recipient: 7 }, 'invalid-request-error'],
    ['set-session-data', { data: [] }, 'invalid-request-error'],
    ['set-session-data', { data: {}, mergeStrategy: 'deep' }, 'invalid-request-error'],
    ['set-session-data', { data: {}, keysToDelete: [1] }, 'invalid-request-error'],
  ])('refuses a body that is not as documented: %s %j', async (path, body, error) => {
    const link = await stage.link({ outcome: 'done' });
    expect(await ask(`/v1/rooms/support/${path}`, body)).toMatchObject([400, { error }]);
    expect(link.asked).toEqual([]);
  });

  it.each(['/v1/rooms/support/toString', '/v1/rooms', '/v2/rooms/a/sipRefer', '/simulation/other'])(
    'knows no %s',
    async (path) => {
      expect(await ask(path, {})).toMatchObject([404, { error: 'not-found' }]);
    },
  );
});

describe('the simulated REST API, misbehaving', () => {
  let stage: ApiStage;
  let api: SimulatedDailyApi;
  beforeEach(async () => {
    stage = new ApiStage();
    api = await stage.open();
  });
  afterEach(() => stage.close());

  it.each([
    ['rate-limited', 429, 'rate-limit-error', 0],
    ['server-error', 500, 'server-error', 0],
    ['lost', 500, 'server-error', 1],
  ] as const)('%s', async (answer, status, error, done) => {
    const link = await stage.link({ outcome: 'done' });
    api.behave({ rest: { answer, retryAfterS: 3 } });
    const answered = await stage.post(PATH, TRANSFER);
    expect([answered.status, await answered.json()]).toMatchObject([status, { error }]);
    expect(answered.headers.get('retry-after')).toBe('3');
    expect(link.asked).toHaveLength(done);
  });

  it('for as many requests as it was told, then as usual', async () => {
    await stage.link({ outcome: 'done' });
    await stage.post('/simulation/behaviour', { rest: { answer: 'rate-limited', requests: 2 } });
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1)
      statuses.push((await stage.post(PATH, TRANSFER)).status);
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
        .handle(new Request(`${stage.url}${PATH}`, init))
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
  });
});

describe('the base path of the simulated API', () => {
  it('stands before every path', async () => {
    const stage = new ApiStage();
    await stage.open({ basePath: '/simulated-daily/7' });
    const without = await stage.post(PATH, TRANSFER);
    const withIt = await stage.post(`/simulated-daily/7${PATH}`, TRANSFER);
    stage.close();
    expect([(await without.json()).info, (await withIt.json()).info]).toEqual([
      'not found',
      'Room is not hosting a call',
    ]);
  });
});

describe('pages of another origin', () => {
  const headers = { Origin: 'http://localhost:5173' };
  const ORIGIN = 'access-control-allow-origin';
  const stage = new ApiStage();
  afterEach(() => stage.close());

  it('may link themselves where the simulated API was told so, and nothing else', async () => {
    await stage.open({ allowOrigin: 'http://localhost:5173' });
    const link = `${stage.url}/simulation/link`;
    const asked = await fetch(link, { method: 'OPTIONS', headers });
    expect([asked.status, asked.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, POST',
    ]);
    const posted = await stage.post('/simulation/behaviour', {}, headers);
    const linked = await fetch(link, { headers });
    const rest = await stage.post(PATH, TRANSFER, headers);
    expect([asked, posted, linked, rest].map((answer) => answer.headers.get(ORIGIN))).toEqual([
      ...Array<string>(3).fill('http://localhost:5173'),
      null,
    ]);
  });

  it('may not, where it was not told so', async () => {
    await stage.open();
    const asked = await fetch(`${stage.url}/simulation/link`, { method: 'OPTIONS', headers });
    expect(asked.headers.get(ORIGIN)).toBeNull();
  });
});
