import Daily, { type DailyCall, type DailyEvent } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  simulateDaily,
  type SimulatedDaily,
  type SimulatedRoom,
  type TransferBehaviour,
} from 'daily-transfer/simulator';
import { createCall, recordEvents, releaseCalls } from '../../support/genuine-daily.js';

describe('a transfer in a simulated room', () => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;
  let billing: SimulatedRoom;
  let call: DailyCall;
  let seen: (DailyEvent | 'accepted' | 'rejected')[];
  let sessionId: string;

  beforeEach(async () => {
    daily = simulateDaily({ domain: 'acme', dailyVersion: Daily.version(), clock: 'virtual' });
    room = daily.room('support');
    billing = daily.room('billing');
    call = createCall(daily, Daily);
    await call.join({ url: room.url, token: room.ownerToken });
    sessionId = room.dialIn({ from: 'sip:alice@pbx.example.com', name: 'Alice' });
    await daily.settled();
    seen = recordEvents(call, ['participant-left', 'dialin-stopped']);
  });
  afterEach(() => releaseCalls(daily));

  /** Asks for the transfer, and writes down how it ends among the events. */
  function send(toEndPoint: string, by: 'sipCallTransfer' | 'sipRefer' = 'sipCallTransfer') {
    const written = call[by]({ sessionId, toEndPoint }).then(
      () => seen.push('accepted'),
      () => seen.push('rejected'),
    );
    return { written };
  }

  it.each<[TransferBehaviour, readonly string[]]>([
    [{}, ['accepted', 'participant-left', 'dialin-stopped']],
    [{ order: 'left-first' }, ['participant-left', 'dialin-stopped', 'accepted']],
    [
      { answers: 2, left: 'doubled' },
      ['accepted', 'participant-left', 'participant-left', 'dialin-stopped'],
    ],
    [{ stopped: 'omitted' }, ['accepted', 'participant-left']],
    [{ stopped: 'before' }, ['accepted', 'dialin-stopped', 'participant-left']],
    [{ leaves: false }, ['accepted']],
    [{ reply: 'reject', error: 'no' }, ['rejected']],
    [
      { reply: 'reject', leaves: true, order: 'left-first' },
      ['participant-left', 'dialin-stopped', 'rejected'],
    ],
    [{ reply: 'silent' }, []],
    [{ reply: 'silent', leaves: true }, ['participant-left', 'dialin-stopped']],
    [{ afterMs: 60_000 }, []],
  ])('goes as the handler says: %j', async (behaviour, expected) => {
    room.onTransfer(() => behaviour);
    send('sip:bob@pbx.example.com');
    await daily.advance(1_000);
    expect(seen).toEqual(expected);
  });

  it('takes its time', async () => {
    send('sip:bob@pbx.example.com');
    await daily.advance(119);
    expect(seen).toEqual([]);
    await daily.advance(1);
    expect(seen).toEqual(['accepted']);
    await daily.advance(199);
    expect(seen).toEqual(['accepted']);
    await daily.advance(1);
    expect(seen).toEqual(['accepted', 'participant-left', 'dialin-stopped']);
  });

  it('tells the handler what was asked for, to the last key', async () => {
    const asked: unknown[] = [];
    room.onTransfer((attempt) => {
      asked.push(attempt);
      return undefined;
    });
    void call.sipCallTransfer({ sessionId, toEndPoint: '+14155552671', extension: '12' });
    await daily.advance(1_000);
    expect(asked).toEqual([
      {
        sessionId,
        toEndPoint: '+14155552671',
        method: 'sipCallTransfer',
        message: {
          action: 'sip-call-transfer',
          sessionId,
          toEndPoint: '+14155552671',
          extension: '12',
          useSipRefer: false,
        },
      },
    ]);
    expect(room.transfers).toEqual(asked);
  });

  it('arrives in another room of the domain under a new session id', async () => {
    send(billing.sipUri);
    await daily.advance(1_000);
    expect(room.callers).toEqual([]);
    expect(billing.callers).toEqual([
      {
        sessionId: expect.not.stringContaining(sessionId),
        name: 'Alice',
        type: 'sip-dial-in',
        address: 'sip:alice@pbx.example.com',
        owner: false,
        hidden: false,
      },
    ]);
  });

  it('is seen to arrive by a call object in the other room', async () => {
    const colleague = createCall(daily, Daily);
    await colleague.join({ url: billing.url, token: billing.ownerToken });
    await daily.settled();
    const events = recordEvents(colleague);
    send(billing.sipUri);
    await daily.advance(1_000);
    expect(events).toEqual([
      'participant-joined',
      'participant-counts-updated',
      'dialin-connected',
    ]);
    expect(colleague.participants()[billing.callers[0]?.sessionId ?? '']?.user_name).toBe('Alice');
  });

  it.each(['busy', 'no-answer'] as const)('is lost when the target is %s', async (target) => {
    room.onTransfer(() => ({ target }));
    send(billing.sipUri);
    await daily.advance(1_000);
    expect(billing.callers).toEqual([]);
    expect(daily.log.at(-1)).toMatchObject({
      direction: 'noted',
      action: `target-${target}`,
      message: { sessionId, toEndPoint: billing.sipUri },
    });
  });

  it('is refused to a page without the right', async () => {
    room.revokeOwner();
    room.onTransfer(() => ({ reply: 'accept' }));
    send(billing.sipUri);
    await daily.advance(1_000);
    expect(seen).toEqual(['rejected']);
  });

  it('is granted to an admin of participants', async () => {
    room.grant({ owner: false, canAdmin: new Set(['participants']) });
    send(billing.sipUri);
    await daily.advance(1_000);
    expect(seen[0]).toBe('accepted');
  });

  it.each(['nobody', 'web', 'local'])(
    'is refused for somebody who is no caller: %s',
    async (who) => {
      const web = room.joinWeb();
      const ids: Record<string, string> = { web, local: call.participants().local.session_id };
      const transfer = call.sipCallTransfer({
        sessionId: ids[who] ?? who,
        toEndPoint: billing.sipUri,
      });
      const reason = transfer.catch((cause: unknown) => cause);
      await daily.advance(1_000);
      expect(await reason).toBe('invalid sessionId');
    },
  );

  it('does not move a caller who hung up before', async () => {
    send(billing.sipUri);
    await daily.advance(120);
    room.hangUp(sessionId);
    await daily.advance(1_000);
    expect(seen).toEqual(['accepted', 'participant-left', 'dialin-stopped']);
    expect(billing.callers).toEqual([]);
  });

  it('goes as usual again without the handler', async () => {
    room.onTransfer(() => ({ reply: 'silent' }));
    room.onTransfer();
    send('sip:bob@pbx.example.com', 'sipRefer');
    await daily.advance(1_000);
    expect(seen).toEqual(['accepted', 'participant-left', 'dialin-stopped']);
    expect(room.transfers[0]?.method).toBe('sipRefer');
  });
});
