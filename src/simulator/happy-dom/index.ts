/**
 * For tests in happy-dom or jsdom: to import it is enough, and the window is one that daily-js takes for a
 * browser. It is a Chrome by its user agent, has devices that can be asked for (there are none) and
 * `MediaStream`, and messages to itself are as in a browser: copied, with the window as their source, and
 * not held up by fake timers. In a real browser, and where there is no window, it does nothing.
 *
 * @example
 * ```ts
 * // vitest.config.ts
 * export default defineConfig({
 *   test: { environment: 'happy-dom', setupFiles: ['daily-transfer/simulator/happy-dom'] },
 * });
 * ```
 *
 * @module daily-transfer/simulator/happy-dom
 */
import { isEmulated } from '../emulated.js';
import { NoDevices, NoTrack, SilentStream } from './media.js';

/** As it is now: fake timers come later. */
const later = globalThis.setTimeout;

if (isEmulated()) prepareWindow();

function prepareWindow(): void {
  const { userAgent } = navigator;
  if (!userAgent.includes('Chrome/')) {
    give(navigator, 'userAgent', `${userAgent} Chrome/141.0.0.0 Safari/537.36`);
  }
  if (!('mediaDevices' in navigator)) give(navigator, 'mediaDevices', new NoDevices());
  if (!('MediaStreamTrack' in window)) give(window, 'MediaStreamTrack', NoTrack);
  if (!('MediaStream' in window)) give(window, 'MediaStream', SilentStream);
  if (!('getTracks' in MediaStream.prototype)) give(MediaStream.prototype, 'getTracks', getTracks);
  if (!('origin' in window)) {
    Object.defineProperty(window, 'origin', { get: () => location.origin, configurable: true });
  }
  give(window, 'postMessage', postMessage);
}

/**
 * happy-dom does not copy a message and names another window than the test's as its source; jsdom names none,
 * and waits with a timer that a test may have faked.
 */
function postMessage(message: unknown, options: string | WindowPostMessageOptions = '/'): void {
  const { targetOrigin = '/' } = typeof options === 'string' ? { targetOrigin: options } : options;
  if (!['*', '/', location.origin].includes(targetOrigin)) return;
  const event = new MessageEvent('message', {
    data: structuredClone(message),
    origin: location.origin,
  });
  give(event, 'source', window);
  const dispatch = window.dispatchEvent.bind(window);
  later(() => dispatch(event), 0);
}

/** What the `MediaStream` of happy-dom 21 lacks. */
function getTracks(this: MediaStream): MediaStreamTrack[] {
  return [...this.getAudioTracks(), ...this.getVideoTracks()];
}

function give(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}
