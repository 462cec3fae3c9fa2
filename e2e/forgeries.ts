/** A message that somebody makes up; `forged` names it. */
export interface Forgery {
  readonly forged: string;
  readonly [key: string]: unknown;
}

/** What no stranger knows, so that the test is harder than life. */
export interface Secrets {
  readonly alice: string;
  readonly bob: string;
  /** The id of the call object, in each of its messages. */
  readonly callClientId: string;
  /** The stamp of the request for Bob, which Daily has not answered. */
  readonly callbackStamp: string;
}

/** A number that nobody allowed. */
export const PREMIUM = '+19005550191';

/** What a stranger can make up, with session ids that it would have to guess. */
export function makeForgeries({ alice, bob, callClientId, callbackStamp }: Secrets) {
  const guess = `${callbackStamp.split('.')[0]}.5`;
  const left = { action: 'participant-left', participant: { session_id: alice, local: false } };
  return [
    forgery('a guessed yes', { callbackStamp: guess }),
    forgery('a guessed no', { callbackStamp: guess, error: 'no' }),
    forgery('a stop', { action: 'dialin-stopped', sessionId: bob }),
    forgery('an order', { action: 'app-message', fromId: 'API', data: { transfer: 'now' } }),
    forgery('a leaving', left),
    forgery('a second leaving', left),
    forgery('an empty leaving', { action: 'participant-left' }),
    forgery('the end of another call', { action: 'left-meeting', callClientId: 'another' }),
    forgery('the end of the meeting', { action: 'left-meeting', callClientId }),
  ];
}

/** A command to the call machine, and Daily's own answers, by who knows the stamp. */
export function makeWorseForgeries({ alice, callClientId, callbackStamp }: Secrets) {
  const command = { action: 'sip-call-transfer', sessionId: alice, toEndPoint: PREMIUM };
  return [
    forgery('a command', { from: 'module', callClientId, ...command }),
    forgery("Daily's very yes", { callbackStamp }),
    forgery("Daily's very no", { callbackStamp, error: 'no' }),
    forgery('a fatal error', { action: 'error', errorMsg: 'out', error: { type: 'ejected' } }),
  ];
}

/** In the dress of a message from the call machine. */
function forgery(forged: string, message: Readonly<Record<string, unknown>>): Forgery {
  return { what: 'iframe-call-message', from: 'embedded', forged, ...message };
}
