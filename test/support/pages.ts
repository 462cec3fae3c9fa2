let pages = 0;

/** From now on it is another page: all that lived in the last one is gone, but for the storage. */
export function loadPage(): void {
  pages += 1;
  Object.defineProperty(performance, 'timeOrigin', { value: pages, configurable: true });
}

/** Web Locks, as far as notes use them: a lock is held until the promise of its callback is settled. */
export function stubLocks(): Set<string> {
  const held = new Set<string>();
  const locks = {
    request: async (name: string, hold: () => Promise<unknown>) => {
      held.add(name);
      await hold();
      held.delete(name);
    },
    query: () => Promise.resolve({ held: [...held].map((name) => ({ name })) }),
  };
  Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });
  return held;
}
