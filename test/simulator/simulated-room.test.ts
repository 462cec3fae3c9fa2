import Daily, { type DailyCall, type DailyEvent } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  simulateDaily,
  type LogEntry,
  type SimulatedDaily,
  type SimulatedRoom,
} from 'daily-transfer/simulator';
import { createCall, recordEvents, releaseCalls } from '../support/genuine-daily.js';

describe('SimulatedRoom', () => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;
  let call: DailyCall;
  let events: DailyEvent[];

  beforeEach(async () => {
    daily = simulateDaily({ domain: 'acme', dailyVersion: Daily.version(), clock: 'virtual' });
    room = daily.room('support');
    call = createCall(daily, Daily);
    await call.join({ url: room.url, token: room.ownerToken, userName: 'Agent' });
    await daily.settled();
    events = recordEvents(call);
  });
  afterEach(() => releaseCalls(daily));

  async function seen(): Promise<DailyEvent[]> {
    await daily.settled();
    return events.splice(0);
  }

  /** The last message that the page was told. */
  function lastTold(action: string): Readonly<Record<string, unknown>> | undefined {
    const isMeant = (entry: LogEntry) => entry.direction === 'sent' && entry.action === action;
    return daily.log.flatMap((entry) => (isMeant(entry) ? [entry.message] : [])).at(-1);
  }

  it('has the addresses of a Daily room', () => {
    expect(room.url).toBe('https://acme.daily.co/support');
    expect(room.sipUri).toBe('sip:support@acme.sip.daily.co');
  });

  it('lets a caller dial in', async () => {
    const from = 'sip:alice@pbx.example.com';
    const sessionId = room.dialIn({ from, name: 'Alice', sipHeaders: { 'X-Id': '7' } });
    expect(await seen()).toEqual([
      'participant-joined',
      'participant-counts-updated',
      'dialin-connected',
    ]);
    expect(lastTold('dialin-connected')).toEqual({
      action: 'dialin-connected',
      sessionId,
      userId: sessionId,
      provider: 'signalwire',
      sipCallId: expect.stringMatching(/@sip\.daily\.co$/),
      sipEndpoint: room.sipUri,
      sipFrom: from,
      sipHeaders: { 'X-Id': '7' },
    });
    expect(room.callers).toEqual([
      { sessionId, name: 'Alice', type: 'sip-dial-in', address: from, owner: false, hidden: false },
    ]);
  });

  it('lets a caller dial in without an address, and silently', async () => {
    room.dialIn({ type: 'pstn-dial-in', order: 'connected-first' });
    expect(await seen()).toEqual([
      'dialin-connected',
      'participant-joined',
      'participant-counts-updated',
    ]);
    expect(lastTold('dialin-connected')).not.toHaveProperty('sipFrom');
    room.dialIn({ from: 'sip:a@b.example', silent: true });
    expect(await seen()).toEqual(['participant-joined', 'participant-counts-updated']);
  });

  it('dials out, and the far end answers', async () => {
    const sessionId = room.dialOut({ to: '+14155552671', callerId: 'a-number-id' });
    room.answer(sessionId);
    expect(await seen()).toEqual([
      'participant-joined',
      'participant-counts-updated',
      'dialout-connected',
      'dialout-answered',
    ]);
    expect(lastTold('dialout-answered')).toMatchObject({
      origin: room.sipUri,
      destination: '+14155552671',
      callerId: 'a-number-id',
    });
    expect(room.callers[0]?.type).toBe('pstn-dial-out');
    expect(call.participants()[sessionId]?.participantType).toBe('pstn-dial-out');
  });

  it('knows a SIP address by its look', () => {
    room.dialOut({ to: 'sip:bob@pbx.example.com' });
    expect(room.callers[0]).toMatchObject({
      type: 'sip-dial-out',
      name: 'sip:bob@pbx.example.com',
    });
  });

  it.each([
    [{}, ['participant-left', 'participant-counts-updated', 'dialin-stopped']],
    [{ stopped: 'before' }, ['dialin-stopped', 'participant-left', 'participant-counts-updated']],
    [{ stopped: 'omitted' }, ['participant-left', 'participant-counts-updated']],
    [
      { stopped: 'doubled', left: 'doubled' },
      [
        'participant-left',
        'participant-counts-updated',
        'participant-left',
        'dialin-stopped',
        'dialin-stopped',
      ],
    ],
  ] as const)('lets a caller hang up: %j', async (farewell, expected) => {
    const sessionId = room.dialIn();
    await seen();
    room.hangUp(sessionId, farewell);
    expect(await seen()).toEqual(expected);
    room.hangUp(sessionId);
    expect(await seen()).toEqual([]);
  });

  it('tells of what goes wrong with a leg', async () => {
    const caller = room.dialIn();
    const callee = room.dialOut({ to: '+14155552671' });
    await seen();
    room.dialWarning(caller);
    room.dialError(caller, 'broken');
    room.dialWarning(callee);
    room.dialError(callee);
    room.dialError('nobody');
    expect(await seen()).toEqual([
      'dialin-warning',
      'dialin-error',
      'dialout-warning',
      'dialout-error',
    ]);
    expect(lastTold('dialin-error')).toEqual({
      action: 'dialin-error',
      sessionId: caller,
      userId: caller,
      provider: 'signalwire',
      sipCallId: expect.any(String),
      errorMsg: 'broken',
      details: { sipEndpoint: room.sipUri },
    });
    expect(lastTold('dialout-error')).toMatchObject({
      sessionId: callee,
      details: { destination: '+14155552671' },
    });
    expect(lastTold('dialout-error')).not.toHaveProperty('destination');
  });

  it('lets web participants come and go', async () => {
    const sessionId = room.joinWeb({ name: 'Bob', owner: true });
    room.leave(sessionId);
    room.leave(sessionId);
    expect(await seen()).toEqual([
      'participant-joined',
      'participant-counts-updated',
      'participant-left',
      'participant-counts-updated',
    ]);
    expect(room.participants.map(({ type }) => type)).toEqual(['page']);
    expect(room.joinWeb()).not.toBe(sessionId);
    expect(room.participants.at(-1)).toMatchObject({ name: 'Guest', type: 'web', owner: false });
  });

  it('hides a participant and shows it again', async () => {
    const sessionId = room.dialIn();
    await seen();
    room.hide(sessionId);
    room.hide(sessionId);
    expect(await seen()).toEqual(['participant-left', 'participant-counts-updated']);
    expect(lastTold('participant-left')).toMatchObject({ reason: 'hidden' });
    expect(call.participantCounts()).toEqual({ present: 1, hidden: 1 });
    room.show(sessionId);
    room.show(sessionId);
    expect(await seen()).toEqual(['participant-joined', 'participant-counts-updated']);
    expect(call.participants()[sessionId]).toBeDefined();
  });

  it('lets a hidden caller leave unseen', async () => {
    const sessionId = room.dialIn({ silent: true });
    room.hide(sessionId);
    await seen();
    room.hangUp(sessionId);
    expect(await seen()).toEqual(['participant-counts-updated', 'dialin-stopped']);
  });

  it('gives rights and takes them', async () => {
    room.revokeOwner();
    expect(await seen()).toEqual(['participant-updated']);
    expect(call.participants().local).toMatchObject({
      owner: false,
      permissions: { canAdmin: false },
    });
    room.grant({ canAdmin: new Set(['participants']) });
    await seen();
    expect(call.participants().local.permissions.canAdmin).toEqual(new Set(['participants']));
    room.grant({ owner: true }, 'nobody');
    expect(await seen()).toEqual([]);
  });

  it('ejects the page', async () => {
    const caller = room.dialIn();
    await seen();
    room.eject();
    expect(await seen()).toEqual(['error', 'left-meeting']);
    expect(call.meetingState()).toBe('error');
    expect(room.participants.map(({ sessionId }) => sessionId)).toEqual([caller]);
  });

  it('ends the meeting', async () => {
    room.dialIn();
    await seen();
    room.endMeeting();
    expect(await seen()).toEqual(['error', 'left-meeting']);
    expect(room.participants).toEqual([]);
  });

  it('holds everything while the network is down', async () => {
    room.networkDown();
    room.networkDown();
    const sessionId = room.dialIn();
    const transfer = call.sipCallTransfer({ sessionId, toEndPoint: '+14155552671' });
    await daily.advance(1_000);
    expect(await seen()).toEqual(['network-connection']);
    expect(room.transfers).toHaveLength(1);
    room.networkUp();
    room.networkUp();
    expect(await seen()).toEqual([
      'network-connection',
      'participant-joined',
      'participant-counts-updated',
      'dialin-connected',
    ]);
    await daily.advance(120);
    await expect(transfer).resolves.toBeDefined();
  });

  it('lets a page leave while the network is down', async () => {
    room.networkDown();
    await call.leave();
    expect(await seen()).toEqual(['network-connection', 'left-meeting']);
  });

  it('loses everything while the call machine is silent', async () => {
    room.goSilent();
    const sessionId = room.dialIn();
    let hasLeft = false;
    void call.leave().then(() => (hasLeft = true));
    await daily.advance(10_000);
    expect(await seen()).toEqual([]);
    expect(hasLeft).toBe(false);
    room.wake();
    room.hangUp(sessionId);
    expect(await seen()).toEqual(['participant-left', 'dialin-stopped']);
  });

  it('changes the topology', async () => {
    const other = room.dialIn();
    await seen();
    room.useTopology('peer');
    expect(await seen()).toEqual(['meeting-session-state-updated', 'network-connection']);
    expect(call.meetingSessionState().topology).toBe('peer');
    expect(lastTold('network-connection')).toMatchObject({
      type: 'peer-to-peer',
      event: 'connected',
      session_id: other,
    });
    room.useTopology('peer');
    expect(await seen()).toEqual(['meeting-session-state-updated']);
    room.useTopology('sfu');
    await seen();
    expect(lastTold('network-connection')).toMatchObject({ type: 'sfu', event: 'connected' });
  });

  it('repeats the last event, or the last of a name', async () => {
    const sessionId = room.dialIn();
    room.hangUp(sessionId);
    await seen();
    room.repeat();
    room.repeat('participant-left');
    room.repeat('recording-started');
    expect(await seen()).toEqual(['dialin-stopped', 'participant-left']);
  });

  it('tells what has no verb', async () => {
    room.send({ action: 'app-message', data: 'hello', fromId: 'API' });
    room.dialInReady();
    expect(await seen()).toEqual(['app-message', 'dialin-ready']);
  });
});
