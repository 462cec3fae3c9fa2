// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { readEvent, readPost, writeEvent } from '../../src/simulator/link-protocol.js';

const request = { verb: 'transfer', room: 'support', body: { sessionId: 'a' } } as const;
const news = { room: 'support', type: 'dialin.ready', at: 1, payload: { a: 1 } };

describe('an event of the stream', () => {
  it('is read as it was written', () => {
    const text = writeEvent({ id: '1', request });
    expect(text).toMatch(/\n\n$/);
    expect(readEvent(text.trimEnd())).toEqual({ id: '1', request });
  });

  it.each([': linked', '', 'data: {', 'data: null', 'data: {"id":"1","verb":"eject","room":"a"}'])(
    'is none in %j',
    (text) => expect(readEvent(text)).toBeUndefined(),
  );
});

describe('what a window posts', () => {
  it.each([
    { news },
    { id: '1', reply: { outcome: 'done' } },
    { id: '1', reply: { outcome: 'refused', info: 'no' } },
  ])('is read as it was written: %j', (post) => {
    expect(readPost(JSON.stringify(post))).toEqual(post);
  });

  it.each([
    '',
    'null',
    '[]',
    '{"news":{}}',
    '{"news":null}',
    '{"id":"1"}',
    '{"id":1,"reply":{"outcome":"done"}}',
    '{"id":"1","reply":{"outcome":"well"}}',
  ])('is nothing in %j', (text) => expect(readPost(text)).toBeUndefined());
});
