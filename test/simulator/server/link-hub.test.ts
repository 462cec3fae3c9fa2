import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedDailyApi } from 'daily-transfer/simulator/server';
import { ApiStage, TRANSFER, TRANSFER_PATH } from '../../support/simulated-api.js';

const CLOSED = {
  error: 'invalid-request-error',
  info: 'Call closed before command could be delivered',
};

describe('the link to a window', () => {
  let api: SimulatedDailyApi;
  let stage: ApiStage;
  beforeEach(async () => {
    stage = new ApiStage();
    api = await stage.open();
  });
  afterEach(() => stage.close());

  /** Links a window that has not read anything yet, without HTTP. */
  function open(): Promise<Response> {
    return api.handle(new Request(`${stage.url}/simulation/link`));
  }

  async function transfer() {
    const answer = await stage.post(TRANSFER_PATH, TRANSFER);
    return [answer.status, await answer.json()] as const;
  }

  it('is an event stream that nobody keeps, and begins at once with a comment', async () => {
    const { headers, body } = await open();
    expect([headers.get('content-type'), headers.get('cache-control')]).toEqual([
      'text/event-stream',
      'no-store',
    ]);
    const first = await body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toBe(': linked\n\n');
  });

  it('is no call as long as there is none', async () => {
    expect(await transfer()).toMatchObject([404, { info: 'Room is not hosting a call' }]);
  });

  it.each<[string, (link: { leave(): void }) => unknown]>([
    ['the window goes away', (link) => link.leave()],
    ['another window links itself', () => stage.link(undefined)],
    ['the API is closed', () => api.close()],
  ])('says to whom waits for an answer that the call is over when %s', async (_name, end) => {
    const link = await stage.link(undefined);
    const answer = transfer();
    await expect.poll(() => link.asked).toHaveLength(1);
    await end(link);
    expect(await answer).toEqual([400, CLOSED]);
  });

  it('is to the window that linked itself last; the one before is told no more', async () => {
    const first = await open();
    const second = await stage.link({ outcome: 'done' });
    expect((await transfer())[0]).toBe(200);
    expect(second.asked).toHaveLength(1);
    expect(await first.text()).toBe(': linked\n\n');
  });

  it('stays when a window goes away that was linked before', async () => {
    const first = await open();
    await stage.link({ outcome: 'done' });
    await first.body?.cancel();
    expect((await transfer())[0]).toBe(200);
  });

  it('takes an answer that nobody waits for, and nothing that it does not know', async () => {
    const late = await stage.post('/simulation/link', { id: 'late', reply: { outcome: 'done' } });
    expect(late.status).toBe(200);
    const other = await stage.post('/simulation/link', { something: 'else' });
    expect([other.status, (await other.json()).error]).toEqual([400, 'json-parsing-error']);
  });
});
