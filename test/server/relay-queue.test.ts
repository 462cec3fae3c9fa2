import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SendQueue, type Try } from '../../src/server/send-queue.js';

const done = async (): Promise<Try<string>> => ({ done: 'done' });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Adds that many jobs; when each began, in milliseconds. */
function addMany(queue: SendQueue, count: number, lastsMs = 0): number[] {
  const begun: number[] = [];
  const start = performance.now();
  for (let index = 0; index < count; index += 1) {
    void queue.add(async () => {
      begun.push(performance.now() - start);
      if (lastsMs > 0) await new Promise((resolve) => setTimeout(resolve, lastsMs));
      return { done: undefined };
    });
  }
  return begun;
}

describe('SendQueue', () => {
  it('begins at once, and gives what the job gives', async () => {
    const queue = new SendQueue();
    expect(await queue.add(done)).toBe('done');
    await expect(queue.add(() => Promise.reject(new Error('no')))).rejects.toThrow(new Error('no'));
    expect([queue.length, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it("begins no more than Daily's limits allow in any stretch of time", async () => {
    const begun = addMany(new SendQueue(), 300);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(begun).toHaveLength(300);
    for (const [requests, everyMs] of [
      [20, 1_000],
      [100, 5_000],
    ] as const) {
      const closest = begun.slice(requests).map((time, index) => time - (begun[index] ?? 0));
      expect(Math.min(...closest)).toBeGreaterThanOrEqual(everyMs);
    }
    expect(begun.at(-1)).toBeLessThanOrEqual(14_100);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits by one timer, however many jobs wait', async () => {
    const begun = addMany(new SendQueue(), 60);
    await vi.advanceTimersByTimeAsync(500);
    expect([begun.length, vi.getTimerCount()]).toEqual([20, 1]);
  });

  it('begins in order, eight at a time', async () => {
    const begun = addMany(new SendQueue(), 20, 300);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(begun.map((time) => Math.round(time / 300))).toEqual([
      ...Array<number>(8).fill(0),
      ...Array<number>(8).fill(1),
      ...Array<number>(4).fill(2),
    ]);
  });

  it('holds so many and refuses more, until there is room again', async () => {
    const queue = new SendQueue({ maxWaiting: 30 });
    const begun = addMany(queue, 60);
    expect(queue.length).toBe(30);
    expect(queue.add(done)).toBeUndefined();
    await vi.advanceTimersByTimeAsync(5_000);
    expect([queue.length, begun.length]).toEqual([0, 38]);
    expect(await queue.add(done)).toBe('done');
  });

  it('waits as a whole when one job has to wait, and that job is first again', async () => {
    const queue = new SendQueue({ maxAtOnce: 1 });
    const seen: string[] = [];
    const start = performance.now();
    const note = (name: string) => seen.push(`${name} ${performance.now() - start}`);
    const first = queue.add(async (triesBefore): Promise<Try<number>> => {
      note(`first ${triesBefore}`);
      return triesBefore < 2 ? { againAfterMs: 1_500 } : { done: triesBefore };
    });
    const second = queue.add(async () => {
      note('second');
      return { done: undefined };
    });
    await vi.advanceTimersByTimeAsync(10_000);
    await second;
    expect(await first).toBe(2);
    expect(seen).toEqual(['first 0 0', 'first 1 1500', 'first 2 3000', 'second 3000']);
  });
});
