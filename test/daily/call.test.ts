import { describe, expect, it } from 'vitest';
import { isTransferCall } from '../../src/daily/call.js';
import { FakeCall } from '../support/fake-call.js';

class SomethingElse {
  participants() {
    return {};
  }
}

describe('isTransferCall', () => {
  it('takes what behaves like a call object', () => {
    expect(isTransferCall(new FakeCall())).toBe(true);
    expect(isTransferCall(new FakeCall({ old: true }))).toBe(true);
  });

  it('takes one whose transfer methods are missing, which a check tells', () => {
    const call = Object.assign(new FakeCall(), { sipRefer: undefined, sipCallTransfer: undefined });
    expect(isTransferCall(call)).toBe(true);
  });

  it.each([undefined, null, 'call', 1, {}, [], () => {}, new SomethingElse(), new Map()])(
    'refuses %o',
    (value) => {
      expect(isTransferCall(value)).toBe(false);
    },
  );

  it.each(['participants', 'meetingState', 'isDestroyed', 'on', 'off'])(
    'refuses one without %s()',
    (name) => {
      expect(isTransferCall(Object.assign(new FakeCall(), { [name]: 'odd' }))).toBe(false);
    },
  );
});
