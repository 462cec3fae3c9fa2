import type { SimulatedDaily } from 'daily-transfer/simulator';
import { useEffect, useReducer, useRef, useState, useSyncExternalStore } from 'react';

/** What stands behind the `#` of the address: `#scenario=busy&view=agent`. */
export function useAddress(): URLSearchParams {
  const hash = useSyncExternalStore(onHashChange, () => location.hash);
  return new URLSearchParams(hash.slice(1));
}

/** For whom the page is shown: an agent at work, or a developer who wants to see why and how. */
export function useView(): 'agent' | 'developer' {
  return useAddress().get('view') === 'agent' ? 'agent' : 'developer';
}

/** The address with this part changed, for a link. */
export function addressWith(address: URLSearchParams, name: string, value: string): string {
  const changed = new URLSearchParams(address);
  changed.set(name, value);
  return `#${changed}`;
}

function onHashChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The wall clock, drawn anew each second. For the small components that show times. */
export function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** Draws the component again after everything that happens there; returns the way to do so by hand. */
export function useChangesOf(daily: SimulatedDaily | undefined): () => void {
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => daily?.subscribe(drawAgain), [daily]);
  return drawAgain;
}

/** Listens to keys on the whole page; the newest listener counts. */
export function useKeys(listener: (event: KeyboardEvent) => void): void {
  const newest = useRef(listener);
  newest.current = listener;
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => newest.current(event);
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
}

/** Does this take what a person types? */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isChoice = target instanceof HTMLInputElement && /radio|checkbox/.test(target.type);
  return !isChoice && target.matches('input, textarea, select');
}
