import { describe, expect, it } from 'vitest';
import { keepPlaces } from '../../demo/desk/callers/use-kept-callers.js';
import { EventLog, MOST_EVENTS, summarise } from '../../demo/desk/inspector/event-log.js';
import { reduceComposer, START } from '../../demo/desk/transfer/composer-state.js';
import { DIRECTORY, findEntry, searchDirectory } from '../../demo/desk/transfer/directory.js';
import { EMPTY_DRAFT, requestOf, toRequest } from '../../demo/desk/transfer/request.js';
import type { Transferee } from 'daily-transfer';
import { plan } from '../support/facts.js';
import { recordOf } from '../support/records.js';

const caller = (sessionId: string): Transferee => ({ sessionId, name: sessionId, type: 'unknown' });
const [alice, bob, carol] = ['alice', 'bob', 'carol'].map(caller) as [
  Transferee,
  Transferee,
  Transferee,
];

describe('keepPlaces', () => {
  it('keeps who has left where they stood while the list is held, and lets new ones in at the end', () => {
    expect(keepPlaces([alice, bob], [bob, carol], () => true)).toEqual([alice, bob, carol]);
    expect(keepPlaces([alice, bob], [bob, carol], () => false)).toEqual([bob, carol]);
  });

  it('takes the newest that is known of each', () => {
    const renamed = { ...bob, name: 'Bobby' };
    expect(keepPlaces([alice, bob], [renamed, alice], () => false)).toEqual([alice, renamed]);
  });
});

describe('findEntry', () => {
  it.each([
    ['billing', 'Billing'],
    [' PBX queue ', 'PBX queue'],
    ['SIP:queue@PBX.example.com.', 'PBX queue'],
    ['+1 (415) 555-2671', 'Doctor on call'],
    ['bobs desk', undefined],
    ['', undefined],
  ])('%j is %j', (text, name) => {
    expect(findEntry(DIRECTORY, text)?.name).toBe(name);
  });

  it('searches by every word, the recent ones first', () => {
    const names = (text: string, recent: readonly string[] = []) =>
      searchDirectory(DIRECTORY, text, recent).map(({ name }) => name);
    expect(names('acme sip')).toEqual(['Billing', 'Returns']);
    expect(names('', ['+14155552671'])[0]).toBe('Doctor on call');
    expect(names('nobody')).toEqual([]);
  });
});

describe('toRequest', () => {
  it('leaves out what nobody said, and what does not count', () => {
    const draft = { ...EMPTY_DRAFT, target: 'Billing', callerId: 'x', deadline: '1' };
    expect(toRequest(draft, 'alice', DIRECTORY)).toStrictEqual({
      sessionId: 'alice',
      toEndPoint: 'sip:billing@acme.sip.daily.co',
    });
    const phone = { ...draft, target: '+14155552672', deadline: '60', extension: ' 12# ' };
    expect(toRequest(phone, 'alice', DIRECTORY)).toStrictEqual({
      sessionId: 'alice',
      toEndPoint: '+14155552672',
      callerId: 'x',
      extension: '12#',
      timeoutMs: 60_000,
    });
  });

  it('is found again in the plan, without the method that the rule chose', () => {
    const request = { toEndPoint: 'sip:queue@pbx.example.com' };
    expect(requestOf(plan(request)).method).toBeUndefined();
    expect(requestOf(plan({ ...request, method: 'sipRefer' })).method).toBe('sipRefer');
  });
});

describe('reduceComposer', () => {
  it('forgets what was to be gone against when the target or the caller is another', () => {
    const override = ['may-transfer'] as const;
    const before = { ...START, draft: { ...EMPTY_DRAFT, target: 'Billing', override } };
    const same = reduceComposer(before, { kind: 'edit', patch: { deadline: '50' } });
    expect(same.draft.override).toEqual(override);
    const other = reduceComposer(before, { kind: 'edit', patch: { target: 'Returns' } });
    expect(other.draft.override).toEqual([]);
    const chosen = reduceComposer(before, { kind: 'choose', sessionId: 'bob' });
    expect(chosen.draft).toMatchObject({ target: 'Billing', override: [] });
  });

  it('turns from a transfer when something else is said, and back when it is picked', () => {
    const record = recordOf(['daily-said-no']);
    const edited = reduceComposer(START, { kind: 'edit', patch: {}, shown: record.id });
    expect(edited.dismissed).toEqual([record.id]);
    const picked = reduceComposer(edited, { kind: 'pick', record, target: 'Billing' });
    expect(picked).toMatchObject({ dismissed: [], picked: record.id, note: '' });
  });

  it('drops one that waits, and no other', () => {
    const [one, other] = [1, 2].map((until) => {
      const { request } = plan();
      return { plan: plan(), request, until };
    });
    if (!one || !other) throw new Error('two wait');
    const both = [one, other].reduce(
      (state, pending) => reduceComposer(state, { kind: 'wait', pending }),
      START,
    );
    const left = reduceComposer(both, { kind: 'drop', pending: one, note: 'Undone.' });
    expect(left).toMatchObject({
      pending: [other],
      unsent: [{ until: 1, note: 'Undone.' }],
      note: '',
    });
    const { sessionId } = one.request;
    const own = reduceComposer(
      { ...both, chosen: sessionId },
      { kind: 'drop', pending: one, note: 'Undone.' },
    );
    expect(own.note).toBe('Undone.'); // beside the button only if it is about who is chosen
  });
});

describe('EventLog', () => {
  function open() {
    const listeners = new Map<string, (event: never) => void>();
    const on = (name: string, listener: (event: never) => void) => listeners.set(name, listener);
    const log = new EventLog({ on } as never);
    const tell = (action: string) => listeners.get(action)?.({ action } as never);
    const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
    return { log, tell, drawn };
  }

  it('tells its listeners once a frame, and keeps the last ten thousand', async () => {
    const { log, tell, drawn } = open();
    let told = 0;
    log.subscribe(() => (told += 1));
    for (let count = 0; count < 2 * MOST_EVENTS + 5; count += 1) tell('plans-changed');
    await drawn();
    expect(told).toBe(1);
    expect(log.read()).toHaveLength(MOST_EVENTS);
    expect(log.read()).toBe(log.read());
    expect(log.read().at(-1)?.id).toBe(2 * MOST_EVENTS + 5);
    log.clear();
    await drawn();
    expect(log.read()).toEqual([]);
  });

  it('says in a few words what each is about, masked', () => {
    const transfer = recordOf(['daily-said-yes']);
    const line = summarise({ action: 'transfer-accepted', transfer });
    expect(line).toMatch(/^Accepted · sip\w+ · /);
    expect(summarise({ action: 'transferees-changed', transferees: [alice] })).toBe('1 caller');
    expect(summarise({ action: 'plans-changed' })).toBe('');
  });
});
