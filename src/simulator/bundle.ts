import { WindowDoor } from './window-door.js';

/** What is in the bundle instead of Daily's call machine. */
export const BUNDLE = `dispatchEvent(new Event('${WindowDoor.LOADED}'))`;

/**
 * Answers daily-js when it asks the internet for its call machine, because a call object was made without
 * the simulation's `dailyConfig`. Only what is fetched can be answered; with `avoidEval` it is a script.
 *
 * @returns the way to stop it
 */
export function answerBundleRequests(onAsked: (url: string) => void): () => void {
  const before = window.fetch;
  const answer: typeof window.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!isDailys(url)) return before.call(window, input, init);
    onAsked(url);
    return Promise.resolve(new Response(BUNDLE));
  };
  window.fetch = answer;
  return () => {
    if (window.fetch === answer) window.fetch = before;
  };
}

/** At a host of Daily's own, by the `DAILY_BASE_DOMAINS` of daily-js 0.92.2. */
function isDailys(url: string): boolean {
  return /^https:\/\/[^/]+\.daily(webrtc)?\.(co|com|net)\/.+\/call-machine-object-bundle\.js$/.test(
    url,
  );
}
