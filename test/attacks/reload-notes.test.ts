import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepIn, sessionStore, TransferController } from 'daily-transfer';
import { PBX } from '../support/attached.js';
import { recordEvents } from '../support/event-log.js';
import { FakeCall, settled } from '../support/fake-call.js';
import { loadPage, stubLocks } from '../support/pages.js';

const OPTIONS = { domain: 'acme', allowTargets: 'any' } as const;
const open = (store = sessionStore(), call = new FakeCall()) => {
  const controller = TransferController.attach(call, { ...OPTIONS, store });
  return { call, controller, log: recordEvents(controller) };
};

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
});
afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(navigator, 'locks');
});

describe('a copied tab', () => {
  it.each([
    ['before the copy looks', 0],
    ['while the copy waits for the lock', 500],
  ])('does not tell a transfer that the living page handed off %s', async (_, ms) => {
    stubLocks();
    loadPage();
    const first = open();
    await settled();
    const caller = first.call.dialIn();
    const promise = first.controller.transfer({ sessionId: caller, toEndPoint: PBX });
    const copy = sessionStorage.getItem('daily-transfer') ?? '';
    const handOff = async () => {
      await first.call.accept();
      first.call.leave(caller);
      expect((await promise).status).toBe('handed-off');
      sessionStorage.setItem('daily-transfer', copy); // The tab's own copy knows nothing of it.
    };
    if (ms === 0) await handOff();
    loadPage();
    const second = open();
    await settled();
    if (ms > 0) {
      await vi.advanceTimersByTimeAsync(ms);
      await handOff();
    }
    await vi.advanceTimersByTimeAsync(3_000);
    expect(first.controller.attached).toBe(true);
    expect(second.log).toEqual([]);
    second.controller.detach();
    first.controller.detach();
  });
});

describe('a store whose code lets go', () => {
  it.each(['detach', 'abort'] as const)(
    'by %s leaves no note of what was never sent',
    async (how) => {
      loadPage();
      const held = stubLocks();
      const kept = new Map<string, string>();
      const abort = new AbortController();
      let armed = true;
      const storage = {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => {
          if (armed) {
            armed = false;
            if (how === 'detach') page.controller.detach();
            else abort.abort();
          }
          kept.set(key, value);
        },
        removeItem: (key: string) => void kept.delete(key),
      };
      const page = open(keepIn(storage));
      await settled();
      const promise = page.controller.transfer({
        sessionId: page.call.dialIn(),
        toEndPoint: PBX,
        signal: abort.signal,
      });
      await expect(promise).rejects.toThrow();
      expect(page.call.sent).toEqual([]);
      page.controller.detach();
      await settled();
      held.clear(); // The page goes.
      loadPage();
      const next = open(keepIn(storage));
      await vi.advanceTimersByTimeAsync(3_000);
      expect(next.controller.transfers).toEqual([]);
      next.controller.detach();
    },
  );

  it('by attaching while it is first read gets the one controller', async () => {
    loadPage();
    const call = new FakeCall();
    let inner: TransferController | undefined;
    const store = keepIn({
      getItem: () => {
        inner ??= TransferController.attach(call, OPTIONS);
        return null;
      },
      setItem: () => {},
      removeItem: () => {},
    });
    const outer = TransferController.attach(call, { ...OPTIONS, store });
    expect(inner === undefined || inner === outer).toBe(true);
  });

  it('by transfer() while old notes are read makes a mistake', async () => {
    loadPage();
    stubLocks();
    const entry = {
      id: 'x',
      sessionId: 's',
      method: 'sipRefer',
      target: '•••',
      startedAt: Date.now(),
      page: '1',
    };
    const nested: Promise<unknown>[] = [];
    let page: ReturnType<typeof open> | undefined;
    const call = new FakeCall();
    const caller = call.dialIn();
    const store = keepIn({
      getItem: () => JSON.stringify([entry]),
      setItem: () => {},
      removeItem: () => {
        const made = page?.controller.transfer({ sessionId: caller, toEndPoint: PBX });
        made?.catch(() => {});
        if (made) nested.push(made);
      },
    });
    page = open(store, call);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(nested.length).toBeGreaterThan(0);
    expect(call.sent).toEqual([]);
  });

  it('tells an end before the late fact that comes after it', async () => {
    loadPage();
    const kept = new Map<string, string>();
    let armed = false;
    const page: ReturnType<typeof open> = open(
      keepIn({
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => {
          kept.delete(key);
          if (armed) page.call.leave(caller);
        },
      }),
    );
    await settled();
    const caller = page.call.dialIn();
    armed = true;
    const links: unknown[] = [];
    page.controller.on('transfer-updated', ({ transfer, previous }) =>
      links.push([previous?.timeline.length ?? 0, transfer.timeline.length]),
    );
    void page.controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await page.call.refuse('no');
    // Each step starts where the last one ended.
    expect(links).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    page.controller.detach();
  });
});
