/**
 * Calls the listener when a page is hidden or shown, comes out of the back-forward cache, or is
 * online again. Timers may have stood still until then. Does nothing where there is no window (React Native).
 *
 * @returns stops listening
 */
export function onWake(listener: () => void): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => {};
  const listening = new AbortController();
  const { signal } = listening;
  document.addEventListener('visibilitychange', listener, { signal });
  window.addEventListener('pageshow', listener, { signal });
  window.addEventListener('online', listener, { signal });
  return () => listening.abort();
}
