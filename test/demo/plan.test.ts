import { describe, expect, it } from 'vitest';
import { isOfSame, presentPlan, presentTarget } from '../../demo/present/plan.js';
import { makePlan } from '../../src/domain/plan/make-plan.js';
import { plan, planFacts, rules } from '../support/facts.js';

const target = (toEndPoint: string) => presentTarget(plan({ toEndPoint }));

describe('presentTarget', () => {
  it.each([
    ['sip:a@example.com@', 'sip', undefined],
    [
      'SIP:Queue@PBX.Example.com.;transport=tls',
      'SIP address, outside Daily',
      ['sip:Queue@', 'pbx.example.com', ';transport=tls'],
    ],
    ['sip:pbx.example.com', 'SIP address, outside Daily', ['sip:', 'pbx.example.com', '']],
    [
      'sip:example.com@example.com',
      'SIP address, outside Daily',
      ['sip:example.com@', 'example.com', ''],
    ],
    [
      'sip:billing@acme.sip.daily.co',
      "SIP address, inside Daily's SIP network",
      ['sip:billing@', 'acme.sip.daily.co', ''],
    ],
    ['+1 (415) 555-2671', 'phone number, outside Daily', ['', '+14155552671', '']],
  ])('of %s the host stands out', (text, says, pieces) => {
    const { isValid, beforeHost, host, afterHost, ...reading } = target(text);
    expect(isValid).toBe(pieces !== undefined);
    expect(reading.says).toContain(pieces ? says : '@');
    expect([beforeHost, host, afterHost]).toEqual(pieces ?? ['', '', '']);
  });
});

describe('isOfSame', () => {
  const toEndPoint = 'sip:queue@pbx.example.com';

  it('tells plans apart by caller, target and method, and not by how the target was written', () => {
    const sent = plan({ toEndPoint, method: 'sipRefer' });
    expect(
      isOfSame(sent, plan({ toEndPoint: 'SIP:queue@PBX.example.com', method: 'sipRefer' })),
    ).toBe(true);
    const others = [
      { method: 'sipCallTransfer' },
      { toEndPoint: 'sip:night@pbx.example.com' },
      { sessionId: 'bob' },
    ] as const;
    for (const other of others) {
      expect(isOfSame(sent, plan({ toEndPoint, method: 'sipRefer', ...other }))).toBe(false);
    }
    expect(isOfSame(undefined, sent)).toBe(false);
  });
});

describe('presentPlan', () => {
  const ready = plan({ toEndPoint: 'sip:queue@pbx.example.com' });
  const blocked = makePlan(planFacts(), rules({ allowTargets: [] }));

  it('says what is in the way, or that nothing is', () => {
    expect(presentPlan(ready, undefined, 'open')).toMatchObject({
      tone: 'ready',
      verdict: 'Ready: nothing stands in the way.',
    });
    expect(presentPlan(blocked, undefined, 'open')).toMatchObject({
      tone: 'blocked',
      verdict: 'In the way: target-allowed',
    });
  });

  it('calls nothing ready that is under way or whose caller has left', () => {
    expect(presentPlan(ready, undefined, 'under-way').verdict).toBe('This is under way.');
    expect(presentPlan(ready, undefined, 'left')).toMatchObject({
      tone: 'calm',
      verdict: 'The caller has left the room. This was the plan.',
    });
    expect(presentPlan(ready, undefined, 'ask')).toMatchObject({
      tone: 'warned',
      verdict: 'Ask the caller first: the request before this one may still run.',
    });
  });

  it('asks for a target calmly while there is none', () => {
    const empty = plan({ toEndPoint: '' });
    expect(presentPlan(empty, undefined, 'empty')).toMatchObject({
      tone: 'calm',
      verdict: 'Now say where the caller goes.',
    });
  });

  it('draws the path: Daily leaves by a REFER, and stays by a call transfer', () => {
    const refer = plan({ toEndPoint: 'sip:queue@pbx.example.com', method: 'sipRefer' });
    const call = plan({ toEndPoint: 'sip:queue@pbx.example.com', method: 'sipCallTransfer' });
    expect(presentPlan(refer, call, 'open').path?.after).toEqual(['Caller', 'Target']);
    expect(presentPlan(call, refer, 'open').path?.after).toEqual(['Caller', 'Daily', 'Target']);
    expect(presentPlan(refer, call, 'open').other).toMatchObject({
      title: 'And sipCallTransfer?',
      verdict: 'It would be possible too.',
    });
  });

  it('offers to go against a check only where that is allowed', () => {
    const { checks } = presentPlan(blocked, undefined, 'open');
    expect(checks.filter(({ canOverride }) => canOverride)).toEqual([]);
    const refer = plan({ toEndPoint: 'sip:billing@acme.sip.daily.co', method: 'sipRefer' });
    const open = presentPlan(refer, undefined, 'open').checks.filter((one) => one.canOverride);
    expect(open.map(({ code }) => code)).toEqual(['refer-target-outside']);
  });
});
