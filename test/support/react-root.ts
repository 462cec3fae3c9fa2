import { act, type ReactNode } from 'react';
import { createRoot, hydrateRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, vi } from 'vitest';
import { settled } from './fake-call.js';

declare global {
  interface Window {
    /** Of happy-dom. */
    readonly happyDOM?: { readonly settings: { disableErrorCapturing: boolean } };
  }
}

/** A root for each test of this file, and the ways to draw in it. Unmounted at the end of the test. */
export function prepareRoot() {
  let page: HTMLElement;
  let root: Root;

  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    // The development build of React 18 runs each effect in a DOM event, and hears what it throws by the
    // window's `error` event, as in a browser. Vitest turns that off in happy-dom: such an error then goes
    // right through React 18 and leaves it broken for the next test, whatever the hook does.
    if (window.happyDOM) window.happyDOM.settings.disableErrorCapturing = false;
    page = document.createElement('div');
    root = createRoot(page);
  });
  afterEach(async () => {
    await act(async () => root.unmount());
    vi.unstubAllGlobals();
  });

  return {
    page: () => page,
    draw: (node: ReactNode) => act(async () => root.render(node)),
    /** Takes over what a server has drawn. */
    hydrate: (html: string, node: ReactNode) =>
      act(async () => {
        page = document.createElement('div');
        page.innerHTML = html;
        root = hydrateRoot(page, node);
      }),
    /** Something happens, and the components hear of it. */
    happen: (action: () => unknown) =>
      act(async () => {
        action();
        await settled();
      }),
  };
}

/** React prints each error that a boundary catches, and happy-dom each one of a DOM event, past Vitest. */
export function muteErrors(): void {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
}
