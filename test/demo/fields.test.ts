import { describe, expect, it } from 'vitest';
import { NO_FIELDS, toRequest, type Fields } from '../../demo/present/fields.js';

const ask = (own: Partial<Fields>) => toRequest({ ...NO_FIELDS, ...own }, 'alice');

describe('toRequest', () => {
  it('asks for nothing that nobody wrote', () => {
    expect(ask({})).toEqual({ sessionId: 'alice', toEndPoint: '' });
  });

  it('takes every field that says something, without the blanks around it', () => {
    const request = ask({
      target: ' +14155552671 ',
      prefer: 'anchored',
      method: 'sipCallTransfer',
      callerId: ' id ',
      extension: ' 12# ',
      deadline: '30',
      knownAddress: ' sip:a@example.com ',
      override: ['room-on-sfu'],
    });
    expect(request).toEqual({
      sessionId: 'alice',
      toEndPoint: '+14155552671',
      prefer: 'anchored',
      method: 'sipCallTransfer',
      callerId: 'id',
      extension: '12#',
      timeoutMs: 30_000,
      transfereeAddress: 'sip:a@example.com',
      override: ['room-on-sfu'],
    });
  });

  it.each([
    ['sip:queue@pbx.example.com', {}],
    ['+1415', {}],
    [' +1 (415) 555-2671', { callerId: 'id', extension: '1' }],
    ['tel:+14155552671', { callerId: 'id', extension: '1' }],
  ])('asks for caller id and extension only with a phone: "%s"', (target, asked) => {
    const {
      sessionId: _,
      toEndPoint: _target,
      ...request
    } = ask({ target, callerId: 'id', extension: '1' });
    expect(request).toEqual(asked);
  });

  it.each(['', '4', '181', 'x', '-1', '45'])('leaves out the deadline "%s"', (deadline) => {
    expect(ask({ deadline })).not.toHaveProperty('timeoutMs');
  });
});
