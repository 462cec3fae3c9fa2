// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CallEventName } from '../../src/daily/call.js';
import { readEvent, readSignal, watchCall, type CallEvent } from '../../src/daily/signals.js';
import { FakeCall } from '../support/fake-call.js';

const participant = { session_id: 'caller', local: false };
const ours = { session_id: 'me', local: true };
const dialled = {
  sessionId: 'caller',
  sipFrom: 'sip:alice@home.example.net',
  sipEndpoint: 'sip:support@acme.sip.daily.co',
  sipCallId: 'call',
};
const dialledOut = { sessionId: 'caller', destination: '+14155552671', origin: 'sip:x@daily.co' };

const mappings: readonly (readonly [CallEventName, unknown, CallEvent])[] = [
  ['joined-meeting', {}, { kind: 'joined' }],
  ['left-meeting', undefined, { kind: 'call-ended' }],
  ['error', { errorMsg: 'ejected' }, { kind: 'call-ended' }],
  ['call-instance-destroyed', undefined, { kind: 'destroyed' }],
  ['meeting-session-state-updated', {}, { kind: 'room-changed' }],
  ['participant-joined', { participant }, { kind: 'transferee-shown', sessionId: 'caller' }],
  ['participant-updated', { participant }, { kind: 'transferee-shown', sessionId: 'caller' }],
  ['participant-updated', { participant: ours }, { kind: 'transferee-shown', sessionId: 'me' }],
  ['participant-left', { participant }, { kind: 'transferee-left', sessionId: 'caller' }],
  [
    'participant-left',
    { participant, reason: 'odd' },
    { kind: 'transferee-left', sessionId: 'caller' },
  ],
  [
    'participant-left',
    { participant, reason: 'hidden' },
    { kind: 'transferee-hidden', sessionId: 'caller' },
  ],
  [
    'dialin-connected',
    dialled,
    {
      kind: 'dial-connected',
      sessionId: 'caller',
      dial: { address: dialled.sipFrom, dialled: dialled.sipEndpoint, sipCallId: 'call' },
    },
  ],
  [
    'dialin-connected',
    { sessionId: 'caller', sipFrom: 7, sipEndpoint: null },
    { kind: 'dial-connected', sessionId: 'caller', dial: {} },
  ],
  [
    'dialout-connected',
    dialledOut,
    { kind: 'dial-connected', sessionId: 'caller', dial: { address: '+14155552671' } },
  ],
  [
    'dialout-answered',
    dialledOut,
    { kind: 'dial-connected', sessionId: 'caller', dial: { address: '+14155552671' } },
  ],
  ['dialin-stopped', { sessionId: 'caller' }, { kind: 'dial-stopped', sessionId: 'caller' }],
  ['dialout-stopped', { sessionId: 'caller' }, { kind: 'dial-stopped', sessionId: 'caller' }],
  ['dialin-warning', { sessionId: 'caller' }, { kind: 'dial-warning', sessionId: 'caller' }],
  ['dialout-warning', { sessionId: 'caller' }, { kind: 'dial-warning', sessionId: 'caller' }],
  ['dialin-error', { sessionId: 'caller' }, { kind: 'dial-error', sessionId: 'caller' }],
  ['dialout-error', { sessionId: 'caller' }, { kind: 'dial-error', sessionId: 'caller' }],
  [
    'network-connection',
    { type: 'signaling', event: 'interrupted' },
    { kind: 'network-interrupted' },
  ],
  ['network-connection', { type: 'signaling', event: 'connected' }, { kind: 'network-recovered' }],
];

const aboutSomebody: readonly CallEventName[] = [
  'participant-joined',
  'participant-updated',
  'participant-left',
  'dialin-connected',
  'dialin-stopped',
  'dialin-warning',
  'dialin-error',
  'dialout-connected',
  'dialout-answered',
  'dialout-stopped',
  'dialout-warning',
  'dialout-error',
  'network-connection',
];

describe('readEvent', () => {
  it.each(mappings)('reads %s of %j', (name, payload, signal) => {
    expect(readEvent(name, payload)).toEqual(signal);
  });

  it.each(aboutSomebody)('makes nothing of %s with an odd payload', (name) => {
    const odd = [
      undefined,
      null,
      'caller',
      7,
      [],
      {},
      { participant: null, sessionId: null },
      { participant: 'caller', sessionId: 7 },
      { participant: {}, sessionId: {} },
      { participant: { session_id: 7 }, sessionId: undefined },
      { type: 'sfu', event: 'interrupted' },
      { type: 'signaling', event: 'odd' },
    ];
    expect(odd.map((payload) => readEvent(name, payload))).toEqual(odd.map(() => undefined));
  });

  it.each([null, 'odd', 7])('needs no payload where the name says all: %o', (payload) => {
    expect(readEvent('left-meeting', payload)).toEqual({ kind: 'call-ended' });
  });
});

describe('readEvent of an app-message', () => {
  it('knows one that bears our name, and hands it on as it is', () => {
    const data = Object.freeze({ type: 'daily-transfer', v: 7, m: null });
    const signal = readEvent('app-message', { data, fromId: 'API' });
    expect(signal).toEqual({ kind: 'message', data });
    expect(signal?.kind === 'message' && signal.data).toBe(data);
  });

  it.each([
    undefined,
    null,
    7,
    'daily-transfer',
    [],
    {},
    { type: 'chat' },
    { type: ['daily-transfer'] },
  ])('makes nothing of %j', (data) => {
    expect(readEvent('app-message', { data, fromId: 'API' })).toBeUndefined();
    expect(readEvent('app-message', data)).toBeUndefined();
  });
});

describe('readSignal', () => {
  const sessionId = 'caller';

  it.each<[CallEvent, string, string]>([
    [{ kind: 'call-ended' }, 'call-ended', 'call-event'],
    [{ kind: 'network-interrupted' }, 'network-interrupted', 'call-event'],
    [{ kind: 'network-recovered' }, 'network-recovered', 'call-event'],
    [{ kind: 'transferee-shown', sessionId }, 'transferee-shown', 'call-event'],
    [{ kind: 'transferee-hidden', sessionId }, 'transferee-hidden', 'participant-left'],
    [{ kind: 'transferee-left', sessionId }, 'transferee-left', 'participant-left'],
    [{ kind: 'dial-warning', sessionId }, 'dial-warning', 'dial-event'],
    [{ kind: 'dial-error', sessionId }, 'dial-error', 'dial-event'],
  ])('of %j is %s', (event, signal, evidence) => {
    const about = 'sessionId' in event ? { sessionId } : {};
    expect(readSignal(event)).toEqual({ ...about, signal, evidence });
  });

  it.each<CallEvent>([
    { kind: 'dial-stopped', sessionId },
    { kind: 'dial-connected', sessionId, dial: {} },
    { kind: 'joined' },
    { kind: 'room-changed' },
    { kind: 'message', data: { type: 'daily-transfer' } },
    { kind: 'destroyed' },
  ])('is nothing for %j', (event) => {
    expect(readSignal(event)).toBeUndefined();
  });
});

describe('watchCall', () => {
  afterEach(() => vi.unstubAllGlobals());

  function watching(call: FakeCall, listen: (signal: CallEvent) => void = () => {}) {
    const heard: CallEvent[] = [];
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const stop = watchCall(call, (signal) => {
      heard.push(signal);
      listen(signal);
    });
    return { heard, reported, stop };
  }

  it('listens once to each event, and to none when it stops', () => {
    const call = new FakeCall();
    const { stop } = watching(call);
    const counts = call.events.count();
    expect(Object.keys(counts)).toHaveLength(19);
    expect(new Set(Object.values(counts))).toEqual(new Set([1]));
    stop();
    expect(call.events.count()).toEqual({});
  });

  it('comes first in line, before a listener that throws', () => {
    const call = new FakeCall();
    call.on('left-meeting', () => {
      throw new Error("the app's own bug");
    });
    const { heard } = watching(call);
    call.leaveMeeting();
    expect(heard).toEqual([{ kind: 'call-ended' }]);
  });

  it('stands in line where there is no prependListener', () => {
    const call = new FakeCall({ old: true });
    const order: string[] = [];
    call.on('left-meeting', () => order.push('app'));
    watching(call, () => order.push('ours'));
    call.leaveMeeting();
    expect(order).toEqual(['app', 'ours']);
  });

  it('keeps its own errors from daily-js and from other listeners', () => {
    const call = new FakeCall();
    const thrown = new Error('ours');
    let heard = 0;
    const { reported } = watching(call, () => {
      throw thrown;
    });
    call.on('left-meeting', () => (heard += 1));
    call.leaveMeeting();
    expect(reported).toEqual([thrown]);
    expect(call.events.thrown).toEqual([]);
    expect(heard).toBe(1);
  });

  it('survives a payload that throws when it is read', () => {
    const call = new FakeCall();
    const { heard, reported } = watching(call);
    const odd = Object.defineProperty({}, 'participant', {
      get: () => {
        throw new Error('a trap');
      },
    });
    call.tell('participant-left', odd);
    expect(heard).toEqual([]);
    expect(reported).toHaveLength(1);
  });

  it('tells nothing more of an event during which it is stopped', () => {
    const call = new FakeCall({ old: true });
    call.on('left-meeting', () => watched.stop());
    const watched = watching(call);
    call.leaveMeeting();
    expect(watched.heard).toEqual([]);
  });
});
