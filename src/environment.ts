/*
 * The one door to everything that is not ours: clocks, timers, random ids, and the place for
 * errors of the app's own code. Tests take it over with fake timers.
 */

/** Milliseconds on a monotonic clock. Deadlines go by it. */
export const now = (): number => performance.now();

/** Milliseconds since the epoch, to show and to compare with the clocks of servers. */
export const wallClock = (): number => Date.now();

/** One text for as long as a page lives, and another one after a reload. */
export const pageId = (): string => String(performance.timeOrigin);

/** Runs the action once after some milliseconds. Returns a function that cancels it. */
export function after(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}

/** A new id of 128 random bits. `randomUUID` is missing where a page has no secure context. */
export function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Runs code that is not ours: what it throws is reported, and stops nothing. */
export function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    report(error);
    return undefined;
  }
}

/** Shows an error of the app's own code to whoever watches for errors. Never throws itself. */
export function report(error: unknown): void {
  const { reportError = throwLater } = globalThis;
  try {
    reportError(error);
  } catch {
    // It had its chance: what the app's own reporting throws must not stop a transfer.
  }
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
