import type { Ears } from '../door.js';
import type { PageRequest } from '../model/domain.js';
import { WindowDoor } from '../window-door.js';

/** What the script of a page tells the test. */
export type Said =
  /** A document begins, and whatever its frame showed before is over. */
  | { readonly kind: 'opened' }
  | { readonly kind: 'request'; readonly request: PageRequest }
  | { readonly kind: 'reset'; readonly clientId: string };

/** What the test calls in a page. */
export type PageDoor = Pick<WindowDoor, 'send' | 'settled' | 'close'>;

/** The name under which a page has the function that tells the test. */
export const TELL = 'dailyTransferSimulatorTells';

/** The name under which a page has its `PageDoor`. */
export const DOOR = 'dailyTransferSimulatorDoor';

/** What runs in every document before its own scripts. */
export const pageScript = `(${String(openDoor)})(${String(WindowDoor)}, ${JSON.stringify({ TELL, DOOR })})`;

/** Runs in the page, as its text: it uses nothing of this module. */
function openDoor(
  Door: new (ears: Ears) => PageDoor,
  names: { readonly TELL: string; readonly DOOR: string },
): void {
  const tell: (said: Said) => Promise<void> = Reflect.get(window, names.TELL);
  const none = { getAudioTracks: () => [], getVideoTracks: () => [] };
  const streams = { cam: { stream: none }, screen: { stream: none } };
  const tracks = { local: { public: {}, streams }, participants: {}, streams: {} };
  // One after the other, so that the test hears them in their order.
  let told = tell({ kind: 'opened' });
  const say = (said: Said): void => void (told = told.then(() => tell(said)));
  const door = new Door({
    receive: (request) => say({ kind: 'request', request }),
    reset: (clientId) => say({ kind: 'reset', clientId }),
    gone: () => {},
    tracksOf: () => tracks,
  });
  const value: PageDoor = {
    send: (clientId, message) => door.send(clientId, message),
    settled: async () => {
      await door.settled();
      await told;
    },
    close: () => door.close(),
  };
  Object.defineProperty(window, names.DOOR, { value });
}
