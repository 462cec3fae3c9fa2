import Daily, { type DailyCall } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  simulateDaily,
  type SimulatedDaily,
  type SimulatedRoom,
  type TransferBehaviour,
} from 'daily-transfer/simulator';
import { FakeApi } from '../support/fake-api.js';
import { createCall, recordEvents, releaseCalls } from '../support/genuine-daily.js';

let daily: SimulatedDaily;
let room: SimulatedRoom;
let call: DailyCall;
let api: FakeApi;
let unlink: () => void;

beforeEach(async () => {
  daily = simulateDaily({ domain: 'acme', dailyVersion: Daily.version(), clock: 'virtual' });
  room = daily.room('support');
  call = createCall(daily, Daily);
  await call.join({ url: room.url, token: room.ownerToken });
  api = new FakeApi();
  unlink = await daily.link('/api', { fetch: api.fetch });
});
afterEach(() => releaseCalls(daily));

/** Lets what is on its way in both directions arrive. */
async function settle(ms = 0): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  await daily.advance(ms);
  await new Promise((go) => setTimeout(go));
}

describe('link(): what the webhooks hear', () => {
  it('tells of legs in the fields of Daily’s pages on the events', async () => {
    const sipHeaders = { 'X-Queue': 'gold' };
    const alice = room.dialIn({ from: 'sip:alice@pbx.example.com', name: 'Alice', sipHeaders });
    const erin = room.dialOut({ to: '+14155550199', name: 'Erin', userId: 'erin', callerId: 'id' });
    room.answer(erin);
    room.dialWarning(alice, 'codec');
    room.dialError(erin, 'lost');
    room.dialInReady();
    room.hangUp(erin);
    await settle();
    const origin = 'sip:support@acme.sip.daily.co';
    const from = {
      session_id: alice,
      sip_from: 'sip:alice@pbx.example.com',
      display_name: 'Alice',
      sip_headers: sipHeaders,
    };
    const who = { session_id: erin, user_id: 'erin' };
    const to = { ...who, destination: '+14155550199', caller_id: 'id', origin };
    expect(api.news).toEqual([
      ['dialin.connected', from],
      ['dialout.connected', to],
      ['dialout.answered', to],
      ['dialin.warning', { session_id: alice, error_msg: 'codec' }],
      ['dialout.error', { ...who, error_msg: 'lost' }],
      ['dialin.ready', { sip_endpoint: origin }],
      ['dialout.stopped', to],
    ]);
  });

  it('tells of a leg that no page is told of, and of each leaving once', async () => {
    const dave = room.dialIn({ from: 'sip:dave@pbx.example.com', silent: true });
    room.hangUp(dave, { stopped: 'doubled', left: 'doubled' });
    await settle();
    expect(api.news.map(([type]) => type)).toEqual(['dialin.connected', 'dialin.stopped']);
  });

  it('tells in order, when it happened and in which room', async () => {
    await daily.advance(1_500);
    room.dialIn();
    daily.room('billing').dialIn();
    await settle();
    const begun = Date.UTC(2026, 0, 1);
    expect(api.posted.map(({ news }) => [news?.room, news?.at])).toEqual([
      ['support', begun + 1_500],
      ['billing', begun + 1_500],
    ]);
  });
});

describe('link(): what the webhooks hear of a transfer', () => {
  const toEndPoint = 'sip:bob@voice.example.org';
  const base = { mtg_session_id: expect.any(String), to_endpoint: toEndPoint };

  async function transfer(behaviour: TransferBehaviour, by: 'sipCallTransfer' | 'sipRefer') {
    const sessionId = room.dialIn({ from: 'sip:alice@pbx.example.com' });
    room.onTransfer(() => behaviour);
    call[by]({ sessionId, toEndPoint }).catch(() => undefined);
    await daily.settled();
    await settle(60_000);
    const about = { ...base, session_id: sessionId, from_endpoint: 'sip:alice@pbx.example.com' };
    const told = api.news.filter(([type]) => type.startsWith('calltransfer.'));
    expect(told.map(([, payload]) => payload)).toEqual(
      told.map(() => expect.objectContaining(about)),
    );
    const own = (payload: object): object =>
      Object.fromEntries(Object.entries(payload).filter(([key]) => !Object.hasOwn(about, key)));
    return told.map(([type, payload]) => [type.slice('calltransfer.'.length), own(payload)]);
  }

  const underWay = [
    ['triggered', { is_sip_refer: false }],
    ['initiated', { is_sip_refer: false }],
  ];
  const referUnderWay = [
    ['triggered', { is_sip_refer: true }],
    ['initiated', { is_sip_refer: true }],
  ];
  const codes = (notify: string) => ({
    refer_sip_response_code: '202',
    notify_sip_response_code: notify,
  });

  it.each<[TransferBehaviour, readonly unknown[]]>([
    [{}, [...underWay, ['answered', {}]]],
    [
      { targetHangsUpAfterMs: 2_000 },
      [...underWay, ['answered', {}], ['completed', { completeStatus: 'completed' }]],
    ],
    [
      { targetHangsUpAfterMs: 2_000, completed: 'plain' },
      [...underWay, ['answered', {}], ['completed', {}]],
    ],
    [{ targetHangsUpAfterMs: 2_000, completed: 'omitted' }, [...underWay, ['answered', {}]]],
    [{ target: 'busy' }, [...underWay, ['completed', { completeStatus: 'busy' }]]],
    [{ target: 'no-answer' }, [...underWay, ['completed', { completeStatus: 'no-answer' }]]],
    [{ target: 'declines' }, [...underWay, ['completed', { completeStatus: 'failed' }]]],
    [{ target: 'unreachable' }, [...underWay, ['completed', { completeStatus: 'failed' }]]],
    [
      { target: 'busy', completed: { completeStatus: 'canceled' } },
      [...underWay, ['completed', { completeStatus: 'canceled' }]],
    ],
    [{ order: 'left-first' }, [...underWay, ['answered', {}]]],
    [{ reply: 'silent', leaves: true }, [...underWay, ['answered', {}]]],
    [{ leaves: false }, [['triggered', { is_sip_refer: false }]]],
    [{ reply: 'silent' }, []],
    [{ reply: 'reject' }, []],
    [{ reply: 'reject', leaves: true }, []],
  ])('by sipCallTransfer: %j', async (behaviour, expected) => {
    expect(await transfer(behaviour, 'sipCallTransfer')).toEqual(expected);
  });

  it.each<[TransferBehaviour, readonly unknown[]]>([
    [{}, referUnderWay],
    [{ target: 'busy' }, referUnderWay],
    [
      { referTold: 'completed' },
      [...referUnderWay, ['completed', { completeStatus: 'completed', ...codes('200') }]],
    ],
    [
      { referTold: 'completed', target: 'busy' },
      [...referUnderWay, ['completed', { completeStatus: 'busy', ...codes('486') }]],
    ],
    [
      { referTold: 'completed', target: 'declines' },
      [...referUnderWay, ['completed', { completeStatus: 'failed', ...codes('603') }]],
    ],
    [
      { referTold: 'everything', targetHangsUpAfterMs: 1 },
      [...referUnderWay, ['answered', {}], ['completed', { completeStatus: 'completed' }]],
    ],
  ])('by sipRefer: %j', async (behaviour, expected) => {
    expect(await transfer(behaviour, 'sipRefer')).toEqual(expected);
  });
});

describe('link(): what a server asks', () => {
  it('brings app-messages of the API to the pages that are meant', async () => {
    const { local } = call.participants();
    const heard: unknown[] = [];
    call.on('app-message', ({ data, fromId }) => heard.push([data, fromId]));
    api.ask('1', 'app-message', { data: { a: 1 } });
    api.ask('2', 'app-message', { data: 'you', recipient: local.session_id });
    api.ask('3', 'app-message', { data: 'not you', recipient: 'another' });
    await settle();
    expect(heard).toEqual([
      [{ a: 1 }, 'API'],
      ['you', 'API'],
    ]);
    expect(api.replies).toEqual({
      1: { outcome: 'done' },
      2: { outcome: 'done' },
      3: { outcome: 'done' },
    });
  });

  it('writes session data: replaced, merged, and without the keys to delete', async () => {
    api.ask('1', 'session-data', { data: { a: 1, b: 2 } });
    api.ask('2', 'session-data', {
      data: { c: 3 },
      mergeStrategy: 'shallow-merge',
      keysToDelete: ['a'],
    });
    await settle();
    expect(call.meetingSessionState().data).toEqual({ b: 2, c: 3 });
    api.ask('3', 'session-data', {});
    await settle();
    expect(call.meetingSessionState().data).toEqual({});
  });

  it('transfers as the handler says, with the events and webhooks of any transfer', async () => {
    const sessionId = room.dialIn({ from: 'sip:alice@pbx.example.com' });
    await daily.settled();
    const seen = recordEvents(call, ['participant-left', 'dialin-stopped']);
    const asked: unknown[] = [];
    room.onTransfer((attempt) => void asked.push(attempt.method, attempt.toEndPoint));
    api.ask('1', 'transfer', { sessionId, toEndPoint: 'sip:q@pbx.example.com', useSipRefer: true });
    await settle(1_000);
    expect(asked).toEqual(['sipRefer', 'sip:q@pbx.example.com']);
    expect(seen).toEqual(['participant-left', 'dialin-stopped']);
    expect(api.replies).toEqual({ 1: { outcome: 'done' } });
    expect(api.news.map(([type]) => type)).toContain('calltransfer.initiated');
    expect(daily.log.map(({ action }) => action)).toContain('api-transfer');
  });

  it('says why a room cannot', async () => {
    const web = room.joinWeb();
    const alice = room.dialIn();
    api.ask('nobody', 'transfer', { sessionId: alice, toEndPoint: '+1' }, 'empty');
    api.ask('silence', 'app-message', { data: 1 }, 'empty');
    api.ask('web', 'transfer', { sessionId: web, toEndPoint: '+14155550100' });
    room.onTransfer(() => ({ reply: 'reject', error: { code: 7 } }));
    api.ask('rejected', 'transfer', { sessionId: alice, toEndPoint: '+14155550100' });
    await settle(1_000);
    room.onTransfer(() => ({ reply: 'silent' }));
    api.ask('silent', 'transfer', { sessionId: alice, toEndPoint: '+14155550100' });
    await settle(1_000);
    room.useTopology('peer');
    api.ask('peer', 'transfer', { sessionId: alice, toEndPoint: '+14155550100' });
    await settle(1_000);
    expect(api.replies).toEqual({
      nobody: { outcome: 'no-call' },
      silence: { outcome: 'no-call' },
      web: { outcome: 'no-session' },
      rejected: { outcome: 'refused', info: '{"code":7}' },
      peer: { outcome: 'not-sfu' },
    });
  });

  it('puts together what comes in pieces, and passes over comments', async () => {
    api.tell(': linked\n\nda');
    api.tell('ta: {"id":"1","verb":"app-message","room":"support","body":{"data":1}}\n');
    api.tell('\n');
    await settle();
    expect(api.replies).toEqual({ 1: { outcome: 'done' } });
  });
});

describe('the end of a link', () => {
  it('is quiet', async () => {
    unlink();
    room.dialIn();
    await settle();
    expect([api.posted, api.isCancelled]).toEqual([[], true]);
    expect(daily.log.some(({ action }) => action === 'link-failed')).toBe(false);
  });

  it('comes with the end of the simulation', async () => {
    await releaseCalls(daily);
    expect(api.isCancelled).toBe(true);
  });

  it('is an error where there is no API', async () => {
    api.status = 404;
    const text = 'unable to link the simulation; /api answered 404';
    await expect(daily.link('/api', { fetch: api.fetch })).rejects.toThrow(text);
  });

  it('leaves what could not be posted in the log', async () => {
    api.status = 500;
    room.dialIn();
    await settle();
    expect(daily.log.at(-1)).toMatchObject({ direction: 'noted', action: 'link-failed' });
  });
});
