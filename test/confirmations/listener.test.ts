// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Confirmation } from '../../src/confirmations/confirmation.js';
import { HeardFacts } from '../../src/confirmations/heard.js';
import { Listener } from '../../src/confirmations/listener.js';
import type { CallEvent } from '../../src/daily/signals.js';
import { importPublicKey } from '../../src/wire/signing.js';
import { FakeCall } from '../support/fake-call.js';
import {
  addressFact,
  fact,
  judged,
  makeKeys,
  sessionData,
  signed,
  type RelayKeys,
} from '../support/relay.js';

const MINUTE = 60_000;
const reported: unknown[] = [];
let keys: RelayKeys;

beforeEach(async () => {
  keys = await makeKeys();
  reported.length = 0;
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  vi.useFakeTimers();
  vi.setSystemTime(1_800_000_000_000);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

interface Listening {
  readonly call: FakeCall;
  readonly taken: Confirmation[];
  hear(event: CallEvent): Promise<void>;
  /** A message that somebody in the room sends. */
  told(data: unknown): Promise<void>;
}

async function listening({ addresses = false } = {}): Promise<Listening> {
  const call = new FakeCall();
  const taken: Confirmation[] = [];
  const key = importPublicKey(JSON.stringify(keys.jwk));
  const source = { call, key, addresses, heard: new HeardFacts() };
  const listener = new Listener(source, (confirmation) => taken.push(confirmation));
  const hear = async (event: CallEvent) => {
    listener.hear(event);
    await judged();
  };
  await judged();
  return { call, taken, hear, told: (data) => hear({ kind: 'message', data }) };
}

describe('a signed message', () => {
  it('is taken as what it says', async () => {
    const { taken, told } = await listening();
    await told(await signed(keys, fact({ type: 'answered' })));
    expect(taken).toMatchObject([{ kind: 'transfer', sessionId: 'caller-1', signal: 'answered' }]);
  });

  it('is news for five minutes to either side of the clock', async () => {
    const { taken, told } = await listening();
    const sentAgo = async (ms: number) =>
      told(await signed(keys, fact({ at: Date.now() + ms }), Date.now() - ms));
    await sentAgo(5 * MINUTE + 1);
    await sentAgo(-5 * MINUTE - 1);
    expect(taken).toHaveLength(0);
    await sentAgo(5 * MINUTE);
    await sentAgo(-5 * MINUTE);
    expect(taken).toHaveLength(2);
  });

  it("is judged by Daily's clock where Daily has told when we joined", async () => {
    const { call, taken, hear, told } = await listening();
    const ours = Date.now();
    call.participants()['local'] = {
      session_id: 'me',
      local: true,
      joined_at: new Date(ours - 60 * MINUTE), // Our clock is an hour ahead.
    };
    await told(await signed(keys, fact({ at: 1 }), ours - 60 * MINUTE));
    expect(taken).toHaveLength(0);
    await hear({ kind: 'joined' });
    await told(await signed(keys, fact({ at: 2 }), ours - 60 * MINUTE));
    expect(taken).toHaveLength(1);
    call.participants()['local'] = { session_id: 'me', local: true };
    await hear({ kind: 'joined' });
    await told(await signed(keys, fact({ at: 3 }), ours - 60 * MINUTE));
    expect(taken).toHaveLength(1);
  });

  it('is for this room only, and an old answer does not name the room of now', async () => {
    const { call, taken, hear, told } = await listening();
    await told(await signed(keys, fact({ room: 'sales' })));
    expect(taken).toHaveLength(0);
    let answerLate: (room: unknown) => void = () => {};
    call.roomInfo = new Promise((resolve) => (answerLate = resolve));
    await hear({ kind: 'joined' });
    call.roomInfo = { name: 'sales' };
    await hear({ kind: 'joined' });
    answerLate({ name: 'support' });
    await judged();
    await told(await signed(keys, fact({ room: 'support' })));
    expect(taken).toHaveLength(0);
    await told(await signed(keys, fact({ room: 'sales' })));
    expect(taken).toHaveLength(1);
  });

  it('about an address is no message: addresses stand in the session data', async () => {
    const { taken, told } = await listening({ addresses: true });
    await told(await signed(keys, addressFact()));
    expect(taken).toEqual([]);
    expect(reported).toEqual([]);
  });

  it('that does not verify is told once; what has no such shape is noise', async () => {
    const { taken, told } = await listening();
    const right = await signed(keys, fact());
    const noise = [null, 'text', { ...right, v: 2 }, { ...right, m: 1 }, { ...right, s: 1 }];
    for (const data of noise) await told(data);
    expect(reported).toEqual([]);
    await told({ ...right, m: right.m.replace('caller-1', 'caller-2') });
    await told({ ...right, m: right.m.replace('caller-1', 'caller-3') });
    expect(reported).toMatchObject([{ name: 'TypeError' }]);
    expect(taken).toEqual([]);
  });
});

describe('the addresses in the session data', () => {
  async function withAddress(room = 'support'): Promise<Listening> {
    const stage = await listening({ addresses: true });
    stage.call.data = sessionData(['caller-1', await signed(keys, addressFact({ room }))]);
    return stage;
  }

  it.each(['joined', 'room-changed', 'network-recovered'] as const)(
    'are looked at when the event is %s',
    async (kind) => {
      const { taken, hear } = await withAddress();
      expect(taken).toEqual([]);
      await hear({ kind });
      expect(taken).toEqual([
        { kind: 'address', sessionId: 'caller-1', address: 'sip:alice@home.example.net' },
      ]);
    },
  );

  it('are not looked at for any other event', async () => {
    const { taken, hear, told } = await withAddress();
    await hear({ kind: 'network-interrupted' });
    await hear({ kind: 'transferee-shown', sessionId: 'caller-2' });
    await told('hello');
    expect(taken).toEqual([]);
  });

  it('are for this room only', async () => {
    const { taken, hear } = await withAddress('sales');
    await hear({ kind: 'room-changed' });
    expect(taken).toEqual([]);
  });
});
