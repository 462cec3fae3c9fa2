import Daily, { type DailyCall } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { simulateDaily, type SimulatedDaily, type SimulatedRoom } from 'daily-transfer/simulator';
import { createCall, releaseCalls } from '../support/genuine-daily.js';
import { METHODS, type MethodRow } from './methods.js';
import { findPromiseMethods } from './daily-types.js';

/** A track that daily-js takes for one. */
class LiveTrack {
  readonly readyState = 'live';
  readonly muted = false;
}

const rows = Object.entries(METHODS);

const PAGE = '../../docs/simulator-methods.md';
const HEAD = `# What the simulator answers

Every method of daily-js's call object that has a promise, in a simulated room. None hangs, and none says yes where Daily says no. A test asks each of them on the genuine daily-js, as an owner, as a guest and before the join; this page is what came out. "Not known" is what Daily's docs do not say: there the stricter reading holds. Recording, live streaming, transcription, screen sharing and remote media players are out of scope: what asks for them is refused at once, by its promise or by its own error event.

A request that is not in the simulator, of a daily-js to come, is a note in \`daily.log\`, with its \`callbackStamp\`; \`daily.answer()\` answers it by hand.`;

describe('the methods of the call object that have a promise', () => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;
  let call: DailyCall;

  beforeEach(() => {
    vi.stubGlobal('MediaStreamTrack', LiveTrack);
    vi.stubGlobal('AudioWorkletNode', LiveTrack);
    daily = simulateDaily({ domain: 'acme', dailyVersion: Daily.version(), clock: 'virtual' });
    room = daily.room('support');
    call = createCall(daily, Daily);
  });
  afterEach(async () => {
    await releaseCalls(daily);
    vi.unstubAllGlobals();
  });

  async function join(token: string): Promise<void> {
    await call.join({ url: room.url, token });
    await daily.settled();
  }

  /** How the method ends, if it does; nothing here waits for it. */
  async function settle({ ask }: MethodRow): Promise<readonly [end: string, value?: unknown]> {
    const ids = { caller: room.dialIn(), callee: room.dialOut({ to: '+14155552671' }) };
    await daily.settled();
    let end: readonly [string, unknown?] = ['hangs'];
    // A method may throw at once too.
    const asked = Promise.resolve().then(() => ask(call, ids));
    asked.then(
      (value) => (end = ['resolved', value]),
      (reason: unknown) => (end = ['rejected', reason]),
    );
    await daily.advance(1_000);
    await daily.settled();
    return end;
  }

  it("are all in the table, by daily-js's own types", () => {
    expect(Object.keys(METHODS)).toEqual(findPromiseMethods());
  });

  it.each(rows)('%s() settles for an owner', async (_, row) => {
    await join(room.ownerToken);
    const before = daily.log.length;
    const [end, value] = await settle(row);
    const sent = daily.log.slice(before).filter(({ direction }) => direction === 'received');
    if (row.outcome !== 'daily-js') {
      expect(end).toBe(row.outcome === 'answered' ? 'resolved' : 'rejected');
    }
    if (row.outcome === 'refused') expect(sentenceIn(value)).toMatch(/\w+( \w+){3}/);
    expect(end).not.toBe('hangs');
    const isAsked =
      !['-', 'join-meeting'].includes(row.action) && !['daily-js', 'before'].includes(row.outcome);
    if (isAsked) expect(sent.map(({ action }) => action)).toContain(row.action);
  });

  it.each(rows)(
    '%s() settles for a guest, and never with a yes where Daily says no',
    async (_, row) => {
      await join(room.guestToken);
      const [end, value] = await settle(row);
      expect(end).not.toBe('hangs');
      if (row.guest !== 'no') return;
      expect(end).toBe('rejected');
      expect(sentenceIn(value)).toContain('not allowed');
      expect(room.callers).toHaveLength(2);
    },
  );

  it.each(rows)('%s() settles before the join too', async (_, row) => {
    await call.load({ url: room.url });
    expect((await settle(row))[0]).not.toBe('hangs');
  });

  it('are documented as they came out', async () => {
    await expect(`${HEAD}\n\n${describeAll()}\n`).toMatchFileSnapshot(PAGE);
  });
});

/** The sentence in what daily-js rejects with: a string, or an object around one. */
function sentenceIn(reason: unknown): string {
  return typeof reason === 'string' ? reason : JSON.stringify(reason);
}

const OUTCOMES = {
  answered: 'answered',
  refused: 'refused',
  'daily-js': 'daily-js itself',
  before: 'before the join only',
};

function describeAll(): string {
  const lines = rows.map(([name, { action, outcome, guest, note = '' }]) => {
    const sent = action === '-' ? '' : `\`${action}\``;
    const by = OUTCOMES[outcome];
    return [`\`${name}()\``, sent, by, guest ? 'refused' : 'the same', note];
  });
  const all = [['method', 'what daily-js sends', 'in a room', 'for a guest', ''], ...lines];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...all.map((line) => (line[column] ?? '').length)),
  );
  const draw = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = draw(widths.map((width) => '-'.repeat(width)));
  const [head = [], ...rest] = all;
  return [draw(head), rule, ...rest.map(draw)].join('\n');
}
