// @vitest-environment node
import { simulateDaily } from 'daily-transfer/simulator';
import { expect, it } from 'vitest';

it('says what is missing where there is no window', () => {
  expect(() => simulateDaily()).toThrow(/needs a window: in Vitest, environment: 'happy-dom'/);
});
