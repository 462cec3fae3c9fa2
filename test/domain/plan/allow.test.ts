import { describe, expect, it } from 'vitest';
import {
  fixFor,
  isAllowed,
  isTargetRule,
  type TargetRule,
} from '../../../src/domain/plan/allow.js';
import type { Target } from '../../../src/domain/plan/choose-method.js';
import { parseEndpoint } from '../../../src/domain/endpoint/endpoint.js';
import { targetOf } from '../../support/facts.js';

/** Does the rule let the text through, on the domain `acme`? */
function lets(rules: readonly TargetRule[], text: string, domain: string | undefined = 'acme') {
  return isAllowed(targetOf(text), rules, domain);
}

describe("the rule 'daily'", () => {
  it.each([
    ['sip:billing@acme.sip.daily.co', true],
    ['sip:123456780@acme.sip.daily.co', true],
    ['sip:00123456780@acme.sip.daily.co', true],
    ['sip:01123456780@acme.sip.daily.co', true],
    ['sip:support-20261124@acme.sip-us.daily.co', true],
    ['sip:support_1234567.0@acme.sip-us.daily.co', true],
    ['sip:123456780@acme.sip.daily.co;user=phone', false],
    ['sip:123456780@acme.sip.daily.co;USER=Phone', false],
    ['sip:123%20456780@acme.sip.daily.co', false],
    ["sip:*67'123456780@acme.sip.daily.co", false],
    ['sip:%D9%A1%D9%A2%D9%A3%D9%A4%D9%A5%D9%A6%D9%A7@acme.sip.daily.co', false],
    ['sip:room.0@acme.sip-us.daily.co', true],
    ['sip:room.0@ACME.SIP-US.Daily.CO.', true],
    ['sip:room.0@acme.sip-us-west-2.daily.co', true],
    ['sip:acme.sip.daily.co', true],
    ['sip:+14155552671@acme.sip.daily.co', false],
    ['sip:%2B14155552671@acme.sip.daily.co', false],
    ['sip:(+1)4155552671@acme.sip.daily.co', false],
    ['sip:billing@other.sip.daily.co', false],
    ['sip:billing@sip.daily.co', false],
    ['sip:billing@acme.xsip.daily.co', false],
    ['sip:room-00123@acme.sip.daily.co', true],
    ['sip:a0112@acme.sip.daily.co', true],
    ['sip:billing@daily.co', false],
    ['sip:billing@acme.daily.co', false],
    ['sip:billing@acme.sip.daily.co.evil.com', false],
    ['sip:billing@x.acme.sip.daily.co', false],
    ['sip:billing@acme-trunk.siptrunk.sip-us.daily.co', false],
    ['sip:billing@acme.siptrunk.daily.co', false],
    ['sip:billing@acme.sipx.daily.co', false],
    ['sip:billing@acme.sip.dailyxco', false],
    ['sip:billing@xacme.sip.daily.co', false],
    ['sip:billing@acme', false],
    ['sip:acme.sip.daily.co@evil.com', false],
    ['+14155552671', false],
  ])('of %s is %s', (text, allowed) => {
    expect(lets(['daily'], text)).toBe(allowed);
  });

  it('allows nothing while the domain is not known', () => {
    for (const text of ['sip:billing@acme.sip.daily.co', 'sip:x@undefined.sip.daily.co']) {
      expect(isAllowed(targetOf(text), ['daily'], undefined)).toBe(false);
    }
  });

  it('takes the domain in any letter case', () => {
    expect(lets(['daily'], 'sip:billing@acme.sip.daily.co', 'ACME')).toBe(true);
  });

  it('allows a number on the own domain together with a rule for it', () => {
    expect(lets(['daily', '+1415'], 'sip:+14155552671@acme.sip.daily.co')).toBe(true);
    expect(lets(['daily', '+1416'], 'sip:+14155552671@acme.sip.daily.co')).toBe(false);
  });
});

describe('rules for hosts', () => {
  it.each([
    ['pbx.example.com', 'sip:bob@pbx.example.com', true],
    ['PBX.Example.com', 'sip:bob@pbx.example.COM', true],
    ['pbx.example.com', 'sip:bob@pbx.example.com:5061', true],
    ['pbx.example.com', 'sip:pbx.example.com', true],
    ['pbx.example.com', 'sip:bob@a.pbx.example.com', false],
    ['pbx.example.com', 'sip:bob@example.com', false],
    ['pbx.example.com', 'sip:bob@pbx.example.com.evil.com', false],
    ['pbx.example.com', 'sip:pbx.example.com@evil.com', false],
    ['pbx.example.com', '+14155552671', false],
    ['*.example.com', 'sip:bob@pbx.example.com', true],
    ['*.Example.com', 'sip:bob@a.pbx.example.com', true],
    ['*.example.com', 'sip:bob@example.com', false],
    ['*.example.com', 'sip:bob@notexample.com', false],
    ['*.example.com', 'sip:bob@pbx.example.com.evil.com', false],
    ['other.sip.daily.co', 'sip:room@other.sip.daily.co', true],
    ['daily.co', 'sip:room@acme.sip.daily.co', false],
    ['any', 'sip:bob@pbx.example.com', false],
    ['', 'sip:bob@pbx.example.com', false],
  ])('%s for %s: %s', (rule, text, allowed) => {
    expect(lets([rule], text)).toBe(allowed);
  });

  it('cover an IP address only as a whole', () => {
    const target = parseEndpoint('sip:bob@192.0.2.1', { allowIp: true }) as Target;
    expect(isAllowed(target, ['192.0.2.1'], undefined)).toBe(true);
    expect(isAllowed(target, ['192.0.2.10', '0.2.1', '*.192.0.2.1'], undefined)).toBe(false);
  });

  it('allow nothing where there is no rule', () => {
    expect(lets([], 'sip:bob@pbx.example.com')).toBe(false);
    expect(lets([], '+14155552671')).toBe(false);
  });
});

describe('rules for numbers', () => {
  it.each([
    ['+1415', '+14155552671', true],
    ['+14155552671', '+1 (415) 555-2671', true],
    ['+', '+14155552671', false],
    ['+1416', '+14155552671', false],
    ['+141555526711', '+14155552671', false],
    ['1415', '+14155552671', false],
    ['+1415', 'tel:+1-415-555-2671;ext=12', true],
    ['+1415', 'sip:bob@pbx.example.com', false],
  ])('%s for %s: %s', (rule, text, allowed) => {
    expect(lets([rule], text)).toBe(allowed);
  });
});

describe('numbers in the user of a SIP address', () => {
  const HOST = 'pbx.example.com';
  /** Whether the host rule is enough, or with which number rule it is. */
  const USERS: readonly (readonly [user: string, needs: 'nothing' | 'a number' | 'a function'])[] =
    [
      ['bob', 'nothing'],
      ['911', 'nothing'],
      ['123456', 'nothing'],
      ['agent-123456', 'nothing'],
      ['+14155552671', 'a number'],
      ['+1-415-555-2671', 'a number'],
      ['+1.415.555.2671', 'a number'],
      ['(+1)4155552671', 'a function'],
      ['+1%20415%20555%202671', 'a number'],
      ['+14155', 'a function'],
      ['+1_415_555_2671', 'a function'],
      ['%2B14155552671', 'a number'],
      ['0014155552671', 'a function'],
      ['001415', 'nothing'],
      ['bob+sales', 'nothing'],
      ['+bob', 'a function'],
      ['4155500552671', 'a function'],
      ['+1415-00-552671', 'a number'],
      ['01114155552671', 'a function'],
      ['00-1-415-555-2671', 'a function'],
      ['+14155552671p12', 'a function'],
      ['+14155552671abc', 'a function'],
      ['+1415190055501919999999999', 'a function'],
      ['001415w19005550191', 'a function'],
      ['19005550191a', 'a function'],
      ['a19005550191', 'a function'],
      ['a+14155552671', 'a function'],
      ['trunk1-14155552671', 'a function'],
      ['tel+14155552671', 'a function'],
      ['%EF%BC%91%EF%BC%94%EF%BC%91%EF%BC%95%EF%BC%95%EF%BC%95%EF%BC%95', 'a function'],
      ['agent-1234567', 'a function'],
      ['4155552671', 'a function'],
      ['1234567', 'a function'],
      ['123-45-67', 'a function'],
      ['123&4567', 'a function'],
      ['~1234567', 'a function'],
      ['1234567=1', 'a function'],
      ['w4155552671', 'a function'],
      ['4155552671x12', 'a function'],
      ['*67+14155552671', 'a function'],
      ['%2A67%2B14155552671', 'a function'],
      ['*6714155552671', 'a function'],
      ['++14155552671', 'a function'],
      ['+4155552671', 'a function'],
    ];

  it.each(USERS)('%s needs %s besides its host', (user, needs) => {
    const text = `sip:${user}@${HOST}`;
    const byFunction = ({ kind }: Target) => kind === 'sip';
    expect(lets([HOST], text)).toBe(needs === 'nothing');
    expect(lets([HOST, '+1415'], text)).toBe(needs !== 'a function');
    expect(lets(['+1415'], text)).toBe(false);
    expect(lets(['other.example.com', '+1415'], text)).toBe(false);
    expect(lets([byFunction], text)).toBe(true);
  });

  it.each([
    ['911;user=phone', false],
    ['bob;user=phone', false],
    ['911;user=PHONE', false],
    ['911;user=ip', true],
    ['bob;transport=tcp', true],
  ])('takes sip:…%s for a number by its parameter', (tail, allowed) => {
    const [user, parameter] = tail.split(';');
    expect(lets([HOST], `sip:${user}@${HOST};${parameter}`)).toBe(allowed);
  });

  it('judges a host alone that is marked as a phone as no allowed number', () => {
    expect(lets([HOST], `sip:${HOST};user=phone`)).toBe(false);
  });
});

describe('rules as functions', () => {
  const throws = () => {
    throw new Error('broken');
  };
  it.each([
    ['true', () => true, true],
    ['false', () => false, false],
    ['1', () => 1, false],
    ["'true'", () => 'true', false],
    ['a promise of true', () => Promise.resolve(true), false],
    ['nothing', () => undefined, false],
    ['an error, thrown', throws, false],
  ])('that answer %s', (_, rule, allowed) => {
    expect(lets([rule], 'sip:bob@pbx.example.com')).toBe(allowed);
    expect(lets([rule], '+14155552671')).toBe(allowed);
  });

  it('are asked for the target itself, each until one allows it', () => {
    const asked: unknown[] = [];
    const ask = (answer: boolean) => (target: Target) => {
      asked.push([target.address, answer]);
      return answer;
    };
    expect(lets([throws, ask(false), ask(true), ask(false)], '+14155552671')).toBe(true);
    expect(asked).toEqual([
      ['+14155552671', false],
      ['+14155552671', true],
    ]);
  });

  it('are not asked where a text allows the target', () => {
    expect(lets([throws, '+1415'], '+14155552671')).toBe(true);
  });
});

describe('isTargetRule', () => {
  it.each([
    ['daily', true],
    ['pbx.example.com', true],
    ['*.example.com', true],
    ['localhost', true],
    ['a-b.example.com', true],
    ['192.0.2.1', true],
    ['[2001:db8::1]', true],
    ['+1', true],
    ['+141555526711234', true],
    ['', false],
    ['any', false],
    ['x+1415', false],
    ['+1415x', false],
    ['[::1]x', false],
    ['x[::1]', false],
    ['1415', false],
    ['*.2.1', false],
    ['*', false],
    ['*.', false],
    ['*example.com', false],
    ['pbx.*.com', false],
    ['sip:bob@pbx.example.com', false],
    ['bob@pbx.example.com', false],
    ['pbx.example.com.', false],
    ['*.example.com.', false],
    // No target has such a host.
    ['127.1', false],
    ['[1:2]', false],
    ['-pbx.example.com', false],
    ['pbx..com', false],
    ['pbx example.com', false],
    ['pbx.example.com\n', false],
    ['+', false],
    ['+1 415', false],
    ['+1*', false],
    ['+1415555267112345', false],
    ['[not an address]', false],
    ['x[2001:db8::1]', false],
  ])('of %j is %s', (text, isRule) => {
    expect(isTargetRule(text)).toBe(isRule);
  });
});

describe('fixFor', () => {
  it.each([
    ['+14155552671', [], undefined, "Add a number prefix such as '+1415' to allowTargets."],
    [
      'sip:billing@acme.sip.daily.co',
      ['daily'],
      undefined,
      "Set the option domain to your Daily sub-domain: 'acme' for acme.daily.co.",
    ],
    ['sip:billing@acme.sip.daily.co', [], undefined, "Add 'acme.sip.daily.co' to allowTargets."],
    [
      'sip:billing@other.sip.daily.co',
      ['daily'],
      'acme',
      "Add 'other.sip.daily.co' to allowTargets.",
    ],
    ['sip:bob@pbx.example.com', ['daily'], undefined, "Add 'pbx.example.com' to allowTargets."],
    [
      'sip:+14155552671@pbx.example.com',
      [],
      undefined,
      "Add 'pbx.example.com' and a number prefix such as '+1415' to allowTargets.",
    ],
    [
      'sip:0014155552671@pbx.example.com',
      ['pbx.example.com'],
      'acme',
      "Add a function that allows this number at 'pbx.example.com' to allowTargets.",
    ],
    ['sip:billing@acme.daily.co', ['daily'], 'acme', "Add 'acme.daily.co' to allowTargets."],
    [
      'sip:billing@acme.daily.co',
      ['daily'],
      undefined,
      "Set the option domain to your Daily sub-domain: 'acme' for acme.daily.co.",
    ],
    ['sip:x@sip.daily.co', ['daily'], 'acme', "Add 'sip.daily.co' to allowTargets."],
    [
      'sip:room-1234567@acme.daily.co',
      ['daily'],
      'acme',
      "Add a function that allows this number at 'acme.daily.co' to allowTargets.",
    ],
    ['sip:room%20a@acme.daily.co', ['daily'], 'acme', "Add 'acme.daily.co' to allowTargets."],
    ['sip:acme.daily.co', ['daily'], 'acme', "Add 'acme.daily.co' to allowTargets."],
  ] as const)('for %s, with %j on the domain %s', (text, rules, domain, fix) => {
    expect(fixFor(targetOf(text), rules, domain)).toBe(fix);
  });
});
