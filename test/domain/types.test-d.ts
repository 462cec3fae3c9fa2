import type { OverridableCheck } from '../../src/domain/plan/check.js';
import { chooseMethod } from '../../src/domain/plan/choose-method.js';
import type { Endpoint } from '../../src/domain/endpoint/endpoint.js';
import type { TransferErrorCode } from '../../src/domain/transfer/error-code.js';
import { isTransferError } from '../../src/domain/transfer/is-transfer-error.js';
import { eventOf, type TransferEventMap } from '../../src/domain/transfer/events.js';
import { transition, type TransferState } from '../../src/domain/transfer/lifecycle.js';
import type { AllowRule, TransferPlan } from '../../src/domain/plan/plan.js';
import type { TransferRecord } from '../../src/domain/transfer/record.js';
import type { TransferRequest } from '../../src/domain/plan/request.js';
import type { Transferee } from '../../src/domain/transferee.js';

/* What must not compile. `tsc` reads this file; nothing here runs. */

declare const endpoint: Endpoint;
declare const plan: TransferPlan;
declare const record: TransferRecord;
declare const transferee: Transferee;
declare const state: TransferState;
declare const value: unknown;

// @ts-expect-error an invalid endpoint has no method: the caller must look at `kind` first
chooseMethod({ target: endpoint, prefer: 'direct' });
if (endpoint.kind !== 'invalid') chooseMethod({ target: endpoint, prefer: 'direct' });

// @ts-expect-error plans are read-only
plan.ready = true;
// @ts-expect-error the lists of a plan are read-only
plan.checks.length = 0;
// @ts-expect-error records are read-only
record.status = 'answered';
// @ts-expect-error a timeline is not added to from outside
record.timeline.push();
// @ts-expect-error transferees are read-only
transferee.name = 'Bob';

// @ts-expect-error the lifecycle knows no such signal
transition(state, 'completed');
// @ts-expect-error a status is not a signal's name
eventOf('daily-said-yes');

// @ts-expect-error `target-allowed` can never be overridden
const override: OverridableCheck = 'target-allowed';
// @ts-expect-error Daily's `callerID` is a spelling that daily-js ignores
const request: TransferRequest = { sessionId: 'a', toEndPoint: '+1', callerID: 'b' };
// @ts-expect-error both ends are required
const noTarget: TransferRequest = { sessionId: 'a' };
const undefinedKeys: TransferRequest = { sessionId: 'a', toEndPoint: '+1', method: undefined };

// @ts-expect-error a rule answers at once, a promise is not `true`
const rule: AllowRule = async () => true;

// @ts-expect-error no such code: what Daily calls completed is not told as a failure
const code: TransferErrorCode = 'completed';
if (isTransferError(value, 'busy')) {
  const told: TransferErrorCode = value.code;
  // @ts-expect-error a cause may be anything and must be looked at
  const text: string = value.cause;
  void [told, text];
}

const listener: TransferEventMap['transfer-accepted'] = (event) => {
  const only: 'transfer-accepted' = event.action;
  // @ts-expect-error a payload is read-only
  event.transfer = record;
  void only;
};

void [override, request, noTarget, undefinedKeys, rule, code, listener];
