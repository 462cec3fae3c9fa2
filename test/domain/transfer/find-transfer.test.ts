import { describe, expect, it } from 'vitest';
import { findTransfer, type TransferClue } from '../../../src/domain/transfer/find-transfer.js';
import { REQUESTED, type Signal } from '../../../src/domain/transfer/lifecycle.js';
import { transitionByWebhook as transition } from '../../../src/domain/transfer/webhook-lifecycle.js';
import type { TransferPlan } from '../../../src/domain/plan/plan.js';
import { appendEntry, openRecord, type RecordHead } from '../../../src/domain/transfer/record.js';
import { plan } from '../../support/facts.js';

const SENT = 1_800_000_000_000;
const PBX = 'sip:sales@pbx.example.com';
const PHONE = '+14155552671';

/** A transfer as the relay is given it. */
function sent(head: Partial<RecordHead> = {}, signals: readonly Signal[] = []) {
  const first = openRecord(
    { id: 'a', plan: plan(), method: 'sipCallTransfer', startedAt: SENT, ...head },
    REQUESTED,
  );
  let state = REQUESTED;
  const record = signals.reduce((before, signal) => {
    state = transition(state, signal);
    return appendEntry(before, state, { sinceMs: 0, signal, evidence: 'daily-answer' });
  }, first);
  return { record };
}

function clue(fields: Partial<TransferClue> = {}): TransferClue {
  return {
    sessionId: 'caller',
    toEndPoint: PBX,
    happenedAt: SENT,
    signedAt: SENT,
    heardAt: SENT,
    ...fields,
  };
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
    { signedAt: SENT - 1_001 },
    { heardAt: SENT - 1 },
    { isSipRefer: true },
  ])('finds none by %j', (fields) => {
    expect(findTransfer(clue(fields), [sent()])).toBeUndefined();
  });

  it('finds the earlier of two to one target for what happened before the later was sent', () => {
    const list = [sent({ id: 'newer' }), sent({ id: 'older', startedAt: SENT - 60_000 })];
    const find = (happenedAt: number) => findTransfer(clue({ happenedAt }), list)?.record.id;
    expect(find(SENT - 2_001)).toBe('older');
    expect(find(SENT - 62_000)).toBe('older');
    expect(find(SENT - 62_001)).toBeUndefined();
  });

  it('finds neither of two to one target where it could be either', () => {
    const list = [sent({ id: 'newer' }), sent({ id: 'older', startedAt: SENT - 60_000 })];
    for (const happenedAt of [SENT - 2_000, SENT, SENT + 60_000]) {
      expect(findTransfer(clue({ happenedAt }), list)).toBeUndefined();
    }
  });

  it('finds the retry of a refused one, for what clearly happened after it was sent', () => {
    const retry = sent({ id: 'retry' });
    const refused = sent({ id: 'refused', startedAt: SENT - 1_200 }, ['daily-said-no']);
    const find = (happenedAt: number) =>
      findTransfer(clue({ happenedAt }), [retry, refused])?.record.id;
    expect(find(SENT - 1_200)).toBeUndefined();
    expect(find(SENT + 1_999)).toBeUndefined();
    expect(find(SENT + 2_000)).toBe('retry');
    expect(find(SENT + 60_000)).toBe('retry');
  });

  it('goes by the method where Daily tells it', () => {
    const list = [sent({ id: 'second' }), sent({ id: 'refer', method: 'sipRefer' })];
    expect(findTransfer(clue({ isSipRefer: true }), list)?.record.id).toBe('refer');
    expect(findTransfer(clue({ isSipRefer: false }), list)?.record.id).toBe('second');
    expect(findTransfer(clue(), list)).toBeUndefined();
  });

  it('takes a transfer of an earlier page into account, of which only the masked target is known', () => {
    const earlier = sent({
      plan: plan({ toEndPoint: 'sip:s•••@pbx.example.com' }),
      startedAt: SENT - 60_000,
    });
    const now = sent();
    expect(findTransfer(clue({ happenedAt: SENT - 30_000 }), [now, earlier])).toBe(earlier);
    expect(findTransfer(clue(), [now, earlier])).toBeUndefined();
    expect(findTransfer(clue({ toEndPoint: PHONE }), [now, earlier])).toBeUndefined();
  });

  it('reads the target as the controller has read it', () => {
    const toEndPoint = 'sip:sales@pbx.example.com:5070';
    const target = { ...plan().target, address: toEndPoint } as TransferPlan['target'];
    const one = sent({ plan: { ...plan(), target } });
    expect(findTransfer(clue({ toEndPoint }), [one])).toBeUndefined();
    expect(findTransfer(clue({ toEndPoint }), [one], { ports: [5070] })).toBe(one);
  });
});
