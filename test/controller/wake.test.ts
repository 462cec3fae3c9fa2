import { afterEach, describe, expect, it, vi } from 'vitest';
import { Wake } from '../../src/controller/wake.js';

afterEach(() => void vi.unstubAllGlobals());

function comeBack(): void {
  document.dispatchEvent(new Event('visibilitychange'));
  window.dispatchEvent(new Event('pageshow'));
  window.dispatchEvent(new Event('online'));
}

describe('Wake', () => {
  it('tells when a page comes back, once each, as long as it is needed', () => {
    let woken = 0;
    const wake = new Wake(() => (woken += 1));
    comeBack();
    expect(woken).toBe(0);
    wake.listenWhile(true);
    wake.listenWhile(true);
    comeBack();
    expect(woken).toBe(3);
    wake.listenWhile(false);
    wake.listenWhile(false);
    comeBack();
    expect(woken).toBe(3);
  });

  it.each(['window', 'document'])('does nothing where there is no %s', (name) => {
    let woken = 0;
    const wake = new Wake(() => (woken += 1));
    vi.stubGlobal(name, undefined);
    wake.listenWhile(true);
    wake.listenWhile(false);
    vi.unstubAllGlobals();
    comeBack();
    expect(woken).toBe(0);
  });
});
