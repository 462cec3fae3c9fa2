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

/**
 * Puts a call machine without media where daily-js looks for one, and takes the call object off the list
 * of those that wait for theirs. Without it daily-js cannot read the first participant.
 */
export function installCallMachine(clientId: string, onReset: () => void): void {
  const daily = (window as Window & { readonly _daily?: DailyGlobal })._daily;
  const instance = daily?.instances[clientId];
  if (!daily || !instance) return;
  daily.pendings.splice(0, Infinity, ...daily.pendings.filter((pending) => pending !== clientId));
  instance.callMachine = { store: { getState: () => noMedia }, reset: onReset };
}

/** The store of a call machine with no stream in it: daily-js finds a track for nobody. */
const noMedia = {
  local: { public: {}, streams: {} },
  participants: {},
  streams: {},
};
