import { describe, expect, it } from 'vitest';
import { CHECK_CODES } from '../../../src/domain/plan/checks.js';
import type { Endpoint } from '../../../src/domain/endpoint/endpoint.js';
import {
  makePlan,
  recheckPlan,
  type PlanFacts,
  type RunningTransfer,
} from '../../../src/domain/plan/make-plan.js';
import type { PlanRules } from '../../../src/domain/plan/options.js';
import type { AllowRule, TransferPlan } from '../../../src/domain/plan/plan.js';
import { readRequest, type TransferRequest } from '../../../src/domain/plan/request.js';
import { addressOf, planFacts, request, room, rules, session } from '../../support/facts.js';

const ADDRESS = 'sip:alice@home.example.net';
const caller = (text?: string) =>
  room({ session: session(text === undefined ? {} : { dial: { address: addressOf(text) } }) });

function planFor(
  own: Partial<TransferRequest>,
  facts: Partial<PlanFacts> = {},
  ownRules: Partial<PlanRules> = {},
): TransferPlan {
  return makePlan(planFacts({ ...facts, request: readRequest(request(own)) }), rules(ownRules));
}

const blockersOf = (plan: TransferPlan) => plan.blockers.map(({ code }) => code);
const stateOf = (plan: TransferPlan, code: string) =>
  plan.checks.find((check) => check.code === code)?.state;

describe('makePlan', () => {
  it('tells everything about a transfer that is ready', () => {
    const plan = planFor({}, { room: caller(ADDRESS) });
    expect(plan).toMatchObject({
      ready: true,
      request: { ...request(), method: 'sipRefer' },
      transferee: { sessionId: 'caller', name: 'Alice', address: { address: ADDRESS } },
      target: { kind: 'sip', address: 'sip:sales@pbx.example.com' },
      method: 'sipRefer',
      because: 'both-ends-outside',
      blockers: [],
    });
    expect(plan.checks.map(({ code }) => code)).toEqual(CHECK_CODES);
    expect(plan.considered).toHaveLength(8);
    expect(plan.consequences[0]?.code).toBe('daily-leaves');
    expect(plan).not.toHaveProperty('joins');
  });

  it('is not ready while a check fails that is not overridden', () => {
    const facts = { room: room({ interrupted: true }) };
    const plan = planFor({}, facts);
    expect(plan.ready).toBe(false);
    expect(plan.blockers).toEqual(plan.checks.filter(({ state }) => state === 'failed'));
    expect(blockersOf(plan)).toEqual(['network-up']);
    expect(planFor({ override: ['network-up'] }, facts)).toMatchObject({
      ready: true,
      blockers: [],
    });
  });

  it('is ready while authorization is still to be asked', () => {
    expect(planFor({}, { authorization: 'unasked' }).ready).toBe(true);
    expect(blockersOf(planFor({}, { authorization: 'refused' }))).toEqual(['authorized']);
  });

  it('has neither method nor consequences for a target that cannot be read', () => {
    for (const method of [undefined, 'auto', 'sipRefer'] as const) {
      const plan = planFor({ toEndPoint: 'sip:', ...(method && { method }) });
      expect(plan).toMatchObject({ ready: false, considered: [], consequences: [] });
      expect(plan.request).toEqual({ ...request(), toEndPoint: 'sip:', ...(method && { method }) });
      expect(plan).not.toHaveProperty('method');
      expect(plan).not.toHaveProperty('because');
      expect(blockersOf(plan)).toEqual(['target-valid']);
    }
  });

  it('has no transferee where nobody, or a web participant, has the session id', () => {
    const absent = planFor({}, { room: room({ session: session({ presence: 'absent' }) }) });
    const web = planFor({}, { room: room({ session: { sessionId: 'caller', presence: 'here' } }) });
    expect(absent).not.toHaveProperty('transferee');
    expect(web).not.toHaveProperty('transferee');
    expect(blockersOf(absent)).toEqual(['transferee-present']);
    expect(blockersOf(web)).toEqual(['transferee-is-telephony']);
  });
});

describe('the request of a plan', () => {
  it.each<readonly [Partial<TransferRequest>, Partial<TransferRequest>]>([
    [{ toEndPoint: 'SIP:Bob@PBX.Example.COM.' }, { toEndPoint: 'sip:Bob@pbx.example.com' }],
    [{ toEndPoint: 'bob@pbx.example.com' }, { toEndPoint: 'sip:bob@pbx.example.com' }],
    [{ toEndPoint: '+1 (415) 555-2671' }, { toEndPoint: '+14155552671' }],
    [{ toEndPoint: 'tel:+1-415-555-2671;ext=12' }, { toEndPoint: '+14155552671', extension: '12' }],
    [
      { toEndPoint: 'tel:+14155552671;ext=12', extension: '12' },
      { toEndPoint: '+14155552671', extension: '12' },
    ],
    [
      { toEndPoint: '+14155552671', extension: '' },
      { toEndPoint: '+14155552671', extension: '' },
    ],
    [{ method: 'auto' }, { method: 'sipCallTransfer' }],
    [{ method: 'sipRefer' }, { method: 'sipRefer' }],
  ])('of %j is %j', (given, normal) => {
    const { request: resolved, method } = planFor(given);
    expect(resolved).toMatchObject(normal);
    expect(resolved.method).toBe(method);
    expect(Object.keys(resolved).sort()).toEqual(
      [...new Set([...Object.keys(request(given)), ...Object.keys(normal), 'method'])].sort(),
    );
  });

  it('gives the same plan again, but for the method being named', () => {
    const texts = [
      'sip:bob@pbx.example.com',
      'tel:+14155552671;ext=12',
      'SIP:B@ACME.sip.daily.co.',
    ];
    for (const toEndPoint of texts) {
      for (const address of [undefined, ADDRESS]) {
        const first = planFor({ toEndPoint }, { room: caller(address) });
        const again = planFor(readRequest(first.request), { room: caller(address) });
        const { because, considered, ...rest } = again;
        expect(because).toBe('method-requested');
        expect(considered).toHaveLength(first.considered.length);
        expect(first).toMatchObject(rest);
      }
    }
  });

  it('is refused with other extensions in the text and beside it', () => {
    const plan = planFor({ toEndPoint: 'tel:+14155552671;ext=12', extension: '13' });
    expect(plan.request.extension).toBe('13');
    expect(blockersOf(plan)).toEqual(['extension-usable']);
  });
});

describe('the method of a plan', () => {
  it("is chosen by the request's preference before the rules' one", () => {
    const facts = { room: caller(ADDRESS) };
    expect(planFor({}, facts, { prefer: 'anchored' }).because).toBe('keep-daily-in-path');
    expect(planFor({ prefer: 'direct' }, facts, { prefer: 'anchored' }).method).toBe('sipRefer');
    expect(planFor({ prefer: 'anchored' }, facts).because).toBe('keep-daily-in-path');
  });

  it('rests on how the caller came', () => {
    const dial = { address: addressOf(ADDRESS) };
    const pstn = room({ session: session({ participantType: 'pstn-dial-out', dial }) });
    expect(planFor({}, { room: pstn }).because).toBe('transferee-on-phone-network');
  });

  it('takes dailySipHosts as inside Daily, for the target and the stated address', () => {
    const ownRules = { dailySipHosts: ['sip.example.org'] };
    const facts = { room: caller(ADDRESS) };
    const inside = planFor({ toEndPoint: 'sip:a@eu.sip.example.org' }, facts, ownRules);
    const stated = planFor({ transfereeAddress: 'sip:a@sip.example.org' }, facts, ownRules);
    expect(inside.because).toBe('target-inside-daily');
    expect(stated.because).toBe('transferee-inside-daily');
  });

  it('reads the target by the policy of the rules', () => {
    const toEndPoint = 'sip:bob@192.0.2.1:5070';
    const endpoints = { allowIp: true, ports: [5070] };
    expect(planFor({ toEndPoint }).target.kind).toBe('invalid');
    expect(planFor({ toEndPoint }, {}, { endpoints }).target.kind).toBe('sip');
  });
});

describe("the transferee's address", () => {
  it('comes from dial events, unless the request knows it better', () => {
    const facts = { room: caller('sip:alice@acme.sip.daily.co') };
    const told = planFor({}, facts);
    const stated = planFor({ transfereeAddress: '"Alice" <sip:alice@home.example.net>' }, facts);
    expect(told.because).toBe('transferee-inside-daily');
    expect(told.transferee?.address?.address).toBe('sip:alice@acme.sip.daily.co');
    expect(stated.because).toBe('both-ends-outside');
    expect(stated.transferee?.address?.address).toBe(ADDRESS);
  });

  it('stands in the plan where dial events have told none', () => {
    const plan = planFor({ transfereeAddress: ADDRESS }, { room: caller() });
    expect(plan.transferee?.address).toMatchObject({ address: ADDRESS, scope: 'external' });
    expect(Object.isFrozen(plan.transferee?.address)).toBe(true);
  });

  it.each(['', 'nobody', 'sip:a@b@c', 'sip:x@anonymous.invalid'])(
    'is not known when the request states %j, whatever dial events have told',
    (transfereeAddress) => {
      const plan = planFor({ transfereeAddress }, { room: caller(ADDRESS) });
      expect(plan.because).toBe('transferee-address-unknown');
      expect(plan.transferee).toMatchObject({ sessionId: 'caller', name: 'Alice' });
      expect(plan.transferee).not.toHaveProperty('address');
      expect(stateOf(plan, 'target-elsewhere')).toBe('unknown');
    },
  );
});

describe('a plan beside a running transfer', () => {
  const first = planFor({}, { room: caller(ADDRESS) });
  const running = (own: Partial<RunningTransfer> = {}): RunningTransfer => ({
    id: 'one',
    request: first.request,
    isAuto: true,
    ...own,
  });

  it.each<readonly [string, Partial<TransferRequest>, RunningTransfer, boolean]>([
    ['the same request', {}, running(), true],
    ['the same, written otherwise', { toEndPoint: 'SIP:sales@PBX.example.com.' }, running(), true],
    ['the same with its method named', { method: 'sipRefer' }, running(), true],
    ['the same with other settings', { timeoutMs: 5_000, override: [] }, running(), true],
    ['the other method', { method: 'sipCallTransfer' }, running(), false],
    ['another target', { toEndPoint: 'sip:help@pbx.example.com' }, running(), false],
    ['a target that cannot be read', { toEndPoint: 'sip:' }, running(), false],
  ])('%s: joins %#', (_, own, beside, joins) => {
    const plan = planFor(own, { room: caller(ADDRESS), running: beside });
    expect(plan.joins).toBe(joins ? 'one' : undefined);
    expect(stateOf(plan, 'not-already-transferring')).toBe(joins ? 'passed' : 'failed');
  });

  it('joins with a method left to the rule although the rule would now choose another', () => {
    const facts = { room: caller(), running: running() };
    expect(planFor({}, facts).joins).toBe('one');
    expect(planFor({ method: 'auto' }, facts).joins).toBe('one');
    expect(planFor({}, { ...facts, running: running({ isAuto: false }) }).joins).toBeUndefined();
  });

  it('is another transfer where the rule chooses another method because it is told something else', () => {
    const facts = { room: caller(ADDRESS), running: running() };
    expect(planFor({ prefer: 'anchored' }, facts).joins).toBeUndefined();
    const within = { transfereeAddress: 'sip:alice@acme.sip.daily.co' };
    expect(planFor(within, facts).joins).toBeUndefined();
  });

  it('joins with a method left to the rule once the caller, by whom the rule chooses, has gone', () => {
    const gone = room({ session: { sessionId: 'caller', presence: 'absent' } });
    const facts = { room: gone, running: running({ isAuto: false }) };
    expect(planFor({}, facts).joins).toBe('one');
    expect(planFor({ method: 'sipCallTransfer' }, facts).joins).toBeUndefined();
  });

  it('says in the check whether it joins', () => {
    const told = (own: Partial<TransferRequest>) =>
      planFor(own, { room: caller(ADDRESS), running: running() }).checks.find(
        ({ code }) => code === 'not-already-transferring',
      );
    expect(told({})?.message).toContain('joins');
    expect(told({ extension: '1' })?.message).toContain('Another transfer');
  });
});

describe('allowTargets', () => {
  const phone = { toEndPoint: '+14155552671' };
  it.each<readonly [PlanRules['allowTargets'], string | undefined, string, boolean]>([
    ['any', undefined, '+14155552671', true],
    [[], undefined, '+14155552671', false],
    [['daily'], 'acme', 'sip:billing@acme.sip.daily.co', true],
    [['daily'], undefined, 'sip:billing@acme.sip.daily.co', false],
    [['daily'], 'acme', 'sip:billing@other.sip.daily.co', false],
    [['+1415'], undefined, '+14155552671', true],
    [['pbx.example.com'], 'acme', 'sip:billing@acme.sip.daily.co', false],
  ])('%j on the domain %s for %s: %s', (allowTargets, domain, toEndPoint, allowed) => {
    const plan = planFor({ toEndPoint }, {}, { allowTargets, domain });
    expect(stateOf(plan, 'target-allowed')).toBe(allowed ? 'passed' : 'failed');
    expect(blockersOf(plan)).toEqual(allowed ? [] : ['target-allowed']);
  });

  it('says what to change, for each kind of target', () => {
    const fixes = ['+14155552671', 'sip:a@acme.sip.daily.co', 'sip:a@pbx.example.com'].map(
      (toEndPoint) => planFor({ toEndPoint }, {}, { allowTargets: ['daily'] }).blockers[0]?.fix,
    );
    expect(fixes).toEqual([
      expect.stringContaining("such as '+1415'"),
      expect.stringContaining('Set the option domain'),
      expect.stringContaining("Add 'pbx.example.com'"),
    ]);
  });

  it('is not asked about a target that cannot be read', () => {
    const asked: Endpoint[] = [];
    const ask: AllowRule = (target) => asked.push(target) > 0;
    const plan = planFor({ toEndPoint: 'sip:' }, {}, { allowTargets: [ask] });
    expect(asked).toEqual([]);
    expect(stateOf(plan, 'target-allowed')).toBe('unknown');
  });

  it('shows its functions the target and the whole plan, as it is but for their answer', () => {
    const seen: (readonly [Endpoint, TransferPlan])[] = [];
    const ask: AllowRule = (target, plan) => {
      seen.push([target, plan]);
      return seen.length === 2;
    };
    const facts = { room: room({ interrupted: true }) };
    const plan = planFor(phone, facts, { allowTargets: [ask, ask] });
    expect(seen).toHaveLength(2);
    expect(seen[0]?.[0]).toBe(plan.target);
    expect(seen[0]?.[1]).toBe(seen[1]?.[1]);
    expect(seen[0]?.[1]).toMatchObject({
      ready: false,
      request: { ...phone, method: 'sipCallTransfer' },
      transferee: { name: 'Alice' },
    });
    expect(blockersOf(plan)).toEqual(['network-up']);
  });

  it('gives its functions nothing that they could change', () => {
    const meddle: AllowRule = (target, plan) => {
      Object.assign(target, { host: 'pbx.example.com', address: 'sip:x@evil.example' });
      return Object.assign(plan, { ready: true }).ready;
    };
    const plan = planFor({ toEndPoint: 'sip:a@b.example;user=ip' }, {}, { allowTargets: [meddle] });
    expect(plan.target).toMatchObject({ host: 'b.example', address: 'sip:a@b.example;user=ip' });
    expect(blockersOf(plan)).toEqual(['target-allowed']);
  });

  it.each([
    ['throw', () => JSON.parse('{') as boolean],
    ['answer 1', () => Number(1) as unknown as boolean],
    ['promise', () => Promise.resolve(true) as unknown as boolean],
    [
      'ask for a plan of their own without end',
      function again(): boolean {
        return again();
      },
    ],
  ])('refuses by functions that %s', (_, rule) => {
    expect(blockersOf(planFor(phone, {}, { allowTargets: [rule] }))).toEqual(['target-allowed']);
  });
});

describe('recheckPlan', () => {
  it('makes the checks anew, and keeps target and decision', () => {
    const first = planFor({}, { room: caller(ADDRESS), authorization: 'unasked' });
    const facts = { room: room({ interrupted: true }), authorization: 'granted' } as const;
    const again = recheckPlan(first, facts, rules());
    const { request: asked, target, method, because, considered } = first;
    expect(again).toMatchObject({ request: asked, method, because });
    expect(again.target).toBe(target);
    expect(again.considered).toBe(considered);
    expect(blockersOf(again)).toEqual(['network-up']);
    expect(stateOf(again, 'authorized')).toBe('passed');
    expect(again.transferee).not.toHaveProperty('address');
  });

  it('knows no running transfer, and stays without a method where there was none', () => {
    const first = planFor({ toEndPoint: 'sip:' });
    const again = recheckPlan(first, { room: room(), authorization: 'none' }, rules());
    expect(again).toEqual(first);
    expect(again).not.toHaveProperty('joins');
  });
});

describe('a plan as an object', () => {
  const { signal } = new AbortController();
  const spoken = planFor(
    { toEndPoint: 'sip:+14155552671@b.example;x=1?X-A=secret', override: ['network-up'], signal },
    { room: caller('sip:+14155553344@home.example.net') },
  );

  it('cannot be changed, down to its last part', () => {
    const open: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null || value === signal) return;
      if (!Object.isFrozen(value)) open.push(path);
      for (const [key, item] of Object.entries(value)) visit(item, `${path}.${key}`);
    };
    for (const plan of [
      spoken,
      planFor({ toEndPoint: '' }),
      planFor({ toEndPoint: '+14155552671' }),
    ]) {
      visit(plan, 'plan');
    }
    expect(open).toEqual([]);
  });

  it('leaves what it was made from as it was', () => {
    const facts = planFacts({ request: request({ override: ['network-up'] }) });
    makePlan(facts, rules());
    expect(Object.isFrozen(facts.request)).toBe(false);
    expect(facts).toEqual(planFacts({ request: request({ override: ['network-up'] }) }));
  });

  it('reads as it came, and hides numbers in JSON, as a whole and in its parts', () => {
    expect(spoken.request.toEndPoint).toBe('sip:+14155552671@b.example;x=1?X-A=secret');
    const { request: asked, target, transferee } = spoken;
    for (const part of [spoken, { deep: [{ spoken }] }, { asked }, [target], { transferee }]) {
      const text = JSON.stringify(part);
      expect(text).toMatch(/\+1•••(?:2671|3344)@/);
      expect(text).not.toMatch(/\d{5}|secret|aborted/);
    }
  });
});
