// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { sendTransfer } from '../../src/daily/send.js';
import { FakeCall } from '../support/fake-call.js';

const whole = {
  sessionId: 'caller',
  toEndPoint: '+14155552671',
  method: 'sipCallTransfer',
  prefer: 'direct',
  transfereeAddress: 'sip:a@b.c',
  callerId: 'id',
  extension: '12',
  waitBeforeExtensionDialSec: 0,
  override: [],
  fallback: true,
  timeoutMs: 5_000,
} as const;

describe('sendTransfer', () => {
  it('gives sipCallTransfer a fresh object of the keys it knows', () => {
    const call = new FakeCall();
    void sendTransfer(call, 'sipCallTransfer', whole);
    expect(call.sent).toEqual([
      {
        method: 'sipCallTransfer',
        options: {
          sessionId: 'caller',
          toEndPoint: '+14155552671',
          callerId: 'id',
          extension: '12',
          waitBeforeExtensionDialSec: 0,
        },
      },
    ]);
  });

  it('gives sipRefer the session and the target alone', () => {
    const call = new FakeCall();
    void sendTransfer(call, 'sipRefer', whole);
    expect(call.sent).toEqual([
      { method: 'sipRefer', options: { sessionId: 'caller', toEndPoint: '+14155552671' } },
    ]);
  });

  it('leaves out what is not set, also by key', () => {
    const call = new FakeCall();
    void sendTransfer(call, 'sipCallTransfer', {
      sessionId: 'caller',
      toEndPoint: 'sip:a@b.c',
      callerId: undefined,
    });
    expect(Object.keys(call.sent[0]?.options ?? {})).toEqual(['sessionId', 'toEndPoint']);
  });

  it('gives an object that daily-js may write into', () => {
    const call = new FakeCall();
    void sendTransfer(call, 'sipRefer', Object.freeze({ sessionId: 'a', toEndPoint: 'sip:a@b.c' }));
    expect(Object.isExtensible(call.sent[0]?.options)).toBe(true);
  });

  it('returns the promise of Daily and throws what Daily throws', async () => {
    const call = new FakeCall();
    const answer = sendTransfer(call, 'sipRefer', whole);
    await call.refuse('no');
    await expect(answer).rejects.toBe('no');
    call.throws = { thrown: 'not joined' };
    expect(() => sendTransfer(call, 'sipRefer', whole)).toThrow('not joined');
  });
});
