import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedDailyApi } from 'daily-transfer/simulator/server';
import { ApiStage, TRANSFER, TRANSFER_PATH } from '../../support/simulated-api.js';

const EXTENSION = 'extension must have 1 to 20 characters';
const WAIT = 'waitBeforeExtensionDialSec must be 0 to 60';

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
    expect(await ask(TRANSFER_PATH, TRANSFER)).toEqual([status, { error, info }]);
  });

  it.each([
    ['no key', {}, 400, 'authorization-header-error', 'there is no Authorization header'],
    [
      'another key',
      { Authorization: 'Bearer another' },
      401,
      'authentication-error',
      'the API key is not right',
    ],
    [
      'no bearer',
      { Authorization: 'a-simulated-key' },
      401,
      'authentication-error',
      'the API key is not right',
    ],
  ])('refuses %s', async (_name, headers, status, error, info) => {
    const link = await stage.link({ outcome: 'done' });
    expect(await ask(TRANSFER_PATH, TRANSFER, headers)).toEqual([status, { error, info }]);
    expect(link.asked).toEqual([]);
  });

  it.each(['{', '[]', 'null', '7', '"a text"'])(
    'refuses %s, which is no JSON object',
    async (body) => {
      const link = await stage.link({ outcome: 'done' });
      const info = 'the body is not a JSON object';
      expect(await ask(TRANSFER_PATH, body)).toEqual([400, { error: 'json-parsing-error', info }]);
      expect(link.asked).toEqual([]);
    },
  );

  it.each([
    ['sipCallTransfer', {}, 'sessionId must be a string'],
    ['sipCallTransfer', { ...TRANSFER, sessionId: 1 }, 'sessionId must be a string'],
    ['sipCallTransfer', { ...TRANSFER, sessionId: '' }, 'sessionId must be a string'],
    ['sipRefer', { sessionId: 's1' }, 'toEndPoint must be a string'],
    ['sipCallTransfer', { ...TRANSFER, extension: '' }, EXTENSION],
    ['sipCallTransfer', { ...TRANSFER, extension: '1'.repeat(21) }, EXTENSION],
    ['sipCallTransfer', { ...TRANSFER, extension: 123 }, EXTENSION],
    ['sipCallTransfer', { ...TRANSFER, waitBeforeExtensionDialSec: 61 }, WAIT],
    ['sipCallTransfer', { ...TRANSFER, waitBeforeExtensionDialSec: -1 }, WAIT],
    ['sipCallTransfer', { ...TRANSFER, waitBeforeExtensionDialSec: 0.5 }, WAIT],
    ['send-app-message', { data: 'x'.repeat(4_095) }, 'data must have at most 4096 bytes'],
    ['send-app-message', { data: 1, recipient: 7 }, 'recipient must be a string'],
    ['set-session-data', { data: [] }, 'data must be an object'],
    ['set-session-data', { data: 'a text' }, 'data must be an object'],
    ['set-session-data', { data: null }, 'data must be an object'],
    [
      'set-session-data',
      { mergeStrategy: 'deep' },
      'mergeStrategy must be replace or shallow-merge',
    ],
    ['set-session-data', { keysToDelete: [1] }, 'keysToDelete must be strings'],
    ['set-session-data', { keysToDelete: 'a' }, 'keysToDelete must be strings'],
  ])('refuses a body that is not as documented: %s %j', async (path, body, info) => {
    const link = await stage.link({ outcome: 'done' });
    const refused = [400, { error: 'invalid-request-error', info }];
    expect(await ask(`/v1/rooms/support/${path}`, body)).toEqual(refused);
    expect(link.asked).toEqual([]);
  });

  it.each([
    ['sipCallTransfer', { ...TRANSFER, extension: '1', waitBeforeExtensionDialSec: 0 }],
    ['sipRefer', { ...TRANSFER, extension: '1'.repeat(20), waitBeforeExtensionDialSec: 60 }],
    ['send-app-message', {}],
    ['send-app-message', { data: 'x'.repeat(4_094), recipient: 's1' }],
    ['set-session-data', {}],
    ['set-session-data', { data: { a: 1 }, mergeStrategy: 'shallow-merge' }],
    ['set-session-data', { mergeStrategy: 'replace', keysToDelete: ['a', 'b'] }],
  ])('takes a body that goes to the documented limits: %s %j', async (path, body) => {
    const link = await stage.link({ outcome: 'done' });
    expect((await ask(`/v1/rooms/support/${path}`, body))[0]).toBe(200);
    expect(link.asked).toMatchObject([{ body }]);
  });

  it.each([
    ['POST', '/v1/rooms/support/toString'],
    ['POST', '/v1/rooms'],
    ['GET', '/v1/rooms'],
    ['GET', '/v1/rooms/support/sipRefer'],
    ['POST', '/v1/rooms/support/sipRefer/more'],
    ['POST', '/other/v1/rooms/support/sipRefer'],
    ['POST', '/v2/rooms/a/sipRefer'],
    ['POST', '/simulation/other'],
  ])('knows no %s %s', async (method, path) => {
    const link = await stage.link({ outcome: 'done' });
    const answer = await stage.request(method, path, TRANSFER);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { error: 'not-found', info: 'not found' },
    ]);
    expect(link.asked).toEqual([]);
  });
});
