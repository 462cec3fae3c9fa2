import { describe, expect, it } from 'vitest';
import { readSessionData } from '../../src/daily/session-data.js';
import { FakeCall } from '../support/fake-call.js';

describe('readSessionData', () => {
  it('reads what stands there, as it is', () => {
    const call = new FakeCall();
    call.data = { key: 'value' };
    expect(readSessionData(call)).toBe(call.data);
  });

  it('asks nothing before the call has joined, since daily-js would print an error', () => {
    const call = new FakeCall({ joined: false });
    let asked = 0;
    call.meetingSessionState = () => {
      asked += 1;
      throw new Error('only supported after join');
    };
    expect(readSessionData(call)).toBeUndefined();
    expect(asked).toBe(0);
    call.join();
    expect(readSessionData(call)).toBeUndefined();
    expect(asked).toBe(1);
  });
});
