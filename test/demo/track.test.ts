import { describe, expect, it } from 'vitest';
import { explain, presentTrack, writeSince } from '../../demo/present/track.js';
import type { Signal } from '../../src/domain/transfer/lifecycle.js';
import { HEAD, recordOf } from '../support/records.js';

const LATER = HEAD.startedAt + 12_400;

/** What the four steps say. */
function say(signals: readonly Signal[]): readonly string[] {
  const { steps } = presentTrack(recordOf(signals), LATER);
  return steps.map(({ state, says, at }) => [state, says, at].filter(Boolean).join(' | '));
}

describe('presentTrack', () => {
  it('shows what is waited for while a transfer runs, and for how long', () => {
    const track = presentTrack(recordOf(['daily-said-yes']), LATER);
    expect(track).toMatchObject({
      title: 'Accepted',
      confidence: 'running',
      elapsed: '12 s of 45 s',
    });
    expect(say(['daily-said-yes'])).toEqual([
      "done | called Daily's method | +0.0 s",
      'done | Daily said yes | +0.1 s',
      'waiting | waiting …',
      'open | cannot be seen from this page',
    ]);
  });

  it('never claims that the target answered where only the leaving was seen', () => {
    const track = presentTrack(recordOf(['daily-said-yes', 'transferee-left']), LATER);
    expect(track).toMatchObject({ title: 'Handed off', confidence: 'inferred', elapsed: '' });
    expect(track.sentence).toContain('Whether the target answered cannot be seen here.');
    expect(track.steps[3]).toMatchObject({ state: 'open', says: 'cannot be seen from this page' });
  });

  it('takes no failure for a hang-up in disguise', () => {
    const sure = 'inferred from what was seen of the caller';
    for (const seen of ['transferee-left', 'transferee-hidden'] as const) {
      const failed = presentTrack(recordOf([seen, 'daily-said-no']), LATER);
      expect(failed).toMatchObject({ title: 'Failed', confidence: 'inferred', sure });
    }
  });

  it('shows what a webhook told of the target', () => {
    const answered = presentTrack(
      recordOf(['daily-said-yes', 'transferee-left', 'answered']),
      LATER,
    );
    expect(answered).toMatchObject({ title: 'Answered', confidence: 'confirmed' });
    expect(answered.steps[3]).toMatchObject({ state: 'done', says: 'the target picked up' });
    const busy = presentTrack(
      recordOf(['daily-said-yes', 'transferee-left', 'target-busy']),
      LATER,
    );
    expect(busy).toMatchObject({ title: 'Failed', confidence: 'confirmed' });
    expect(busy.sure).toBe('confirmed, corrected by a late fact');
    expect(busy.steps[3]).toMatchObject({ state: 'bad', says: 'the target was busy' });
  });

  it.each<readonly [readonly Signal[], readonly string[]]>([
    [['daily-said-no'], ['bad | Daily said no | +0.1 s', 'open | The caller is still here.']],
    [['deadline-over'], ['open | none came', 'open | The caller is still here.']],
    [
      ['transferee-left', 'grace-over'],
      ['open | none came', 'done | the caller left the room | +0.1 s'],
    ],
    [['transferee-hidden'], ['waiting | waiting …', 'waiting | the caller was hidden | +0.1 s']],
  ])('after %j tells of the answer and of the caller', (signals, steps) => {
    expect(say(signals).slice(1, 3)).toEqual(steps);
  });
});

describe('explain', () => {
  it.each<readonly [string, readonly Signal[], string]>([
    ['running', [], 'Daily was asked. The caller is still here.'],
    [
      'hidden',
      ['transferee-hidden'],
      'Daily was asked. The caller is hidden, so nobody sees here whether they leave.',
    ],
    [
      'shown again',
      ['transferee-hidden', 'transferee-shown'],
      'Daily was asked. The caller is still here.',
    ],
    ['left', ['transferee-left'], 'Daily was asked. The caller has left the room.'],
    ['no', ['daily-said-no'], 'Daily said no. The caller is still here. You can try again.'],
    [
      'no, hidden',
      ['transferee-hidden', 'daily-said-no'],
      'Daily said no. The caller is hidden, so nobody sees here whether they leave. Ask the caller before you try again.',
    ],
    [
      'never asked',
      ['send-threw'],
      "Daily's method could not be called, so that Daily was never asked. The caller is still here. You can try again.",
    ],
    [
      'silent, then gone',
      ['deadline-over', 'transferee-left'],
      'Daily did not answer in time. The first request may still run. The caller has left the room.',
    ],
  ])('%s', (_name, signals, sentence) => {
    expect(explain(recordOf(signals))).toBe(sentence);
  });
});

describe('writeSince', () => {
  it('tells tenths of seconds', () => {
    expect([0, 49, 1_250, 61_000].map(writeSince)).toEqual([
      '+0.0 s',
      '+0.0 s',
      '+1.3 s',
      '+61.0 s',
    ]);
  });
});
