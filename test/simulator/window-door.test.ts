import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageRequest } from '../../src/simulator/model/domain.js';
import { WindowDoor } from '../../src/simulator/window-door.js';

const noTracks = { getAudioTracks: () => [], getVideoTracks: () => [] };
const tracks = {
  local: { public: {}, streams: { cam: { stream: noTracks }, screen: { stream: noTracks } } },
  participants: {},
  streams: {},
};

describe('WindowDoor', () => {
  let door: WindowDoor;
  let received: PageRequest[];
  let seen: unknown[];
  let resets: string[];
  const listener = ({ data }: MessageEvent<unknown>) => void seen.push(data);

  beforeEach(() => {
    received = [];
    seen = [];
    resets = [];
    door = new WindowDoor({
      receive: (request) => received.push(request),
      reset: (clientId) => resets.push(clientId),
      gone: () => undefined,
      tracksOf: () => tracks,
    });
    window.addEventListener('message', listener);
  });
  afterEach(async () => {
    await door.close();
    window.removeEventListener('message', listener);
    Reflect.deleteProperty(window, '_daily');
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

  describe('when a bundle was loaded', () => {
    const daily: {
      pendings: string[];
      instances: Record<
        string,
        { callMachine?: { store: { getState: () => object }; reset: () => void } }
      >;
    } = { pendings: [], instances: {} };
    const load = () => window.dispatchEvent(new Event('daily-transfer-simulator-loaded'));

    beforeEach(() => {
      Object.assign(daily, { pendings: ['page', 'other'], instances: { page: {} } });
      Object.assign(window, { _daily: daily });
    });

    it('has a call machine for each call object that waits for it, and says so once', async () => {
      load();
      load();
      await door.settled();
      expect(daily.pendings).toEqual(['other']);
      expect(daily.instances['page']?.callMachine?.store.getState()).toBe(tracks);
      daily.instances['page']?.callMachine?.reset();
      expect(resets).toEqual(['page']);
      const told = { what: 'iframe-call-message', from: 'embedded', action: 'loaded' };
      expect(seen.filter((message) => 'action' in Object(message))).toEqual([
        { ...told, callClientId: 'page' },
        { ...told, callClientId: 'other' },
      ]);
    });

    it('does nothing once it is closed, and takes leave of the call objects that are there', async () => {
      load();
      await door.close();
      daily.pendings.push('late');
      load();
      await Promise.resolve();
      const left = seen.filter((message) => Object(message).action === 'left-meeting');
      expect(left).toMatchObject([{ callClientId: 'page' }]);
      expect(daily.pendings).toEqual(['other', 'late']);
    });
  });

  it('lets fake timers go on where they are on, and no time else', async () => {
    expect(door.passTime(5)).toBeUndefined();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    let isDue = false;
    setTimeout(() => (isDue = true), 5);
    await door.passTime(4);
    expect(isDue).toBe(false);
    await door.passTime(1);
    expect(isDue).toBe(true);
    vi.useRealTimers();
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
