import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guardCallMachine, type CallMachineGuardOptions } from 'daily-transfer';

const MESSAGE = { what: 'iframe-call-message', from: 'embedded', action: 'participant-left' };
const DAILY = 'https://acme.daily.co';
const OWN = 'https://desk.example';

/** As much of a frame as a guard looks at. */
interface FrameLike {
  readonly contentWindow: Window | null;
  readonly src: string;
}

const callWindow = {} as Window;
const callFrame: FrameLike = { contentWindow: callWindow, src: `${DAILY}/support?lang=en` };
const strangeWindow = {} as Window;

let reached: unknown[];
let removeGuard: () => void;

function guard(...frames: readonly (FrameLike | null | undefined)[]): void {
  removeGuard = guardCallMachine({ frames: () => frames as readonly HTMLIFrameElement[] });
}

/** Stands where daily-js would: behind the guard. */
const behind = ({ data }: MessageEvent<unknown>): void => void reached.push(data);

/** Listens as daily-js does, then lets one message arrive from there. */
function arrive(data: unknown, source: Window | null, origin: string): readonly unknown[] {
  window.addEventListener('message', behind);
  window.dispatchEvent(new MessageEvent('message', { data, source, origin }));
  return reached;
}

beforeEach(() => {
  // happy-dom has none. It is what browsers write into messages, whatever `location.origin` says.
  vi.stubGlobal('origin', OWN);
  reached = [];
  removeGuard = () => {};
});

afterEach(() => {
  vi.unstubAllGlobals();
  removeGuard();
  window.removeEventListener('message', behind);
});

describe('guardCallMachine', () => {
  it.each([
    { from: 'this window and origin', source: window, origin: OWN, passes: true },
    { from: 'the frame of the call', source: callWindow, origin: DAILY, passes: true },
    { from: 'this window at another origin', source: window, origin: DAILY, passes: false },
    { from: 'another window of this origin', source: strangeWindow, origin: OWN, passes: false },
    { from: "another frame of Daily's", source: strangeWindow, origin: DAILY, passes: false },
    {
      from: 'the frame of the call, gone elsewhere',
      source: callWindow,
      origin: 'https://evil.example',
      passes: false,
    },
    {
      from: 'the frame of the call, without an origin',
      source: callWindow,
      origin: 'null',
      passes: false,
    },
    { from: 'a window that is gone', source: null, origin: OWN, passes: false },
  ])('passes a message from $from: $passes', ({ source, origin, passes }) => {
    guard(null, undefined, callFrame);
    expect(arrive(MESSAGE, source as Window | null, origin)).toEqual(passes ? [MESSAGE] : []);
  });

  it.each([
    ['a text', 'iframe-call-message'],
    ['nothing', null],
    ['a number', 7],
    ['a list', ['what', 'iframe-call-message']],
    ['a message of somebody else', { what: 'app-message', action: 'participant-left' }],
    ['a mark of another type', { what: ['iframe-call-message'] }],
  ])('lets everything pass that is not marked as Daily does: %s', (_, data) => {
    guard();
    expect(arrive(data, strangeWindow, 'https://evil.example')).toEqual([data]);
  });

  it.each(['module', 'embedded', undefined])(
    'stops messages to and from a call machine: %s',
    (from) => {
      guard();
      expect(arrive({ ...MESSAGE, from }, strangeWindow, OWN)).toEqual([]);
    },
  );

  it('passes the own messages of a sandboxed page or one from a file, whose origin is "null"', () => {
    vi.stubGlobal('origin', 'null');
    guard();
    expect(arrive(MESSAGE, window, 'null')).toEqual([MESSAGE]);
    expect(arrive(MESSAGE, strangeWindow, 'null')).toEqual([MESSAGE]);
  });

  it('knows no frame by itself', () => {
    removeGuard = guardCallMachine();
    expect(arrive(MESSAGE, callWindow, DAILY)).toEqual([]);
  });

  it('asks for the frames anew at each message', () => {
    const frames: FrameLike[] = [];
    removeGuard = guardCallMachine({ frames: () => frames as unknown as HTMLIFrameElement[] });
    expect(arrive(MESSAGE, callWindow, DAILY)).toEqual([]);
    frames.push(callFrame);
    expect(arrive(MESSAGE, callWindow, DAILY)).toEqual([MESSAGE]);
  });

  it('takes a frame that is not in the page for nobody', () => {
    guard({ contentWindow: null, src: DAILY });
    expect(arrive(MESSAGE, null, DAILY)).toEqual([]);
  });

  it('stops the message when asking for the frames throws, and the error comes to light', () => {
    const error = new Error('no frames today');
    const reported: unknown[] = [];
    const keep = (event: ErrorEvent): void => void reported.push(event.error);
    removeGuard = guardCallMachine({
      frames: () => {
        throw error;
      },
    });
    window.addEventListener('error', keep);
    const event = new MessageEvent('message', { data: MESSAGE, source: callWindow, origin: DAILY });
    // happy-dom asks no further listener where one throws; a browser does.
    const stop = vi.spyOn(event, 'stopImmediatePropagation');
    try {
      window.dispatchEvent(event);
    } catch (thrown) {
      reported.push(thrown);
    } finally {
      window.removeEventListener('error', keep);
    }
    expect(stop).toHaveBeenCalledOnce();
    expect(reported).toEqual([error]);
  });

  it('is gone when it was removed, and a second removal does nothing', () => {
    guard();
    removeGuard();
    removeGuard();
    expect(arrive(MESSAGE, strangeWindow, 'https://evil.example')).toEqual([MESSAGE]);
  });

  it('leaves the other guard in place when one is removed', () => {
    const removeOther = guardCallMachine();
    guard();
    removeGuard();
    expect(arrive(MESSAGE, strangeWindow, OWN)).toEqual([]);
    removeOther();
  });

  it.each([undefined, {}])('does nothing where nobody can listen: window is %o', (nothing) => {
    vi.stubGlobal('window', nothing);
    const remove = guardCallMachine();
    expect(remove()).toBeUndefined();
  });

  it.each([null, [[callFrame]], 'frames'])(
    'throws a TypeError for frames that are no function: %o',
    (frames) => {
      const options = { frames } as unknown as CallMachineGuardOptions;
      expect(() => guardCallMachine(options)).toThrow(new TypeError('frames must be a function'));
    },
  );

  describe('after a call object was made', () => {
    afterEach(() => void Reflect.deleteProperty(window, '_daily'));
    const made = (...ids: readonly string[]) =>
      Object.assign(window, {
        _daily: { pendings: [], instances: Object.fromEntries(ids.map((id) => [id, {}])) },
      });

    it('throws an error that says so, and guards nothing', () => {
      made('1');
      expect(() => guardCallMachine()).toThrow('before createCallObject() or createFrame()');
      expect(arrive(MESSAGE, strangeWindow, OWN)).toEqual([MESSAGE]);
    });

    it('may be called again beside a guard that came in time, as hot reload does', () => {
      guard();
      made('1');
      const removeOther = guardCallMachine();
      removeOther();
      removeOther();
      expect(arrive(MESSAGE, strangeWindow, OWN)).toEqual([]);
      expect(() => guardCallMachine()()).not.toThrow();
    });

    it('may be called once the call object is destroyed', () => {
      made();
      expect(() => guardCallMachine()()).not.toThrow();
    });
  });
});
