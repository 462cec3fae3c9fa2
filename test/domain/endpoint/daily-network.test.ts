import { describe, expect, it } from 'vitest';
import {
  isCarrierHost,
  isInsideDaily,
  isUnder,
} from '../../../src/domain/endpoint/daily-network.js';

describe('isInsideDaily', () => {
  it.each([
    'daily.co',
    'sip.daily.co',
    'acme.sip.daily.co',
    'ACME.SIP.DAILY.CO',
    'acme.sip.daily.co.',
    'acme.sip-us.daily.co',
    'acme-trunk.siptrunk.sip-us.daily.co',
    'dailywebrtc.com',
    'acme.sip.dailywebrtc.net',
    'daily-2358023-app.dapp.signalwire.com',
    'Daily-9D372c3e49636682-app.dapp.signalwire.com.',
  ])('%s is inside', (host) => {
    expect(isInsideDaily(host)).toBe(true);
  });

  it.each([
    '',
    'co',
    'evildaily.co',
    'daily.co.example.com',
    'sip.daily.co..',
    'daily.com',
    'dailywebrtc.org',
    'signalwire.com',
    'acme.dapp.signalwire.com',
    'daily-evil-app.dapp.signalwire.com',
    'daily--app.dapp.signalwire.com',
    'x.daily-2358023-app.dapp.signalwire.com',
    'daily-2358023-app.dapp.signalwire.com.example.com',
    '192.0.2.1',
  ])('%j is outside', (host) => {
    expect(isInsideDaily(host)).toBe(false);
  });

  it('counts further hosts with everything under them', () => {
    const more = ['pbx.example.com', 'Voice.Example.'];
    expect(isInsideDaily('PBX.example.com', more)).toBe(true);
    expect(isInsideDaily('eu.pbx.example.com.', more)).toBe(true);
    expect(isInsideDaily('voice.example', more)).toBe(true);
    expect(isInsideDaily('example.com', more)).toBe(false);
    expect(isInsideDaily('xpbx.example.com', more)).toBe(false);
    expect(isInsideDaily('pbx.example.com', [''])).toBe(false);
  });
});

describe('isCarrierHost', () => {
  it('is true for signalwire.com and everything under it', () => {
    expect(isCarrierHost('signalwire.com')).toBe(true);
    expect(isCarrierHost('acme.dapp.SignalWire.com')).toBe(true);
    expect(isCarrierHost('notsignalwire.com')).toBe(false);
  });
});

describe('isUnder', () => {
  it.each([
    ['a.example.com', 'example.com', true],
    ['Example.COM.', 'example.com', true],
    ['example.com', 'EXAMPLE.com.', true],
    ['aexample.com', 'example.com', false],
    ['example.com', 'a.example.com', false],
    ['example.com.', '.', false],
    ['example.com', '', false],
  ])('%s under %s: %s', (host, parent, expected) => {
    expect(isUnder(host, parent)).toBe(expected);
  });
});
