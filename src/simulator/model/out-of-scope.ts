import type { Change, PageRequest } from './domain.js';
import { answerLocally, tellLocally } from './messages.js';

/** What is refused, and how daily-js takes a no to it. */
interface Refusal {
  readonly what: string;
  /** The event that tells of it, for a method without a promise. */
  readonly event?: string;
  readonly fields?: (sentence: string) => Readonly<Record<string, unknown>>;
}

const recording: Refusal = { what: 'recording', event: 'recording-error' };
const streaming: Refusal = { what: 'live streaming', event: 'live-streaming-error' };
const transcription: Refusal = {
  what: 'transcription',
  event: 'transcription-error',
  fields: () => ({ instanceId: '' }),
};
const player: Refusal = {
  what: 'a remote media player',
  fields: (errorMsg) => ({ error: 'remote-media-player-error', errorMsg }),
};
const test: Refusal = { what: 'a test of the network' };

/** The requests that no simulated room takes, by their action. */
export const outOfScope: Readonly<Record<string, Refusal>> = {
  'local-recording-start': recording,
  'daily-method-update-recording': recording,
  'local-recording-stop': recording,
  'daily-method-start-live-streaming': streaming,
  'daily-method-update-live-streaming': streaming,
  'daily-method-update-live-streaming-endpoints': streaming,
  'daily-method-stop-live-streaming': streaming,
  'daily-method-start-transcription': transcription,
  'daily-method-update-transcription': transcription,
  'daily-method-stop-transcription': transcription,
  'daily-method-start-remote-media-player': player,
  'daily-method-stop-remote-media-player': player,
  'daily-method-update-remote-media-player': player,
  'local-screen-start': {
    what: 'sharing a screen',
    event: 'nonfatal-error',
    fields: () => ({ type: 'screen-share-error' }),
  },
  'start-custom-track': { what: 'a custom track' },
  'test-call-quality': { what: test.what, fields: failTest },
  'test-p2p-call-quality': test,
  'test-network-connectivity': test,
  'test-websocket-connectivity': test,
};

/** Refuses the request at once, with a sentence. */
export function refuseOutOfScope(request: PageRequest, { what, event, fields }: Refusal): Change {
  const sentence = `the simulator has no media and no network, so ${what} is out of its scope`;
  if (event === undefined) return answerLocally(request, fields?.(sentence) ?? { error: sentence });
  const told = { action: event, errorMsg: sentence, ...fields?.(sentence) };
  return (domain) => [domain, [tellLocally(request, told)]];
}

/** `testCallQuality()` never rejects; a type that daily-js does not report to its makers. */
function failTest(errorMsg: string) {
  const error = { type: 'not-allowed', msg: errorMsg };
  return { results: { result: 'failed', errorMsg, error, secondsElapsed: 0 } };
}
