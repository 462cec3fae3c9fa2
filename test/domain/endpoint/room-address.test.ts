import { describe, expect, it } from 'vitest';
import type { Address } from '../../../src/domain/endpoint/endpoint.js';
import {
  domainOfSipHost,
  isSameSipPlace,
  roomAddress,
} from '../../../src/domain/endpoint/room-address.js';
import { parseAddress } from '../../../src/domain/endpoint/endpoint.js';

function place(uri: string): Extract<Address, { kind: 'sip' }> {
  const address = parseAddress(uri);
  if (address?.kind !== 'sip') throw new Error(`${uri} is no SIP address`);
  return address;
}

describe('domainOfSipHost', () => {
  it.each([
    ['acme.sip.daily.co', 'acme'],
    ['acme-2.sip-us-east.daily.co', 'acme-2'],
    ['acme.daily.co', undefined],
    ['a.acme.sip.daily.co', undefined],
    ['acme.sip.daily.co.example.com', undefined],
  ])('%s: %s', (host, domain) => expect(domainOfSipHost(host)).toBe(domain));
});

describe('roomAddress', () => {
  it.each([
    ['sip:billing@acme.daily.co', 'sip:billing@acme.sip.daily.co'],
    ['sip:room.2-b_12345@acme-2.daily.co', 'sip:room.2-b_12345@acme-2.sip.daily.co'],
  ])('of %s is %s', (written, meant) => expect(roomAddress(place(written))).toBe(meant));

  it.each([
    ['a SIP host', 'sip:billing@acme.sip.daily.co'],
    ["Daily's own SIP host", 'sip:billing@sip.daily.co'],
    ["Daily's own SIP host of a region", 'sip:billing@sip-us.daily.co'],
    ['a host that only begins so', 'sip:billing@acme.daily.co.example.com'],
    ['a host that only ends so', 'sip:billing@x.acme.daily.co'],
    ['no room', 'sip:acme.daily.co'],
    ['a name that no room has', 'sip:billing!now@acme.daily.co'],
    ['a name that begins as none does', 'sip:!billing@acme.daily.co'],
  ])('is not known for %s', (_, written) => expect(roomAddress(place(written))).toBeUndefined());

  it.each(['1234567', 'line-123-45.67', 'a1b2c3d4e5f6g7'])(
    'does not show %s again, which may be a phone number',
    (name) => expect(roomAddress(place(`sip:${name}@acme.daily.co`))).toBeUndefined(),
  );
});

describe('isSameSipPlace', () => {
  it.each([
    ['sip:billing@acme.sip.daily.co', 'sip:billing.0@acme.sip-us.daily.co'],
    ['sip:billing.2@acme.sip.daily.co', 'sip:billing.10@acme.sip.daily.co'],
    ['sip:room@daily-0af-app.dapp.signalwire.com', 'sip:room.1@daily-0af-app.dapp.signalwire.com'],
    ['sip:pbx.example.com', 'sip:pbx.example.com'],
  ])('%s leads where %s does', (one, other) => {
    expect(isSameSipPlace(place(one), place(other))).toBe(true);
  });

  it.each([
    ['sip:billing@acme.sip.daily.co', 'sip:billing@other.sip.daily.co'],
    ['sip:billing.0@pbx.example.com', 'sip:billing@pbx.example.com'],
    ['sip:v1.2.billing@acme.sip.daily.co', 'sip:v1.billing@acme.sip.daily.co'],
    ['sip:a.1@xdaily-0af-app.dapp.signalwire.com', 'sip:a@xdaily-0af-app.dapp.signalwire.com'],
    ['sip:pbx.example.com', 'sip:sales@pbx.example.com'],
  ])('%s does not lead where %s does', (one, other) => {
    expect(isSameSipPlace(place(one), place(other))).toBe(false);
  });
});
