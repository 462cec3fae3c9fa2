import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  exportTransfer,
  keepIn,
  quota,
  sessionStore,
  TransferController,
  type TransferControllerOptions,
  type TransferRecord,
  type NoteStorage,
  type ReloadNotes,
} from 'daily-transfer';
import { errorOf, HOME, newest, PBX, PHONE } from './support/attached.js';
import { recordEvents, timelineOf } from './support/event-log.js';
import { FakeCall, settled } from './support/fake-call.js';
import { loadPage, stubLocks } from './support/pages.js';

const KEY = 'daily-transfer';
const HOUR = 3_600_000;
const NO_STORE = { domain: 'acme', allowTargets: 'any' } as const;
const NUMBERS = /4155552671|sales@|0123456/;

function open(options: TransferControllerOptions = {}, call = new FakeCall()) {
  const store = sessionStore();
  const controller = TransferController.attach(call, { ...NO_STORE, store, ...options });
  return { call, controller, log: recordEvents(controller) };
}

/** A page with a transfer under way that goes away without a word. */
async function crash(toEndPoint = PBX) {
  const page = open();
  await settled();
  const caller = page.call.dialIn({ from: HOME });
  void page.controller.transfer({ sessionId: caller, toEndPoint });
  const [record] = page.controller.transfers;
  page.call.tell = () => {};
  vi.clearAllTimers();
  loadPage();
  return { caller, record };
}

/** A call object in which the given callers are, as it is after a reload. */
function withCallers(...ids: readonly string[]): FakeCall {
  const call = new FakeCall();
  for (const id of ids)
    call.enter({ session_id: id, participantType: 'sip-dial-in', user_name: 'Alice' });
  return call;
}

function stored(): unknown {
  const text = sessionStorage.getItem(KEY);
  return text === null ? undefined : (JSON.parse(text) as unknown);
}

const ENTRY = {
  id: 'a',
  sessionId: 'caller-1',
  method: 'sipRefer',
  target: 'sip:s•••@pbx.example.com',
  page: 'x',
} as const;

type Fields = Readonly<Record<string, unknown>>;

function storeEntries(...entries: readonly Fields[]): void {
  const write = (fields: Fields): Fields => ({ ...ENTRY, startedAt: Date.now(), ...fields });
  sessionStorage.setItem(KEY, JSON.stringify(entries.map(write)));
}

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  loadPage();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('store', () => {
  it('is not used unless it is given', async () => {
    const asked: string[] = [];
    const note = (name: string) => () => (asked.push(name), null);
    const storage = {
      getItem: note('getItem'),
      setItem: note('setItem'),
      removeItem: note('removeItem'),
    };
    vi.stubGlobal('sessionStorage', storage);
    const { controller, call } = open({ store: undefined });
    void controller.transfer({ sessionId: call.dialIn(), toEndPoint: PBX });
    await settled();
    controller.detach();
    expect(controller.transfers).toHaveLength(1);
    expect(asked).toEqual([]);
    await sessionStore().findLeft();
    expect(asked).toContain('getItem');
  });

  it.each([
    [PBX, 'sip:s•••@pbx.example.com'],
    [PHONE, '+1•••2671'],
    ['sip:+14155552671@pbx.example.com', 'sip:+1•••2671@pbx.example.com'],
  ])('has %s masked before it is sent', (toEndPoint, target) => {
    const { call, controller } = open();
    const caller = call.dialIn({ from: HOME });
    let whileSending: unknown;
    call.whileSending = () => (whileSending = stored());
    void controller.transfer({ sessionId: caller, toEndPoint });
    const { id, method, startedAt } = newest(controller);
    const page = String(performance.timeOrigin);
    expect(whileSending).toEqual([{ id, sessionId: caller, method, target, startedAt, page }]);
    expect(sessionStorage.getItem(KEY)).not.toMatch(NUMBERS);
    controller.detach();
  });

  it('has each transfer for as long as it is under way', async () => {
    const { call, controller } = open();
    const callers = [call.dialIn(), call.dialIn(), call.dialIn(), call.dialIn()];
    for (const sessionId of callers) void controller.transfer({ sessionId, toEndPoint: PBX });
    expect(stored()).toHaveLength(4);
    call.leave(callers[0] ?? '');
    await call.accept(0);
    expect(stored()).toHaveLength(3);
    await call.refuse('no', 1);
    expect(stored()).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(45_000);
    expect(sessionStorage.getItem(KEY)).toBeNull();
    void controller.transfer({ sessionId: callers[1] ?? '', toEndPoint: PBX });
    expect(stored()).toHaveLength(1);
    controller.detach();
    expect(sessionStorage.length).toBe(0);
  });

  it('has nothing of a transfer that was not sent', async () => {
    const { call, controller } = open({ authorize: () => false });
    const promise = controller.transfer({ sessionId: call.dialIn(), toEndPoint: PBX });
    expect(stored()).toBeUndefined();
    expect((await errorOf(promise)).code).toBe('blocked');
    expect(sessionStorage.length).toBe(0);
  });

  it('may be shared by controllers of one page, each of which leaves the others theirs', async () => {
    const [one, two] = [open(), open()];
    void one.controller.transfer({ sessionId: one.call.dialIn(), toEndPoint: PBX });
    void two.controller.transfer({ sessionId: two.call.dialIn(), toEndPoint: PHONE });
    const three = open();
    await settled();
    expect(stored()).toHaveLength(2);
    expect(three.controller.transfers).toEqual([]);
    one.controller.detach();
    expect(stored()).toMatchObject([{ id: newest(two.controller).id }]);
    two.controller.detach();
  });

  it('has a key of its own where one is given', () => {
    const { call, controller } = open({ store: sessionStore('mine') });
    void controller.transfer({ sessionId: call.dialIn(), toEndPoint: PBX });
    expect([sessionStorage.length, sessionStorage.key(0)]).toEqual([1, 'mine']);
    controller.detach();
  });
});

describe('after a reload (F41)', () => {
  it('tells once of what was under way, to listeners that are added after attach()', async () => {
    const { caller, record } = await crash();
    const { call, controller, log } = open({}, withCallers('somebody'));
    expect(controller.transfers).toEqual([]);
    await settled();
    expect(log).toEqual(['unconfirmed call-ended ask', 'updated unconfirmed call-ended ask']);
    const restored = newest(controller);
    expect(restored).toMatchObject({
      id: record?.id,
      status: 'unconfirmed',
      code: 'call-ended',
      confidence: 'none',
      method: 'sipRefer',
      startedAt: record?.startedAt,
    });
    expect(controller.find(restored.id)).toBe(restored);
    expect(controller.snapshot().transfers).toEqual([restored]);
    expect(restored.plan.request.sessionId).toBe(caller);
    expect(call.sent).toEqual([]);
    expect(sessionStorage.length).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    controller.detach();
    loadPage();
    const again = open({}, withCallers(caller));
    await settled();
    expect([again.controller.transfers, again.log]).toEqual([[], []]);
  });

  it('lets a person try again while the caller is still here, and holds nothing', async () => {
    const { caller } = await crash();
    const { controller } = open({}, withCallers(caller));
    await vi.advanceTimersByTimeAsync(2_000);
    const restored = newest(controller);
    expect([restored.status, restored.retry]).toEqual(['unconfirmed', 'ask']);
    expect(timelineOf(restored)).toEqual([
      '0 sent (app) requested',
      '0 call-ended (app) unconfirmed',
    ]);
    expect(controller.plan({ sessionId: caller, toEndPoint: PBX }).ready).toBe(true);
  });

  it('is a note and no transfer: nothing that happens later changes it', async () => {
    const { caller } = await crash();
    const { call, controller, log } = open({}, withCallers(caller));
    await settled();
    const restored = newest(controller);
    log.length = 0;
    call.hide(caller);
    call.show(caller);
    call.leave(caller);
    call.stop(caller);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(newest(controller)).toBe(restored);
    expect(log.filter((line) => line.startsWith('updated'))).toEqual([]);
  });

  it('lists several newest first', async () => {
    storeEntries(...[3, 1, 2].map((age) => ({ id: `${age}`, startedAt: Date.now() - age })));
    const { controller } = open();
    await settled();
    expect(controller.transfers.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('lists it behind what this page has sent already', async () => {
    await crash();
    const call = withCallers('here');
    const { controller } = open({}, call);
    void controller.transfer({ sessionId: 'here', toEndPoint: PHONE });
    await settled();
    expect(controller.transfers.map(({ status }) => status)).toEqual(['requested', 'unconfirmed']);
    expect(stored()).toHaveLength(1);
    controller.detach();
  });

  it('sends nothing again, whatever Daily, the app or the clock do', async () => {
    const { caller } = await crash();
    const call = withCallers(caller);
    const { controller } = open({}, call);
    await settled();
    call.networkDown();
    call.networkUp();
    call.hide(caller);
    call.show(caller);
    call.leaveMeeting();
    call.join();
    await vi.advanceTimersByTimeAsync(HOUR);
    const { plan } = newest(controller);
    expect(plan.ready).toBe(false);
    const error = await errorOf(controller.transfer(plan.request));
    expect([error.code, error.plan?.target.kind]).toEqual(['blocked', 'invalid']);
    expect(call.sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is masked already, and stays so however often it is written', async () => {
    for (const [target, text] of [
      [PBX, 'sip:s•••@pbx.example.com'],
      [PHONE, '+1•••2671'],
    ] as const) {
      await crash(target);
      const { controller } = open();
      await settled();
      const restored = newest(controller);
      expect(restored.plan.request.toEndPoint).toBe(text);
      expect(JSON.stringify(exportTransfer(restored, { unmasked: true }))).not.toMatch(NUMBERS);
      expect(JSON.parse(JSON.stringify(restored))).toMatchObject({
        plan: { request: { toEndPoint: text } },
      });
    }
  });

  it('waits in the store while nobody is attached for it', async () => {
    await crash();
    open().controller.detach();
    await settled();
    expect(stored()).toHaveLength(1);
    const { controller } = open();
    await settled();
    expect(controller.transfers).toHaveLength(1);
  });

  it('counts for no quota, and goes as the history says', async () => {
    await crash();
    const { controller, log } = open({ historyLimit: 0, quota: quota({ perMinute: 1 }) });
    await settled();
    expect(log).toHaveLength(2);
    expect(controller.transfers).toEqual([]);
    const { checks } = controller.plan({ sessionId: 'a', toEndPoint: PBX });
    expect(checks.find(({ code }) => code === 'within-quota')?.state).toBe('passed');
  });

  it.each<[ageMs: number, told: number]>([
    [0, 1],
    [HOUR, 1],
    [HOUR + 1, 0],
    [-HOUR, 1],
    [-HOUR - 1, 0],
  ])('after %i ms by the wall clock is told %i times', async (age, told) => {
    storeEntries({ startedAt: Date.now() - age });
    const { controller } = open();
    await settled();
    expect(controller.transfers).toHaveLength(told);
    expect(controller.transfers.every(({ timeline }) => (timeline[1]?.sinceMs ?? -1) >= 0)).toBe(
      true,
    );
    expect(sessionStorage.length).toBe(0);
  });
});

describe('a store that is broken', () => {
  const works = async (store: ReloadNotes, toEndPoint = PBX): Promise<TransferRecord> => {
    const { call, controller, log } = open({ store });
    await settled();
    const caller = call.dialIn();
    const promise = controller.transfer({ sessionId: caller, toEndPoint });
    call.leave(caller);
    await call.accept();
    expect(log.filter((line) => line.startsWith('handed-off'))).toHaveLength(1);
    controller.detach();
    return promise;
  };

  it.each([
    ['no JSON', 'nonsense {'],
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '7'],
    ['a text', '"x"'],
    ['an object', '{"length":1,"0":{}}'],
    ['odd entries', '[null, 1, "x", [], {}, [[]]]'],
    ['its prototype', '{"__proto__":[{"id":"a"}]}'],
  ])('holding %s counts as empty', async (_, text) => {
    sessionStorage.setItem(KEY, text);
    const { controller } = open();
    await settled();
    expect(controller.transfers).toEqual([]);
    sessionStorage.setItem(KEY, text);
    expect((await works(sessionStore())).status).toBe('handed-off');
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['no id', { id: '' }],
    ['an id of another type', { id: { toString: 'x' } }],
    ['no session', { sessionId: undefined }],
    ['another method', { method: 'eval' }],
    ['an inherited method', { method: 'toString' }],
    ['a target of another type', { target: ['sip:a'] }],
    ['a target without end', { target: 'x'.repeat(3_001) }],
    ['no time', { startedAt: null }],
    ['a time as text', { startedAt: '0' }],
    ['no page', { page: undefined }],
  ])('leaves an entry with %s out', async (_, fields) => {
    storeEntries(fields);
    const { controller, log } = open();
    await settled();
    expect([controller.transfers, log]).toEqual([[], []]);
    expect(sessionStorage.length).toBe(0);
  });

  it('loses no entry to the odd ones beside it', async () => {
    storeEntries({ target: 'x'.repeat(3_000) });
    const entries = [null, 'x', [], ...(stored() as unknown[])];
    sessionStorage.setItem(KEY, JSON.stringify(entries));
    const { controller } = open();
    await settled();
    expect(controller.transfers.map(({ id }) => id)).toEqual(['a']);
  });

  it('takes known fields only, and pollutes no prototype', async () => {
    const entry = JSON.stringify({
      ...ENTRY,
      startedAt: Date.now(),
      status: 'handed-off',
      retry: 'safe',
    });
    const evil = entry.replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    sessionStorage.setItem(KEY, `[${evil}]`);
    const { controller } = open();
    await settled();
    const restored = newest(controller);
    expect([restored.status, restored.retry, restored.confidence]).toEqual([
      'unconfirmed',
      'ask',
      'none',
    ]);
    expect('polluted' in restored || 'polluted' in {} || 'polluted' in restored.plan).toBe(false);
  });

  it.each(['__proto__', 'constructor', 'local', 'me', 'toString'])(
    'takes a session called %s for one that is not here',
    async (sessionId) => {
      storeEntries({ sessionId });
      const { controller } = open();
      await settled();
      expect(controller.transfers).toHaveLength(1);
      expect(newest(controller).plan.ready).toBe(false);
    },
  );

  it('tells of one id once, and of a hundred at most', async () => {
    storeEntries(...Array.from({ length: 500 }, (_, index) => ({ id: `${index >> 1}` })));
    const { controller } = open();
    await settled();
    expect(controller.transfers).toHaveLength(50);
    expect(new Set(controller.transfers.map(({ id }) => id)).size).toBe(50);
  });

  it('works where there is no navigator, as in older servers', async () => {
    vi.stubGlobal('navigator', undefined);
    expect((await works(sessionStore())).status).toBe('handed-off');
  });

  it('tells whether it had the note that it is to remove', () => {
    storeEntries({ id: 'a' });
    const store = sessionStore();
    expect([store.remove('b'), store.remove('a'), store.remove('a')]).toEqual([false, true, false]);
  });

  it('that is absent, forbidden or full changes nothing about transfers', async () => {
    vi.stubGlobal('sessionStorage', undefined);
    expect((await works(sessionStore())).status).toBe('handed-off');
    vi.stubGlobal('sessionStorage', {
      getItem: () => null,
      removeItem: () => {},
      setItem() {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    expect((await works(sessionStore())).status).toBe('handed-off');
    vi.unstubAllGlobals();
    const own = Object.getOwnPropertyDescriptor(globalThis, 'sessionStorage');
    const forbid = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(globalThis, 'sessionStorage', { get: forbid, configurable: true });
    expect((await works(sessionStore())).status).toBe('handed-off');
    if (own) Object.defineProperty(globalThis, 'sessionStorage', own);
  });

  it('of the app that throws is reported, and the transfer goes on', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const broken = () => {
      throw new Error('broken');
    };
    const quiet = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
    const bad = [
      keepIn({ ...quiet, getItem: broken }),
      keepIn({ ...quiet, setItem: broken }),
      keepIn({ ...quiet, removeItem: broken }),
    ];
    for (const store of bad) {
      reported.length = 0;
      expect((await works(store)).status).toBe('handed-off');
      expect(reported.length).toBeGreaterThan(0);
      expect(reported.every((error) => error instanceof Error)).toBe(true);
    }
  });

  it('of the app that lets go while it is written to is followed by no send', async () => {
    const page = open({
      store: keepIn({
        getItem: () => null,
        setItem: () => page.controller.detach(),
        removeItem: () => {},
      }),
    });
    await settled();
    const promise = page.controller.transfer({ sessionId: page.call.dialIn(), toEndPoint: PBX });
    expect((await errorOf(promise)).code).toBe('detached');
    expect(page.call.sent).toEqual([]);
    expect(page.controller.transfers).toEqual([]);
  });

  it('of the app that transfers while it is written to makes a mistake, and sends nothing more', async () => {
    const nested: Promise<unknown>[] = [];
    const page = open({
      store: keepIn({
        getItem: () => null,
        setItem: () =>
          void nested.push(page.controller.transfer({ sessionId: other, toEndPoint: PBX })),
        removeItem: () => {},
      }),
    });
    await settled();
    const [caller, other] = [page.call.dialIn(), page.call.dialIn()];
    void page.controller.transfer({ sessionId: caller, toEndPoint: PBX });
    expect(nested).toHaveLength(1);
    await expect(nested[0]).rejects.toThrow(TypeError);
    expect(page.call.sent).toHaveLength(1);
    page.controller.detach();
  });

  it.each([undefined, null, {}, { getItem: () => null }])('cannot be kept in %j', (storage) => {
    expect(() => keepIn(storage as unknown as NoteStorage)).toThrow(
      new TypeError('keepIn() takes a storage, such as localStorage'),
    );
  });
});

describe('another tab', () => {
  afterEach(() => void Reflect.deleteProperty(navigator, 'locks'));

  it('with a copy of the notes does not tell of a page that lives, and drops the copy', async () => {
    const held = stubLocks();
    const first = open();
    await settled();
    void first.controller.transfer({ sessionId: first.call.dialIn(), toEndPoint: PBX });
    expect(held.size).toBe(1);
    loadPage(); // The copy of its sessionStorage is what this one finds.
    const second = open();
    await vi.advanceTimersByTimeAsync(2_000);
    expect([second.controller.transfers, second.log]).toEqual([[], []]);
    expect(stored()).toBeUndefined();
    second.controller.detach();
    first.controller.detach();
  });

  it('tells of a page that is gone, whose note was copied with that of one that lives', async () => {
    const held = stubLocks();
    held.add('daily-transfer alive');
    storeEntries({ id: 'of the living', page: 'alive' }, { id: 'of the gone', page: 'gone' });
    const { controller } = open();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(controller.transfers.map(({ id }) => id)).toEqual(['of the gone']);
    expect(stored()).toBeUndefined();
    controller.detach();
  });

  it('that shares a storage leaves a living page its notes, and tells them once it is gone', async () => {
    const held = stubLocks();
    const first = open({ store: keepIn(localStorage) });
    await settled();
    void first.controller.transfer({ sessionId: first.call.dialIn(), toEndPoint: PBX });
    loadPage();
    const second = open({ store: keepIn(localStorage) });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(second.controller.transfers).toEqual([]);
    second.controller.detach();
    expect(localStorage.getItem(KEY)).toContain('sip:s•••@pbx.example.com');
    held.clear();
    const third = open({ store: keepIn(localStorage) });
    await settled();
    expect(third.controller.transfers.map(({ status }) => status)).toEqual(['unconfirmed']);
    expect(localStorage.getItem(KEY)).toBeNull();
    third.controller.detach();
    first.controller.detach();
  });

  it('waits a moment for the lock of a page that has just been reloaded', async () => {
    const held = stubLocks();
    storeEntries({ page: 'gone soon' });
    held.add('daily-transfer gone soon');
    const { controller } = open();
    await vi.advanceTimersByTimeAsync(500);
    held.clear();
    await vi.advanceTimersByTimeAsync(500);
    expect(controller.transfers).toHaveLength(1);
    controller.detach();
  });

  it('is told where locks cannot be asked for', async () => {
    const locks = { query: () => Promise.reject(new DOMException('denied', 'SecurityError')) };
    Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });
    storeEntries({});
    const { controller } = open();
    await settled();
    expect(controller.transfers).toHaveLength(1);
    controller.detach();
  });

  it('attached twice tells a note once', async () => {
    storeEntries({});
    const [one, two] = [open(), open()];
    await settled();
    expect(one.controller.transfers.length + two.controller.transfers.length).toBe(1);
  });
});
