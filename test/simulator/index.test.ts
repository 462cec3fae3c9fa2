// @vitest-environment node
import { describe, expect, it } from 'vitest';
import * as simulator from 'daily-transfer/simulator';

describe('daily-transfer/simulator', () => {
  it('has one value: everything else comes from it', () => {
    expect(Object.keys(simulator)).toEqual(['simulateDaily']);
  });
});
