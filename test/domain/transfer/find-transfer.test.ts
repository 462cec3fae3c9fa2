import { describe, expect, it } from 'vitest';
import { findTransfer, type TransferClue } from '../../../src/domain/transfer/find-transfer.js';
import { REQUESTED } from '../../../src/domain/transfer/lifecycle.js';
import type { TransferPlan } from '../../../src/domain/plan/plan.js';
import { openRecord, type RecordHead } from '../../../src/domain/transfer/record.js';
import { plan } from '../../support/facts.js';

const SENT = 1_800_000_000_000;
const PBX = 'sip:sales@pbx.example.com';
const PHONE = '+14155552671';

/** A transfer as the relay is given it. */
function sent(head: Partial<RecordHead> & { readonly plan?: TransferPlan } = {}) {
  const record = openRecord(
    { id: 'a', plan: plan(), method: 'sipCallTransfer', startedAt: SENT, ...head },
    REQUESTED,
  );
  return { record };
}

function clue(fields: Partial<TransferClue> = {}): TransferClue {
  return { sessionId: 'caller', toEndPoint: PBX, happenedAt: SENT, ...fields };
}

describe('findTransfer', () => {
  it('finds the transfer of the session that went to the target', () => {
    const [one, other] = [sent(), sent({ plan: plan({ toEndPoint: PHONE }) })];
    expect(findTransfer(clue(), [other, one])).toBe(one);
    expect(findTransfer(clue({ toEndPoint: PHONE }), [other, one])).toBe(other);
  });

  it.each(['SIP:sales@PBX.example.com', 'sales@pbx.example.com.', 'sip:%73ales@pbx.example.com'])(
    'knows the target by its canonical form: %s',
    (toEndPoint) => {
      const one = sent();
      expect(findTransfer(clue({ toEndPoint }), [one])).toBe(one);
    },
  );

  it.each([
    { sessionId: 'other' },
    { toEndPoint: PHONE },
    { toEndPoint: 'sip:Sales@pbx.example.com' },
    { toEndPoint: `${PBX};user=phone` },
    { toEndPoint: 'sips:sales@pbx.example.com' },
    { toEndPoint: '' },
    { toEndPoint: 'nobody' },
    { happenedAt: SENT - 2_001 },
    { isSipRefer: true },
  ])('finds none by %j', (fields) => {
    expect(findTransfer(clue(fields), [sent()])).toBeUndefined();
  });

  it.each([
    [SENT, 'newer'],
    [SENT - 2_000, 'newer'],
    [SENT - 2_001, 'older'],
    [SENT - 62_000, 'older'],
    [SENT - 62_001, undefined],
  ])('takes the newest that was sent before %i', (happenedAt, id) => {
    const list = [sent({ id: 'newer' }), sent({ id: 'older', startedAt: SENT - 60_000 })];
    expect(findTransfer(clue({ happenedAt }), list)?.record.id).toBe(id);
  });

  it('takes only a REFER where Daily says so, and either where it does not', () => {
    const list = [sent({ id: 'second' }), sent({ id: 'refer', method: 'sipRefer' })];
    expect(findTransfer(clue({ isSipRefer: true }), list)?.record.id).toBe('refer');
    expect(findTransfer(clue({ isSipRefer: false }), list)?.record.id).toBe('second');
    expect(findTransfer(clue(), list)?.record.id).toBe('second');
  });

  it.each([
    ['sip:s•••@pbx.example.com', PBX, true],
    ['sip:s•••@pbx.example.com', 'sip:support@pbx.example.com', true],
    ['sip:s•••@pbx.example.com', 'sip:alice@pbx.example.com', false],
    ['sip:s•••@pbx.example.com', 'sip:sales@other.example.com', false],
    ['+1•••2671', PHONE, true],
    ['+1•••2671', '+14155552672', false],
  ])('knows a leftover to %s by what is left of its target: %s', (toEndPoint, told, isFound) => {
    const one = sent({ plan: plan({ toEndPoint }) });
    expect(one.record.plan.target.kind).toBe('invalid');
    expect(findTransfer(clue({ toEndPoint: told }), [one])).toBe(isFound ? one : undefined);
  });

  it('reads the target as the controller has read it', () => {
    const toEndPoint = 'sip:sales@pbx.example.com:5070';
    const target = { ...plan().target, address: toEndPoint } as TransferPlan['target'];
    const one = sent({ plan: { ...plan(), target } });
    expect(findTransfer(clue({ toEndPoint }), [one])).toBeUndefined();
    expect(findTransfer(clue({ toEndPoint }), [one], { ports: [5070] })).toBe(one);
  });
});
