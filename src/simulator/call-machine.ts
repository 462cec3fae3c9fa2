/** What daily-js 0.92.2 reads of its call machine. */
interface CallMachine {
  readonly store: { readonly getState: () => object };
  readonly reset: () => void;
}

/** What daily-js keeps for its call machines on the window. It is daily-js that makes it. */
interface DailyGlobal {
  readonly pendings: string[];
  readonly instances: Record<string, { callMachine?: CallMachine }>;
}

type DailyWindow = Window & { readonly _daily?: DailyGlobal };

/** The call objects that wait for their call machine. */
export function findPending(): readonly string[] {
  return (window as DailyWindow)._daily?.pendings ?? [];
}

/** Is the call object still there? */
export function isAlive(clientId: string): boolean {
  return Object.hasOwn((window as DailyWindow)._daily?.instances ?? {}, clientId);
}

/**
 * Puts a call machine with these tracks where daily-js looks for one, and takes the call object off the list
 * of those that wait for theirs. Without it daily-js cannot read the first participant.
 */
export function installCallMachine(
  clientId: string,
  { getState, reset }: { readonly getState: () => object; readonly reset: () => void },
): void {
  const { _daily: daily } = window as DailyWindow;
  const instance = daily?.instances[clientId];
  if (!daily || !instance) return;
  daily.pendings.splice(0, Infinity, ...daily.pendings.filter((pending) => pending !== clientId));
  instance.callMachine = { store: { getState }, reset };
}
