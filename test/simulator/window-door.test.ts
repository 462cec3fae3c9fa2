import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PageRequest } from '../../src/simulator/model/domain.js';
import { WindowDoor } from '../../src/simulator/window-door.js';

describe('WindowDoor', () => {
  let door: WindowDoor;
  let received: PageRequest[];
  let seen: unknown[];
  let loaded: number;
  const listener = ({ data }: MessageEvent<unknown>) => void seen.push(data);

  beforeEach(() => {
    received = [];
    seen = [];
    loaded = 0;
    door = new WindowDoor(
      (request) => received.push(request),
      () => (loaded += 1),
    );
    window.addEventListener('message', listener);
  });
  afterEach(() => {
    window.removeEventListener('message', listener);
    void door.close();
  });

  it('takes what daily-js sends out of its envelope', async () => {
    const envelope = { what: 'iframe-call-message', from: 'module', callClientId: 'page' };
    window.postMessage({ ...envelope, callbackStamp: '7', action: 'x', extra: [1] }, '*');
    window.postMessage({ ...envelope, action: 'y' }, '*');
    await door.settled();
    expect(received).toEqual([
      { clientId: 'page', action: 'x', callbackStamp: '7', body: { action: 'x', extra: [1] } },
      { clientId: 'page', action: 'y', body: { action: 'y' } },
    ]);
  });

  it.each([
    'text',
    null,
    { action: 'x' },
    { what: 'iframe-call-message', from: 'embedded', action: 'x' },
    { what: 'something-else', from: 'module', action: 'x' },
  ])('takes no notice of %j', async (message) => {
    window.postMessage(message, '*');
    await door.settled();
    expect(received).toEqual([]);
  });

  it('sends a copy, in an envelope of the call machine', async () => {
    const about = { list: new Set([1]) };
    door.send('page', { action: 'x', about });
    about.list.add(2);
    await door.settled();
    expect(seen).toContainEqual({
      what: 'iframe-call-message',
      from: 'embedded',
      callClientId: 'page',
      action: 'x',
      about: { list: new Set([1]) },
    });
  });

  it('hears that a bundle was loaded, until it is closed', () => {
    window.dispatchEvent(new Event('daily-transfer-simulator-loaded'));
    void door.close();
    window.dispatchEvent(new Event('daily-transfer-simulator-loaded'));
    expect(loaded).toBe(1);
  });

  it('closes when what was sent before has arrived, and once', async () => {
    door.send('page', { action: 'last' });
    await door.close();
    expect(seen).toContainEqual(expect.objectContaining({ action: 'last' }));
    await door.close();
  });

  it('hears nothing once it is closed', async () => {
    const waiting = door.settled();
    void door.close();
    await Promise.all([waiting, door.settled()]);
    window.postMessage({ what: 'iframe-call-message', from: 'module', action: 'x' }, '*');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(received).toEqual([]);
  });
});
