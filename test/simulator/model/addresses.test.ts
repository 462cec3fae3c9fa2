// @vitest-environment node
import { describe, expect, it } from 'vitest';
import {
  roleOf,
  roomAtSipUri,
  roomAtUrl,
  roomToken,
} from '../../../src/simulator/model/addresses.js';

describe('roomAtUrl', () => {
  it.each([
    ['https://acme.daily.co/support', 'support'],
    ['https://ACME.daily.co/support?t=x#y', 'support'],
    ['https://other.daily.co/support', undefined],
    ['https://acme.daily.co/', undefined],
    [undefined, undefined],
  ])('%s is %s', (url, room) => {
    expect(roomAtUrl('acme', url)).toBe(room);
  });
});

describe('roomAtSipUri', () => {
  it.each([
    ['sip:billing@acme.sip.daily.co', 'billing'],
    ['SIP:billing@ACME.sip.daily.co.', 'billing'],
    ['sip:billing.0@acme.sip-us.daily.co;transport=tcp?X-A=1', 'billing'],
    ['sip:billing@sip.daily.co', 'billing'],
    ['sip:billing@other.sip.daily.co', undefined],
    ['sip:billing@acme.sip.daily.co.evil.com', undefined],
    ['sip:billing@acme.siptrunk.daily.co', undefined],
    ['+14155552671', undefined],
  ])('%s is %s', (address, room) => {
    expect(roomAtSipUri('acme', address)).toBe(room);
  });
});

describe('roleOf', () => {
  it('knows the tokens of the room and takes everybody else for a guest', () => {
    expect(roleOf('support', roomToken('support', 'owner'))).toBe('owner');
    expect(roleOf('support', roomToken('support', 'admin'))).toBe('admin');
    expect(roleOf('support', roomToken('billing', 'owner'))).toBe('guest');
    expect(roleOf('support', undefined)).toBe('guest');
  });
});
