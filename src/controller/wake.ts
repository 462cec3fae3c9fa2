/**
 * Calls the listener when a page is hidden or shown, comes out of the back-forward cache, or is
 * online again. Timers may have stood still until then. Does nothing where there is no window (React Native).
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
