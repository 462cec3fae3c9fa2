import Daily, { type DailyCall } from '@daily-co/daily-js';
import { guardCallMachine, TransferController } from 'daily-transfer';
import { simulateDaily } from 'daily-transfer/simulator';
import 'daily-transfer/simulator/happy-dom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { earlierDaily, oldestDaily } from '../../support/genuine-daily.js';

/** The next message of the window that carries this text. */
function nextMessage(text: string): Promise<MessageEvent<unknown>> {
  return new Promise((resolve) => {
    const listener = (event: MessageEvent<{ readonly text?: unknown }>): void => {
      if (event.data.text !== text) return;
      window.removeEventListener('message', listener);
      resolve(event);
    };
    window.addEventListener('message', listener);
  });
}

describe('a window prepared for daily-js', () => {
  it.each([Daily, earlierDaily, oldestDaily].map((module) => [module.version(), module] as const))(
    'is a browser to daily-js %s',
    (_, module) => {
      const { supportedBrowser } = module as typeof Daily;
      expect(supportedBrowser()).toMatchObject({
        supported: true,
        mobile: false,
        name: 'Chrome',
        supportsSfu: true,
        supportsScreenShare: true,
      });
    },
  );

  it('still says what it is', () => {
    expect(navigator.userAgent).toMatch(/HappyDOM|jsdom/);
  });

  it('has no camera, no microphone and no screen', async () => {
    const { mediaDevices } = navigator;
    expect(await mediaDevices.enumerateDevices()).toEqual([]);
    await expect(mediaDevices.getUserMedia()).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(mediaDevices.getDisplayMedia()).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(new MediaStream().getTracks()).toEqual([]);
  });

  it.each([
    ['the origin', location.origin],
    ['options', { targetOrigin: location.origin }],
    ['anybody', '*'],
    ['nothing', undefined],
  ])('brings itself copies of its messages, addressed to %s', async (_, target) => {
    const sent = { text: 'hello', list: [1] };
    const coming = nextMessage('hello');
    window.postMessage(sent, target as string);
    sent.list.push(2);
    const { data, source, origin } = await coming;
    expect(data).toEqual({ text: 'hello', list: [1] });
    expect(source).toBe(window);
    expect(origin).toBe(window.origin);
  });

  it('brings messages in their order, and none to another origin', async () => {
    const seen: unknown[] = [];
    const listener = ({ data }: MessageEvent) => void seen.push(data);
    window.addEventListener('message', listener);
    window.postMessage('elsewhere', 'https://elsewhere.example');
    window.postMessage('first', '*');
    const last = nextMessage('last');
    window.postMessage({ text: 'last' }, '*');
    expect(seen).toEqual([]);
    await last;
    window.removeEventListener('message', listener);
    expect(seen).toEqual(['first', { text: 'last' }]);
  });
});

describe('an app in a prepared window', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    vi.useRealTimers();
    for (const end of ends.splice(0).reverse()) await end();
  });

  function start() {
    const daily = simulateDaily({ domain: 'acme', clock: 'virtual' });
    ends.push(() => daily.dispose());
    return daily;
  }

  it('joins behind a guard', async () => {
    ends.push(guardCallMachine());
    const daily = start();
    const call: DailyCall = daily.createCallObject(Daily);
    await call.join({ url: daily.room('support').url });
    expect(call.meetingState()).toBe('joined-meeting');
  });

  it('needs no change for it', async () => {
    const daily = start();
    const call = Daily.createCallObject();
    ends.push(() => call.destroy());
    await call.join({ url: daily.room('support').url });
    const sessionId = daily.room('support').dialIn({ name: 'Alice' });
    await daily.settled();
    expect(call.participants()[sessionId]?.user_name).toBe('Alice');
  });

  it('comes to the deadline of a transfer, with every timer faked', async () => {
    vi.useFakeTimers();
    const daily = start();
    const room = daily.room('support');
    const call: DailyCall = daily.createCallObject(Daily);
    const controller = TransferController.attach(call, { domain: 'acme' });
    await call.join({ url: room.url, token: room.ownerToken });
    const sessionId = room.dialIn({ from: 'sip:alice@pbx.example.com' });
    await daily.settled();
    room.onTransfer(() => ({ reply: 'silent' }));
    const { sipUri } = daily.room('billing');
    const end = controller.transfer({ sessionId, toEndPoint: sipUri }).catch((why: unknown) => why);
    await daily.advance(120_000);
    expect(await end).toMatchObject({ status: 'unconfirmed', code: 'daily-silent' });
  });
});

describe('a window that needs no preparing', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('is left alone: a browser', async () => {
    vi.resetModules();
    vi.stubGlobal('window', { postMessage: window.postMessage });
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (X11; Linux) Firefox/145.0' });
    const before = [{ ...window }, { ...navigator }];
    await import('daily-transfer/simulator/happy-dom');
    expect([{ ...window }, { ...navigator }]).toEqual(before);
  });

  it('is not there on a server', async () => {
    vi.resetModules();
    vi.stubGlobal('window', undefined);
    const { userAgent } = navigator;
    await import('daily-transfer/simulator/happy-dom');
    expect(navigator.userAgent).toBe(userAgent);
  });
});
