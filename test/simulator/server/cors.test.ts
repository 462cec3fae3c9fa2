import { afterEach, describe, expect, it } from 'vitest';
import { ApiStage, TRANSFER, TRANSFER_PATH } from '../../support/simulated-api.js';

describe('pages of another origin', () => {
  const headers = { Origin: 'http://localhost:5173' };
  const ORIGIN = 'access-control-allow-origin';
  const stage = new ApiStage();
  afterEach(() => stage.close());

  it('may link themselves where the simulated API was told so, and nothing else', async () => {
    await stage.open({ allowOrigin: 'http://localhost:5173' });
    const link = `${stage.url}/simulation/link`;
    const asked = await fetch(link, { method: 'OPTIONS', headers });
    expect([asked.status, Object.fromEntries(asked.headers)]).toMatchObject([
      204,
      {
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': '*',
        vary: 'Origin',
      },
    ]);
    const posted = await stage.post('/simulation/behaviour', {}, headers);
    const linked = await fetch(link, { headers });
    const rest = await stage.post(TRANSFER_PATH, TRANSFER, headers);
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
