/*
 * The one door to everything ambient: clocks, timers, random ids, and the place for errors that are
 * nobody's to catch. Tests take it over with fake timers.
 */

/** Milliseconds on a monotonic clock; deadlines go by it. */
export const now = (): number => performance.now();

/** Milliseconds since the epoch; to show, not to reckon with. */
export const wallClock = (): number => Date.now();

/** One text for as long as a page lives, and another one after a reload. */
export const pageId = (): string => String(performance.timeOrigin);

/** Runs the action once after some milliseconds; what it returns calls it off. */
export function after(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}

/** A new id of 128 random bits. `randomUUID` is missing where the page has no secure context. */
export function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Brings an error of the app's own code to light without breaking what we do. */
export function report(error: unknown): void {
  if (typeof globalThis.reportError === 'function') {
    globalThis.reportError(error);
    return;
  }
  queueMicrotask(() => {
    throw error;
  });
}
