import DailyNow from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulateDaily, type SimulatedDaily, type SimulatedRoom } from 'daily-transfer/simulator';
import {
  createCall,
  oldestDaily,
  recordEvents,
  releaseCalls,
  type DailyModule,
} from '../support/genuine-daily.js';

const versions: readonly { readonly version: string; readonly Daily: DailyModule }[] = [
  { version: '0.92.2', Daily: DailyNow },
  { version: '0.78.0', Daily: oldestDaily },
];

describe.each(versions)('the simulated room under daily-js $version', ({ version, Daily }) => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;

  beforeEach(() => {
    daily = simulateDaily({ domain: 'acme', dailyVersion: Daily.version(), clock: 'virtual' });
    room = daily.room('support');
  });
  afterEach(() => releaseCalls(daily));

  async function joinedCall() {
    const call = createCall(daily, Daily);
    await call.join({ url: room.url, token: room.ownerToken, userName: 'Agent' });
    return call;
  }

  it('is the version it says', () => {
    expect(Daily.version()).toBe(version);
  });

  it('lets a call object join, as an owner', async () => {
    const call = await joinedCall();
    expect(call.meetingState()).toBe('joined-meeting');
    expect(call.participants().local).toMatchObject({
      owner: true,
      local: true,
      user_name: 'Agent',
    });
    expect(call.meetingSessionState().topology).toBe('sfu');
  });

  it('shows a caller who dials in', async () => {
    const call = await joinedCall();
    const events = recordEvents(call, ['participant-joined', 'dialin-connected']);
    const sessionId = room.dialIn({ from: 'sip:alice@pbx.example.com', name: 'Alice' });
    await daily.advance(0);
    expect(events).toEqual(['participant-joined', 'dialin-connected']);
    expect(call.participants()[sessionId]).toMatchObject({
      user_name: 'Alice',
      participantType: 'sip-dial-in',
    });
  });

  it('resolves an accepted transfer and shows the caller leaving', async () => {
    const call = await joinedCall();
    const sessionId = room.dialIn({ from: 'sip:alice@pbx.example.com' });
    await daily.settled();
    const events = recordEvents(call, ['participant-left', 'dialin-stopped']);
    const transfer = call.sipCallTransfer({
      sessionId,
      toEndPoint: 'sip:billing@acme.sip.daily.co',
    });
    await daily.advance(500);
    await expect(transfer).resolves.toMatchObject({ action: 'sip-call-transfer' });
    expect(events).toEqual(['participant-left', 'dialin-stopped']);
    expect(call.participants()[sessionId]).toBeUndefined();
  });

  it.each(['not now', { code: 603, text: 'Decline' }])(
    'rejects with %j as it is',
    async (refusal) => {
      const call = await joinedCall();
      const sessionId = room.dialIn();
      await daily.settled();
      room.onTransfer(() => ({ reply: 'reject', error: refusal }));
      const refer = call.sipRefer({ sessionId, toEndPoint: 'sip:bob@pbx.example.com' });
      const reason = refer.catch((cause: unknown) => cause);
      await daily.advance(500);
      expect(await reason).toEqual(refusal);
      expect(room.callers).toHaveLength(1);
    },
  );

  it('lets the call leave, join again and be destroyed', async () => {
    const call = await joinedCall();
    await call.leave();
    expect(call.meetingState()).toBe('left-meeting');
    await call.join({ url: room.url, token: room.guestToken });
    expect(call.participants().local.owner).toBe(false);
    await call.destroy();
    expect(call.isDestroyed()).toBe(true);
    expect(room.participants).toEqual([]);
  });
});
