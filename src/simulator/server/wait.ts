/** Resolves after that many milliseconds, for `Infinity` never, or as soon as the signal is given. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', go);
      resolve();
    };
    const timer = ms < Infinity ? setTimeout(go, ms) : undefined;
    signal.addEventListener('abort', go);
    if (signal.aborted) go();
  });
}
