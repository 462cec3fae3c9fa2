import { describe, expect, it } from 'vitest';
import type { AddressFact, TransferFact } from '../../src/wire/fact.js';
import { addressKey, openMessage, readMessage, writeMessage } from '../../src/wire/message.js';
import { importPublicKey, importSigningKey, sign } from '../../src/wire/signing.js';
import { makeRelayKeys } from './keys.js';

const keys = await makeRelayKeys();
const signingKey = await importSigningKey(keys.signingKey);
const publicKey = await importPublicKey(keys.publicKey);
const SENT_AT = 1_760_000_001_000;

const fact: TransferFact = {
  kind: 'transfer',
  type: 'answered',
  room: 'support-7',
  sessionId: 'a1b2c3d4-0000-4000-8000-000000000001',
  toEndPoint: 'sip:desk@pbx.example.com',
  at: 1_760_000_000_000,
};

describe('writeMessage and openMessage', () => {
  it('carry a fact over JSON, whole', async () => {
    const message = await writeMessage(fact, SENT_AT, signingKey);
    expect(Object.keys(message)).toEqual(['type', 'v', 'm', 's']);
    expect(message.m).toBe(JSON.stringify({ ...fact, sentAt: SENT_AT }));
    const opened = await openMessage(JSON.parse(JSON.stringify(message)), publicKey);
    expect(opened).toStrictEqual({ fact, sentAt: SENT_AT });
  });

  it('carry an address', async () => {
    const { room, sessionId, at } = fact;
    const address: AddressFact = {
      kind: 'address',
      room,
      sessionId,
      address: 'sip:ann@a.example',
      at,
    };
    const message = await writeMessage(address, SENT_AT, signingKey);
    expect(await openMessage(message, publicKey)).toStrictEqual({ fact: address, sentAt: SENT_AT });
  });

  it('leave out fromEndPoint where the message would be too long, and nothing else', async () => {
    const long = { ...fact, toEndPoint: `sip:${'t'.repeat(2000)}@b.example` };
    const message = await writeMessage(
      { ...long, fromEndPoint: 'f'.repeat(2000) },
      SENT_AT,
      signingKey,
    );
    expect(await openMessage(message, publicKey)).toStrictEqual({ fact: long, sentAt: SENT_AT });
    const write = (length: number) =>
      writeMessage({ ...long, fromEndPoint: 'f'.repeat(length) }, SENT_AT, signingKey);
    const most = 1000 + 4096 - JSON.stringify(await write(1000)).length;
    expect(JSON.stringify(await write(most))).toHaveLength(4096);
    expect((await write(most + 1)).m).not.toContain('"fromEndPoint"');
  });

  it('refuse what is too long for Daily even so, counted in bytes', async () => {
    const writing = writeMessage({ ...fact, toEndPoint: '界'.repeat(1300) }, SENT_AT, signingKey);
    await expect(writing).rejects.toThrow(
      new RangeError('unable to relay the fact; its message is longer than Daily takes'),
    );
  });

  it.each<[string, (message: Record<string, unknown>) => unknown]>([
    ['nothing', () => undefined],
    ['a text', (message) => JSON.stringify(message)],
    ['a list', (message) => [message]],
    ['another type', (message) => ({ ...message, type: 'chat' })],
    ['another version', (message) => ({ ...message, v: 2 })],
    ['a version as text', (message) => ({ ...message, v: '1' })],
    ['no text', (message) => ({ ...message, m: undefined })],
    ['a text that is an object', (message) => ({ ...message, m: { ...fact } })],
    ['no signature', (message) => ({ ...message, s: undefined })],
    ['a signature in a list', (message) => ({ ...message, s: [message['s']] })],
    ['an empty signature', (message) => ({ ...message, s: '' })],
    ['a prototype', (message) => Object.create(message) as unknown],
    ['a text with a blank more', (message) => ({ ...message, m: `${String(message['m'])} ` })],
    ['a text that is too long', (message) => ({ ...message, m: ' '.repeat(4097) })],
  ])('refuse %s', async (_, change) => {
    const message = await writeMessage(fact, SENT_AT, signingKey);
    expect(await openMessage(change({ ...message }), publicKey)).toBeUndefined();
  });

  it.each([
    ['no JSON', 'no json'],
    ['a text', '"text"'],
    ['nothing', 'null'],
    ['no fact', JSON.stringify({ kind: 'transfer', sentAt: SENT_AT })],
    ['no time', JSON.stringify(fact)],
    ['a time as text', JSON.stringify({ ...fact, sentAt: String(SENT_AT) })],
  ])('refuse what is signed but is %s', async (_, m) => {
    const message = { type: 'daily-transfer', v: 1, m, s: await sign(signingKey, m) };
    expect(await openMessage(message, publicKey)).toBeUndefined();
  });

  it('refuse half a character where the server wrote the sign for one, though the signed bytes are the same', async () => {
    const signed = { ...fact, toEndPoint: 'sip:\ufffd@b.example' };
    const message = await writeMessage(signed, SENT_AT, signingKey);
    expect((await openMessage(message, publicKey))?.fact).toStrictEqual(signed);
    const forged = { ...message, m: message.m.replace('\ufffd', '\ud800') };
    expect(await openMessage(forged, publicKey)).toBeUndefined();
  });

  it('read the other signature that anybody can make of a right one as the very same fact', async () => {
    const message = await writeMessage(fact, SENT_AT, signingKey);
    const hex = Buffer.from(message.s, 'base64url').toString('hex');
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const other = (order - BigInt(`0x${hex.slice(64)}`)).toString(16).padStart(64, '0');
    const s = Buffer.from(hex.slice(0, 64) + other, 'hex').toString('base64url');
    expect(s).not.toBe(message.s);
    const opened = await openMessage({ ...message, s }, publicKey);
    expect(opened).toStrictEqual({ fact, sentAt: SENT_AT });
  });

  it('refuse the message of another server', async () => {
    const stranger = await makeRelayKeys();
    const message = await writeMessage(fact, SENT_AT, await importSigningKey(stranger.signingKey));
    expect(await openMessage(message, publicKey)).toBeUndefined();
  });
});

describe('readMessage', () => {
  it('spares whoever is flooded the check of what is longer than Daily takes', () => {
    const longest = { type: 'daily-transfer', v: 1, m: 'm'.repeat(4096), s: 's' };
    expect(readMessage(longest)).toEqual({ m: longest.m, s: 's' });
    expect(readMessage({ ...longest, m: `${longest.m}m` })).toBeUndefined();
  });
});

describe('addressKey', () => {
  it('is a name of ours for each session, whatever the session is called', () => {
    expect(addressKey('__proto__')).toBe('daily-transfer:address:__proto__');
  });
});
