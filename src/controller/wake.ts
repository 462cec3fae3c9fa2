/**
 * Calls the listener when a page comes back: shown again, out of the back-forward cache, or online.
 * Timers may have stood still until then. Does nothing where there is no window (React Native).
 *
 * @returns stops listening
 */
export function onWake(listener: () => void): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => {};
  document.addEventListener('visibilitychange', listener);
  window.addEventListener('pageshow', listener);
  window.addEventListener('online', listener);
  return () => {
    document.removeEventListener('visibilitychange', listener);
    window.removeEventListener('pageshow', listener);
    window.removeEventListener('online', listener);
  };
}
