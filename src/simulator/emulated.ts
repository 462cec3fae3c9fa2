/** Is this window one of happy-dom or jsdom? They load no scripts, and lack what daily-js looks for. */
export function isEmulated(): boolean {
  if (typeof window === 'undefined') return false;
  return 'happyDOM' in window || navigator.userAgent.includes('jsdom');
}
