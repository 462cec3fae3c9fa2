import { afterEach, expect } from 'vitest';
import { findLeaks } from './fixtures.js';
import { isTold, type Capture } from './captures.js';

/*
 * Set up before every unit test: whatever is printed, stored or sent while a test runs is looked through,
 * and a fixture's number in it fails the test.
 */

const captures: Capture[] = [];

/** What was captured since it was last taken. */
export function takeCaptures(): readonly Capture[] {
  return captures.splice(0);
}

function capture(by: string, args: readonly unknown[]): void {
  const found = { by, text: args.map(write).join(' '), stack: String(new Error('here').stack) };
  if (isTold(found)) captures.push(found);
}

/** Puts a listening method in the place of another one, which it still calls. */
function listen(target: object, name: string, by = name): void {
  const original: unknown = Reflect.get(target, name);
  if (typeof original !== 'function') return;
  Object.defineProperty(target, name, {
    configurable: true,
    writable: true,
    value(this: unknown, ...args: unknown[]): unknown {
      capture(by, args);
      return Reflect.apply(original, this, args) as unknown;
    },
  });
}

function write(value: unknown): string {
  if (value instanceof Error)
    return `${value.message} ${String(value.cause)} ${write({ ...value })}`;
  try {
    return typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value);
  } catch {
    return String(value);
  }
}

for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table'] as const) {
  listen(console, name, `console.${name}`);
}
listen(globalThis, 'fetch');
if (typeof Storage !== 'undefined') listen(Storage.prototype, 'setItem');
if (typeof XMLHttpRequest !== 'undefined') {
  listen(XMLHttpRequest.prototype, 'open', 'XMLHttpRequest');
  listen(XMLHttpRequest.prototype, 'send', 'XMLHttpRequest');
}
if (typeof WebSocket !== 'undefined') listen(WebSocket.prototype, 'send', 'WebSocket');
if (typeof navigator !== 'undefined') listen(navigator, 'sendBeacon');

afterEach(() => {
  const leaks = takeCaptures().filter(({ text }) => findLeaks(text).length > 0);
  expect(leaks, 'what was printed, stored or sent shows a number of the fixtures').toEqual([]);
});
