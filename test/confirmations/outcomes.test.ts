// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  isTransferError,
  TransferController,
  type TransferControllerOptions,
} from 'daily-transfer';
import { confirmations, type ConfirmationsOptions } from 'daily-transfer/confirmations';
import {
  isSettled,
  REQUESTED,
  type Signal,
  type TransferState,
} from '../../src/domain/transfer/lifecycle.js';
import { transitionByWebhook as transition } from '../../src/domain/transfer/webhook-lifecycle.js';
import type { TransferFact, TransferFactType } from '../../src/wire/fact.js';
import {
  attached,
  BILLING,
  errorOf,
  HOME,
  newest,
  PBX,
  PHONE,
  type Attached,
} from '../support/attached.js';
import { recordEvents, tell, timelineOf } from '../support/event-log.js';
import { FakeCall, settled } from '../support/fake-call.js';
import { fact, judged, makeKeys, signed, type RelayKeys } from '../support/relay.js';

let keys: RelayKeys;
const stages: Attached[] = [];

// A page remembers what it has heard from one server, so each test has a server of its own.
beforeEach(async () => {
  keys = await makeKeys();
  vi.stubGlobal('reportError', () => {});
  vi.useFakeTimers();
});
afterEach(() => {
  for (const { controller } of stages.splice(0)) controller.detach();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function opened(options: TransferControllerOptions = {}, from?: string): Promise<Attached> {
  const stage = attached(
    { relay: confirmations({ publicKey: keys.jwk }), ...options },
    from === undefined ? {} : { from },
  );
  stages.push(stage);
  await judged();
  return stage;
}

/** The server tells the room. */
async function hear(call: FakeCall, about: Partial<TransferFact> = {}): Promise<void> {
  call.sendMessage(await signed(keys, fact(about)));
  await judged();
}

describe('a transfer that was handed off', () => {
  async function handedOff(options: TransferControllerOptions = {}): Promise<Attached> {
    const stage = await opened(options);
    const promise = stage.controller.transfer({ sessionId: stage.caller, toEndPoint: PBX });
    await stage.call.accept();
    stage.call.leave(stage.caller);
    await promise;
    stage.log.length = 0;
    return stage;
  }

  it('is confirmed, then answered, then ended, each told once', async () => {
    const { call, controller, log } = await handedOff();
    expect(newest(controller).confidence).toBe('inferred');
    await hear(call, { type: 'triggered' });
    expect(log).toEqual([]);
    await hear(call, { type: 'initiated' });
    expect(newest(controller)).toMatchObject({ status: 'handed-off', confidence: 'confirmed' });
    await hear(call, { type: 'answered' });
    await hear(call, { type: 'ended' });
    expect(newest(controller)).toMatchObject({ status: 'ended', confidence: 'confirmed' });
    expect(log).toEqual([
      'updated handed-off no late',
      'answered no late',
      'updated answered no late',
      'ended no late',
      'updated ended no late',
    ]);
    expect(timelineOf(newest(controller)).slice(-3)).toEqual([
      '0 initiated (webhook) handed-off late',
      '0 answered (webhook) answered late',
      '0 ended (webhook) ended late',
    ]);
  });

  it.each<TransferFactType>(['target-busy', 'no-answer', 'declined', 'unreachable'])(
    'is corrected to failed by %s, once',
    async (type) => {
      const { call, controller, log } = await handedOff();
      await hear(call, { type: 'initiated' });
      log.length = 0;
      await hear(call, { type });
      await hear(call, { type, at: Date.now() + 1_000 });
      await hear(call, { type: 'answered' });
      expect(tell(newest(controller)).slice(0, 3)).toEqual(['failed', type, 'no']);
      const told = `${type} no late corrected`;
      expect(log).toEqual([`failed ${told}`, `updated failed ${told}`]);
    },
  );

  it('takes the later fact where they come in disorder, and each only once', async () => {
    const { call, controller, log } = await handedOff();
    await hear(call, { type: 'ended' });
    await hear(call, { type: 'answered' });
    await hear(call, { type: 'initiated' });
    await hear(call, { type: 'ended' });
    expect(newest(controller).status).toBe('ended');
    expect(log).toEqual(['ended no late', 'updated ended no late']);
  });

  it('is never told of by anything unsigned, whoever sends it', async () => {
    const { call, controller, log } = await handedOff();
    const { m } = await signed(keys, fact());
    const other = await signed(await makeKeys(), fact());
    for (const from of ['API', 'me', 'caller-1', 'supervisor']) {
      for (const s of [other.s, '', 'A'.repeat(86)]) {
        call.sendMessage({ type: 'daily-transfer', v: 1, m, s }, from);
      }
      call.sendMessage({ type: 'daily-transfer', v: 1, fact: fact({ type: 'ended' }) }, from);
      call.sendMessage(other, from);
    }
    await judged();
    expect(log).toEqual([]);
    expect(newest(controller).confidence).toBe('inferred');
  });

  it('is told of whoever brings the signed message', async () => {
    const { call, controller } = await handedOff();
    call.sendMessage(await signed(keys, fact()), 'somebody');
    await judged();
    expect(newest(controller).confidence).toBe('confirmed');
  });

  it('knows a key as SPKI, as PEM and as the text of a JWK', async () => {
    const pem = `-----BEGIN PUBLIC KEY-----\n${keys.spki}\n-----END PUBLIC KEY-----\n`;
    for (const publicKey of [keys.spki, pem, JSON.stringify(keys.jwk)]) {
      const { call, controller } = await handedOff({ relay: confirmations({ publicKey }) });
      await hear(call);
      expect(newest(controller).confidence).toBe('confirmed');
    }
  });
});

describe('a running transfer', () => {
  it('is settled by a webhook before the answer, its promise once and its claim with it', async () => {
    const { call, controller, caller, log } = await opened();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await hear(call);
    expect((await promise).confidence).toBe('confirmed');
    await call.accept();
    call.leave(caller);
    expect(log).toEqual([
      'requested',
      'updated requested',
      'handed-off no',
      'updated handed-off no',
      'transferees-changed 0',
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('takes triggered as the yes that the page has not heard', async () => {
    const { call, controller, caller } = await opened();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await hear(call, { type: 'triggered' });
    expect(newest(controller).status).toBe('accepted');
    call.leave(caller);
    expect(await promise).toMatchObject({ status: 'handed-off', confidence: 'inferred' });
    await call.refuse('too late');
    expect(newest(controller)).toMatchObject({ status: 'failed', code: 'transferee-left' });
  });

  it("believes Daily's no over triggered, in either order", async () => {
    for (const isFirst of [true, false]) {
      const { call, controller, caller } = await opened();
      const promise = controller.transfer({ sessionId: caller, toEndPoint: PBX });
      if (isFirst) await hear(call, { type: 'triggered', at: Date.now() + 1 });
      await call.refuse('no');
      if (!isFirst) await hear(call, { type: 'triggered', at: Date.now() + 2 });
      expect((await errorOf(promise)).code).toBe('rejected');
      expect(newest(controller)).toMatchObject({ status: 'failed', retry: 'safe' });
      controller.detach();
    }
  });

  it('fails as a webhook says, and leaves the session free', async () => {
    const { call, controller, caller } = await opened();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await hear(call, { type: 'declined' });
    const error = await errorOf(promise);
    expect(error).toMatchObject({ code: 'declined', status: 'failed' });
    expect(error.record).toBe(newest(controller));
    await call.refuse('no');
    expect(newest(controller)).toBe(error.record);
    const again = controller.transfer({ sessionId: caller, toEndPoint: PHONE });
    await call.accept();
    call.leave(caller);
    expect((await again).status).toBe('handed-off');
    expect(call.sent).toHaveLength(2);
  });

  it('is corrected once it was given up', async () => {
    const { call, controller, caller, log } = await opened();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await vi.advanceTimersByTimeAsync(45_000);
    expect((await errorOf(promise)).code).toBe('daily-silent');
    log.length = 0;
    await hear(call, { type: 'answered', at: Date.now() - 40_000 });
    expect(log).toEqual(['answered no late corrected', 'updated answered no late corrected']);
    expect(newest(controller).code).toBeUndefined();
  });
});

describe('a refused REFER', () => {
  it('is told apart from the retry by the other method', async () => {
    const { call, controller, caller } = await opened({}, HOME);
    void controller.sipRefer({ sessionId: caller, toEndPoint: PBX });
    await call.refuse('no');
    void controller.sipCallTransfer({ sessionId: caller, toEndPoint: PBX });
    await hear(call, { type: 'target-busy', isSipRefer: true });
    expect(controller.transfers.map(({ status }) => status)).toEqual(['requested', 'failed']);
    await hear(call, { type: 'triggered', isSipRefer: false });
    expect(controller.transfers.map(({ status }) => status)).toEqual(['accepted', 'failed']);
    controller.detach();
  });

  it('does not end the retry to the same target 1.2 s later, though Daily tells it only then', async () => {
    const { call, controller, caller } = await opened();
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    const at = Math.floor(Date.now() / 1_000) * 1_000;
    await call.refuse('no');
    await vi.advanceTimersByTimeAsync(1_200);
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await hear(call, { type: 'target-busy', at });
    await hear(call, { type: 'unreachable', at: at + 1_000 });
    expect(controller.transfers.map(({ status }) => status)).toEqual(['requested', 'failed']);
    await vi.advanceTimersByTimeAsync(5_000);
    await hear(call, { type: 'answered' });
    expect(controller.transfers.map(({ status }) => status)).toEqual(['answered', 'failed']);
  });
});

describe('two transfers of one session', () => {
  async function twice(second: string) {
    const stage = await opened();
    const { call, controller, caller } = stage;
    const first = controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await vi.advanceTimersByTimeAsync(45_000);
    await errorOf(first);
    await vi.advanceTimersByTimeAsync(15_000);
    void controller.transfer({ sessionId: caller, toEndPoint: second });
    await settled();
    return { ...stage, statuses: () => controller.transfers.map(({ status }) => status), call };
  }

  it.each([PHONE, BILLING])('get the facts of their own (%s)', async (target) => {
    const { call, statuses } = await twice(target);
    await hear(call, { toEndPoint: target, type: 'answered' });
    expect(statuses()).toEqual(['answered', 'unconfirmed']);
    await hear(call, { at: Date.now() - 59_000 });
    expect(statuses()).toEqual(['answered', 'handed-off']);
  });

  it('to one target get what can be about one of them only', async () => {
    const { call, statuses } = await twice(PBX);
    await hear(call, { type: 'answered' });
    expect(statuses()).toEqual(['requested', 'unconfirmed']);
    await hear(call, { at: Date.now() - 59_000 });
    expect(statuses()).toEqual(['requested', 'handed-off']);
  });

  it('get none of a third target, of another session or of a time before both', async () => {
    const { call, statuses } = await twice(PHONE);
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    await hear(call, { toEndPoint: BILLING });
    await hear(call, { sessionId: 'caller-2' });
    await hear(call, { at: Date.now() - 63_000 });
    expect(statuses()).toEqual(['requested', 'unconfirmed']);
    expect(reported).not.toHaveBeenCalled();
  });

  it('get theirs also where one of another target is forgotten', async () => {
    const { call, controller, caller, log } = await opened({ historyLimit: 0 });
    void controller.transfer({ sessionId: caller, toEndPoint: PHONE });
    await call.refuse();
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await hear(call, { type: 'answered' });
    expect(log.at(-1)).toMatch(/^updated answered/);
  });

  it('are known by the addresses that the app takes', async () => {
    const toEndPoint = `${PBX}:5070`;
    const { call, controller, caller } = await opened({ endpoints: { ports: [5_070] } });
    void controller.transfer({ sessionId: caller, toEndPoint });
    await hear(call, { toEndPoint, type: 'answered' });
    expect(newest(controller).status).toBe('answered');
  });

  it('are not mixed up by a message that comes again', async () => {
    const stage = await opened();
    const { call, controller, caller } = stage;
    const first = controller.transfer({ sessionId: caller, toEndPoint: PBX });
    const message = await signed(keys, fact({ type: 'triggered' }));
    call.sendMessage(message);
    await judged();
    await vi.advanceTimersByTimeAsync(45_000);
    await errorOf(first);
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    call.sendMessage(message, 'somebody');
    await judged();
    expect(newest(controller).status).toBe('requested');
  });

  it('are not mixed up by a message that came before both', async () => {
    const { call, controller, caller } = await opened();
    const message = await signed(keys, fact());
    call.sendMessage(message);
    await judged();
    await vi.advanceTimersByTimeAsync(60_000);
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    call.sendMessage(message, 'somebody');
    await judged();
    expect(newest(controller).status).toBe('requested');
  });
});

describe('a genuine message that is sent again', () => {
  it.each<TransferFactType>(['triggered', 'initiated', 'target-busy'])(
    'changes nothing after detach() and attach(): %s',
    async (type) => {
      const first = await opened();
      const { call, caller } = first;
      void first.controller.transfer({ sessionId: caller, toEndPoint: PBX });
      const message = await signed(keys, fact({ type }));
      call.sendMessage(message);
      await judged();
      first.controller.detach();
      await vi.advanceTimersByTimeAsync(1);
      const relay = confirmations({ publicKey: keys.jwk });
      const controller = TransferController.attach(call, { allowTargets: 'any', relay });
      const promise = controller.transfer({ sessionId: caller, toEndPoint: PBX });
      call.sendMessage(message, 'somebody');
      await judged();
      expect(newest(controller).status).toBe('requested');
      await call.refuse('no');
      expect((await errorOf(promise)).code).toBe('rejected');
      controller.detach();
    },
  );

  it('changes nothing after a reload, since it was signed before the send', async () => {
    const message = await signed(keys, fact({ type: 'target-busy' }));
    await vi.advanceTimersByTimeAsync(4_000);
    const { call, controller, caller } = await opened();
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    call.sendMessage(message, 'somebody');
    await judged();
    expect(newest(controller).status).toBe('requested');
  });

  it.each([-240_000, 240_000])(
    'is told by the time of the join, where the clock of the page is off by %i ms',
    async (offMs) => {
      const serverNow = () => Date.now() - offMs;
      const call = new FakeCall({ joined: false });
      const relay = confirmations({ publicKey: keys.jwk });
      const controller = TransferController.attach(call, { allowTargets: 'any', relay });
      call.update('local', { joined_at: new Date(serverNow()) });
      call.join();
      const caller = call.dialIn();
      const early = await signed(keys, fact({ type: 'target-busy', at: serverNow() }), serverNow());
      await vi.advanceTimersByTimeAsync(4_000);
      void controller.transfer({ sessionId: caller, toEndPoint: PBX });
      call.sendMessage(early);
      await judged();
      expect(newest(controller).status).toBe('requested');
      call.sendMessage(await signed(keys, fact({ at: serverNow() }), serverNow()));
      await judged();
      expect(newest(controller)).toMatchObject({ status: 'handed-off', confidence: 'confirmed' });
      controller.detach();
    },
  );
});

describe('all orders of answer, departure and webhooks', () => {
  const steps = {
    yes: 'daily-said-yes',
    no: 'daily-said-no',
    left: 'transferee-left',
    triggered: 'triggered',
    initiated: 'initiated',
    answered: 'answered',
    ended: 'ended',
    'target-busy': 'target-busy',
  } as const satisfies Record<string, Signal>;
  type Step = keyof typeof steps;
  const names = Object.keys(steps) as Step[];

  function orders(most: number): readonly (readonly Step[])[] {
    if (most === 0) return [[]];
    const shorter = orders(most - 1);
    const longest = shorter.filter((order) => order.length === most - 1);
    const unused = (order: readonly Step[]) => names.filter((one) => !order.includes(one));
    return [
      ...shorter,
      ...longest.flatMap((order) => unused(order).map((one) => order.concat(one))),
    ];
  }

  it('come to what the lifecycle makes of them, with one settlement each', async () => {
    const { call, controller } = await opened({ historyLimit: 1_000 });
    const seen = new Map<string, number>();
    for (const order of orders(3)) {
      const sessionId = call.dialIn();
      const ends: unknown[] = [];
      controller.transfer({ sessionId, toEndPoint: PBX }).then(
        ({ status }) => ends.push(status),
        (error: unknown) => ends.push(isTransferError(error) && error.code),
      );
      for (const step of order) {
        if (step === 'yes') await call.accept();
        else if (step === 'no') await call.refuse('no');
        else if (step === 'left') call.leave(sessionId);
        else
          call.sendMessage(
            await signed(keys, fact({ type: steps[step] as TransferFactType, sessionId })),
          );
        await judged();
      }
      const states = order.map((_, index) =>
        order
          .slice(0, index + 1)
          .reduce((state, step) => transition(state, steps[step]), REQUESTED),
      );
      const end: TransferState = states.at(-1) ?? REQUESTED;
      const first = states.find(isSettled);
      const { status, code, confidence, retry, corrected } = newest(controller);
      const about = order.join(', ');
      expect({ status, code, confidence, retry, corrected }, about).toEqual({
        status: end.status,
        code: end.code,
        confidence: end.confidence,
        retry: end.retry,
        corrected: end.corrected,
      });
      expect(ends, about).toEqual(first ? [first.code ?? first.status] : []);
      seen.set(status, (seen.get(status) ?? 0) + 1);
    }
    expect(orders(3)).toHaveLength(1 + 8 + 56 + 336);
    for (const status of ['requested', 'accepted', 'handed-off', 'answered', 'ended', 'failed']) {
      expect(seen.get(status), status).toBeGreaterThan(0);
    }
  }, 60_000);
});

describe('what a message can do', () => {
  it('is never to start or steer anything', async () => {
    const { call, controller, caller, log } = await opened();
    for (const type of ['triggered', 'initiated', 'answered', 'ended', 'declined'] as const) {
      await hear(call, { type, sessionId: caller });
    }
    expect(call.sent).toEqual([]);
    expect(log).toEqual([]);
    expect(controller.transfers).toEqual([]);
    expect(controller.plan({ sessionId: caller, toEndPoint: PBX }).ready).toBe(true);
  });

  it('is nothing without the option, nor is anything verified then', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const stage = attached();
    stages.push(stage);
    void stage.controller.transfer({ sessionId: stage.caller, toEndPoint: PBX });
    stage.call.sendMessage(await signed(keys, fact()));
    await settled();
    expect(newest(stage.controller).status).toBe('requested');
    expect(verify).not.toHaveBeenCalled();
  });

  it('waits while the verifier is loaded, but for too many', async () => {
    const messages = await Promise.all(
      Array.from({ length: 65 }, (_, index) =>
        signed(keys, fact({ type: index === 64 ? 'ended' : 'triggered', at: Date.now() + index })),
      ),
    );
    const stage = attached({ relay: confirmations({ publicKey: keys.jwk }) });
    stages.push(stage);
    void stage.controller.transfer({ sessionId: stage.caller, toEndPoint: PBX });
    for (const message of messages) stage.call.sendMessage(message);
    await judged();
    expect(newest(stage.controller).status).toBe('accepted');
    await hear(stage.call, { type: 'ended' });
    expect(newest(stage.controller).status).toBe('ended');
  });

  it('is nothing once the controller is detached, and no listener is left', async () => {
    const { call, controller, caller, log } = await opened();
    void controller.transfer({ sessionId: caller, toEndPoint: PBX }).catch(() => {});
    const message = await signed(keys, fact());
    call.sendMessage(message);
    controller.detach();
    const before = log.length;
    expect(call.events.count()).toEqual({});
    await judged();
    expect(log).toHaveLength(before);
    expect(newest(controller).status).toBe('unconfirmed');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the verifier', () => {
  async function reportedFor(options: TransferControllerOptions): Promise<readonly unknown[]> {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const { call, controller, caller } = await opened(options);
    const promise = controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await hear(call);
    await call.accept();
    call.leave(caller);
    expect((await promise).confidence).toBe('inferred');
    return reported;
  }

  it('reports once that it cannot read the key, and all goes on without it', async () => {
    const { x, y } = keys.jwk;
    const publicKey = { ...keys.jwk, x: y, y: x } as JsonWebKey;
    const reported = await reportedFor({ relay: confirmations({ publicKey }) });
    expect(reported.map(String)).toEqual([
      'TypeError: unable to read the public key of the relay; it must be an ECDSA P-256 key as SPKI or JWK text',
    ]);
  });

  it('reports once that the page has no WebCrypto, and all goes on without it', async () => {
    const { subtle } = crypto;
    const message = await signed(keys, fact());
    const descriptor = { configurable: true, get: () => undefined };
    Object.defineProperty(crypto, 'subtle', descriptor);
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const stage = attached({ relay: confirmations({ publicKey: keys.jwk }) });
    stages.push(stage);
    await vi.dynamicImportSettled();
    await settled();
    Object.defineProperty(crypto, 'subtle', { configurable: true, get: () => subtle });
    void stage.controller.transfer({ sessionId: stage.caller, toEndPoint: PBX });
    for (let sent = 0; sent < 100; sent += 1) stage.call.sendMessage(message);
    await judged();
    expect(newest(stage.controller).status).toBe('requested');
    expect(reported.map(String)).toEqual([
      'TypeError: unable to verify confirmations; a page has WebCrypto over https only',
    ]);
    Reflect.deleteProperty(crypto, 'subtle');
  });

  it('refuses at once what is no public key of that kind', () => {
    const wrong: readonly unknown[] = [
      undefined,
      null,
      7,
      '',
      'key',
      {},
      [],
      keys.privateJwk,
      JSON.stringify(keys.privateJwk),
      '-----BEGIN PRIVATE KEY-----',
      { ...keys.jwk, crv: 'P-384' },
    ];
    for (const publicKey of wrong) {
      expect(() => confirmations({ publicKey: publicKey as string })).toThrow(
        new TypeError('publicKey must be a public ECDSA P-256 key'),
      );
    }
    for (const options of [null, 7, 'key', []]) {
      expect(() => confirmations(options as unknown as ConfirmationsOptions)).toThrow(
        new TypeError('confirmations must be an object'),
      );
    }
    expect(() =>
      confirmations({ publicKey: keys.jwk, addresses: 'yes' as unknown as boolean }),
    ).toThrow(new TypeError('addresses must be true or false'));
    expect(() =>
      confirmations({ publicKey: keys.jwk, adresses: true } as ConfirmationsOptions),
    ).toThrow(new TypeError("confirmations has no 'adresses'; did you mean 'addresses'?"));
  });

  it('says once that a message did not verify: forged, or the keys do not belong together', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const { call } = await opened();
    const other = await makeKeys();
    for (const type of ['triggered', 'initiated'] as const) {
      call.sendMessage(await signed(other, fact({ type })));
      await judged();
    }
    expect(reported.map(String)).toEqual([
      'TypeError: a confirmation could not be verified; it is forged, or publicKey does not belong to the signing key of the server',
    ]);
  });
});

describe('the events of a relayed transfer', () => {
  it('are seen by everyone in the same order', async () => {
    const { call, controller, caller } = await opened();
    const [one, other] = [recordEvents(controller), recordEvents(controller)];
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await hear(call, { type: 'answered' });
    expect(one).toEqual(['requested', 'updated requested', 'answered no', 'updated answered no']);
    expect(other).toEqual(one);
  });
});
