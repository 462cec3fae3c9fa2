/** As much of the fake timers of Vitest, Jest and Sinon as we need: they leave it on what they put in. */
interface FakeTimers {
  readonly tickAsync: (ms: number) => Promise<unknown>;
}

/** Lets the time of fake timers pass, if they are on. */
export function tickFakeTimers(ms: number): Promise<unknown> | undefined {
  return (setTimeout as { readonly clock?: FakeTimers }).clock?.tickAsync(ms);
}
