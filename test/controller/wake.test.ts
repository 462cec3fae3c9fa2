import { describe, expect, it, vi } from 'vitest';
import { onWake } from '../../src/controller/wake.js';

function comeBack(): void {
  document.dispatchEvent(new Event('visibilitychange'));
  window.dispatchEvent(new Event('pageshow'));
  window.dispatchEvent(new Event('online'));
}

describe('onWake', () => {
  it('calls the listener whenever the page comes back, until it is stopped', () => {
    let woken = 0;
    const stop = onWake(() => (woken += 1));
    comeBack();
    expect(woken).toBe(3);
    stop();
    stop();
    comeBack();
    expect(woken).toBe(3);
  });

  it.each(['window', 'document'])('does nothing where there is no %s', (name) => {
    let woken = 0;
    vi.stubGlobal(name, undefined);
    const stop = onWake(() => (woken += 1));
    stop();
    vi.unstubAllGlobals();
    comeBack();
    expect(woken).toBe(0);
  });
});
