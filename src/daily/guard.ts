/** The mark of every message between daily-js and its call machine (read in daily-js 0.78.0, 0.87.0 and 0.92.2). */
const DAILY_MARK = 'iframe-call-message';

/** What a guard is told about the page. */
export interface CallMachineGuardOptions {
  /**
   * The frames of this page's calls, for calls made with `Daily.createFrame()` or `Daily.wrap()`. Asked
   * anew for each message that is not from this window. Default none: a call object has no frame.
   */
  readonly frames?: (() => readonly (HTMLIFrameElement | null | undefined)[]) | undefined;
}

/**
 * Keeps strangers from speaking to daily-js in the name of its call machine. daily-js does not look at who
 * sent a message (seen with 0.92.2): any frame in the page, the page that opened it and any popup of it can
 * make up a `participant-left`, end the meeting, or give the call machine a command. From here on such
 * messages get through only from this window, or from the call's own frame at the origin of its address.
 *
 * **Call it before `Daily.createCallObject()` or `createFrame()`.** Listeners of a window are called in the
 * order in which they were added (Chromium 156, capturing or not): a later guard sees each message only
 * after daily-js has. One guard serves all calls; with several a message must pass each.
 *
 * It is no defence against script that runs in this page or, as a frame of the same origin can, reaches into
 * it. Where there is no window (React Native) it does nothing. happy-dom and jsdom do not name the window
 * as the source of its messages, so there `daily-transfer/simulator/happy-dom` has to prepare it.
 *
 * @returns the way to remove the guard
 * @throws TypeError if `frames` is no function; Error if a call object was made before
 *
 * @example
 * ```ts
 * guardCallMachine();
 * const call = Daily.createCallObject();
 * ```
 *
 * @example
 * ```ts
 * let call: DailyCall | undefined;
 * guardCallMachine({ frames: () => [call?.iframe()] });
 * call = Daily.createFrame();
 * ```
 */
export function guardCallMachine(options: CallMachineGuardOptions = {}): () => void {
  const { frames = () => [] } = options;
  if (typeof frames !== 'function') throw new TypeError('frames must be a function');
  if (!canListen()) return () => {};
  if (guards.size === 0 && hasCall()) throw new Error(TOO_LATE);
  const listener = (event: MessageEvent<unknown>): void => {
    if (!isMarked(event.data)) return;
    let isOurs = false;
    try {
      isOurs = isFromHere(event) || frames().some((frame) => isFromFrame(event, frame));
    } finally {
      if (!isOurs) event.stopImmediatePropagation();
    }
  };
  window.addEventListener('message', listener, true);
  guards.add(listener);
  return () => {
    guards.delete(listener);
    window.removeEventListener('message', listener, true);
  };
}

/** The guards that stand. Beside one that came in time, a later one does no harm (hot reload). */
const guards = new Set<object>();

const TOO_LATE = 'guardCallMachine() must come before createCallObject() or createFrame()';

/** daily-js notes each call object in `window._daily.instances` until it is destroyed (0.78.0 to 0.92.2). */
function hasCall(): boolean {
  const { _daily: daily } = window as { readonly _daily?: { readonly instances?: object } };
  return Object.keys(daily?.instances ?? {}).length > 0;
}

/** React Native has a `window` that nobody can listen to. */
function canListen(): boolean {
  return typeof window !== 'undefined' && typeof window.addEventListener === 'function';
}

function isMarked(data: unknown): boolean {
  return (data as { readonly what?: unknown } | null | undefined)?.what === DAILY_MARK;
}

/** By `window.origin`: in a sandboxed page or one from a file, `location.origin` is not what messages carry. */
function isFromHere({ source, origin }: MessageEvent): boolean {
  return source === window && origin === window.origin;
}

/** daily-js, too, speaks to its frame by the origin of `src` only. */
function isFromFrame(
  { source, origin }: MessageEvent,
  frame: HTMLIFrameElement | null | undefined,
): boolean {
  if (!frame || !source || source !== frame.contentWindow) return false;
  return origin === new URL(frame.src, location.href).origin;
}
