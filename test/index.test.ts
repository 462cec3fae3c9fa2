// @vitest-environment node
import { describe, expect, it } from 'vitest';
import * as core from 'daily-transfer';
import * as simulator from 'daily-transfer/simulator';

describe('the public entries', () => {
  it('export these names and no other', () => {
    expect(Object.keys(core).sort()).toEqual([
      'ENDPOINT_PROBLEMS',
      'TransferController',
      'TransferError',
      'chooseMethod',
      'exportTransfer',
      'guardCallMachine',
      'isOverridable',
      'isTransferError',
      'keepIn',
      'mask',
      'parseEndpoint',
      'quota',
      'sessionStore',
    ]);
    expect(Object.keys(simulator)).toEqual(['simulateDaily']);
  });
});
