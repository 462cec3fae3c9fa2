/*
 * The one door of servers to clocks and timers. Tests take it over with fake timers.
 */

/** Milliseconds since the epoch. */
export const wallClock = (): number => Date.now();

/** Runs the action once after some milliseconds; what it returns calls it off. */
export function after(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}
