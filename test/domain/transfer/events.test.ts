import { describe, expect, it } from 'vitest';
import { eventOf, type TransferEventName } from '../../../src/domain/transfer/events.js';
import type { TransferStatus } from '../../../src/domain/transfer/lifecycle.js';

describe('eventOf', () => {
  it.each<readonly [TransferStatus, TransferEventName]>([
    ['requested', 'transfer-requested'],
    ['accepted', 'transfer-accepted'],
    ['handed-off', 'transfer-handed-off'],
    ['failed', 'transfer-failed'],
    ['unconfirmed', 'transfer-unconfirmed'],
    ['answered', 'transfer-answered'],
    ['ended', 'transfer-ended'],
  ])('%s is announced by %s', (status, name) => {
    expect(eventOf(status)).toBe(name);
  });
});
