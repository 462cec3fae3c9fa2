import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedDailyApi } from 'daily-transfer/simulator/server';
import { ApiStage } from '../../support/simulated-api.js';

const LIST = '/v1/webhooks';

describe('the webhooks of the simulated API', () => {
  let api: SimulatedDailyApi;
  let stage: ApiStage;
  beforeEach(async () => {
    stage = new ApiStage();
    api = await stage.open({ webhookUrl: undefined });
  });
  afterEach(() => stage.close());

  /** Creates a webhook for these types of events. */
  function create(...eventTypes: readonly string[]): Promise<Response> {
    return stage.post(LIST, { url: stage.webhookUrl, eventTypes });
  }

  it('are made as they are wished for, and listed', async () => {
    const wish = {
      url: stage.webhookUrl,
      hmac: btoa('another secret'),
      retryType: 'exponential',
      eventTypes: ['a'],
      basicAuth: 'dTpw',
    };
    const made = await stage.post(LIST, wish);
    expect([made.status, await made.json()]).toMatchObject([200, { ...wish, state: 'ACTIVE' }]);
    const listed = await stage.request('GET', LIST);
    expect(await listed.json()).toEqual(JSON.parse(JSON.stringify(api.webhooks)));
    await stage.happen('a');
    await api.settled();
    expect(stage.told.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Basic dTpw',
      'Basic dTpw',
    ]);
  });

  it('are told at most what they asked for, each for itself', async () => {
    await create('a');
    await create('a', 'b');
    await stage.happen('a');
    await stage.happen('b');
    await stage.happen('c');
    await api.settled();
    expect(stage.events.map(({ type }) => String(type)).sort()).toEqual(['a', 'a', 'b']);
  });

  it('are created only if they answer the test message; the others stay', async () => {
    await create('a');
    stage.answer = () => 500;
    const made = await create('b');
    expect([made.status, (await made.json()).info]).toEqual([
      400,
      'the webhook failed its test message: it answered 500',
    ]);
    expect(api.webhooks).toMatchObject([{ eventTypes: ['a'], state: 'ACTIVE' }]);
  });

  it('are tested again one by one, and stay if they fail', async () => {
    await create('a');
    await create('b');
    stage.answer = () => 500;
    const tested = await stage.post(`${LIST}/${api.webhooks[1]?.uuid}`, {});
    expect(tested.status).toBe(400);
    expect(api.webhooks.map(({ state }) => state)).toEqual(['ACTIVE', 'FAILED']);
  });

  it('want a JSON object', async () => {
    const made = await stage.post(LIST, '{');
    expect([made.status, (await made.json()).error]).toEqual([400, 'json-parsing-error']);
    expect(api.webhooks).toEqual([]);
  });

  it.each([
    ['PUT', LIST],
    ['POST', `${LIST}/none`],
    ['POST', `${LIST}/none/more`],
    ['POST', `${LIST}-and-more`],
    ['POST', `/other${LIST}`],
  ])('are not at %s %s', async (method, path) => {
    const asked = await stage.request(method, path, { url: stage.webhookUrl });
    expect([asked.status, (await asked.json()).error]).toEqual([404, 'not-found']);
    expect(api.webhooks).toEqual([]);
  });
});
