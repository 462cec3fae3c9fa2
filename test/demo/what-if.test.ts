import { describe, expect, it } from 'vitest';
import { presentWhatIf, type WhatIfState } from '../../demo/present/what-if.js';
import { draw } from '../../demo/view/elements.js';
import { whatIfView } from '../../demo/view/what-if.js';
import { findScenario } from '../../demo/what-if/scenarios.js';

const STATE: WhatIfState = {
  opening: 1,
  speed: 1,
  isStepping: false,
  withWebhooks: false,
  waiting: 0,
  rooms: [],
};
const ALICE = { name: 'Alice', type: 'sip-dial-in' } as const;
const ERIN = { name: 'Erin', type: 'sip-dial-out' } as const;

/** The texts of what is chosen. */
function chosen(choices: readonly { text: string; isChosen: boolean }[]): readonly string[] {
  return choices.filter(({ isChosen }) => isChosen).map(({ text }) => text);
}

/** The verbs that cannot be used now. */
function disabled(caller: WhatIfState['caller']): readonly string[] {
  const { groups } = presentWhatIf({ ...STATE, caller });
  return groups
    .flatMap(({ verbs }) => verbs)
    .filter(({ isDisabled }) => isDisabled)
    .map(({ id }) => id);
}

describe('presentWhatIf', () => {
  it('offers every scenario by a link of its own, and tells the story of the chosen one', () => {
    expect(presentWhatIf(STATE)).toMatchObject({ story: undefined });
    const scenario = findScenario('#scenario=refer-refused');
    const screen = presentWhatIf({ ...STATE, scenario });
    expect(screen.scenarios).toHaveLength(13);
    expect(chosen(screen.scenarios)).toEqual(['REFER refused']);
    expect(screen.story?.title).toBe('REFER refused');
  });

  it('shows how transfers are answered: as the scenario says, until a person picks another', () => {
    const scenario = findScenario('#scenario=storm');
    const answersOf = (state: Partial<WhatIfState>) =>
      presentWhatIf({ ...STATE, ...state }).answers;
    expect(chosen(answersOf({}))).toEqual(['Daily says yes, the caller leaves']);
    expect(chosen(answersOf({ scenario }))).toEqual(['As the scenario says']);
    expect(chosen(answersOf({ scenario, answer: 'refuse' }))).toEqual(['Daily says no']);
    expect(answersOf({ scenario })).toHaveLength(11);
    expect(answersOf({ scenario, answer: 'usual' })).toHaveLength(10);
  });

  it.each([
    [undefined, true, 'A server beside the page'],
    [true, false, 'A server beside the page'],
    [false, true, 'Not here: this page is served without its server.'],
  ])(
    'lets webhooks be switched on only where there is a server: %s',
    (hasServers, isDisabled, note) => {
      const { webhooks } = presentWhatIf({ ...STATE, hasServers, withWebhooks: true });
      expect(webhooks).toEqual({ isOn: true, isDisabled, note: expect.stringContaining(note) });
    },
  );

  it.each([
    [0.25, '¼×'],
    [1, '1×'],
    [4, '4×'],
  ])('shows the speed %s as %s', (speed, text) => {
    expect(chosen(presentWhatIf({ ...STATE, speed }).speeds)).toEqual([text]);
  });

  it.each([
    [0, 'Nothing waits.'],
    [1, '1 thing waits.'],
    [7, '7 things wait.'],
  ])('says how many things wait: %i', (waiting, words) => {
    expect(presentWhatIf({ ...STATE, waiting }).waiting).toBe(words);
  });

  it('disables what needs a caller without one, and what only a dialled one can do', () => {
    const onCaller = ['hang-up', 'hide', 'dial-warning', 'dial-error', 'answer'];
    expect(disabled(undefined)).toEqual(onCaller);
    expect(disabled(ALICE)).toEqual(['answer']);
    expect(disabled(ERIN)).toEqual([]);
  });

  it('says why', () => {
    const noteFor = (caller: WhatIfState['caller']) =>
      presentWhatIf({ ...STATE, caller }).groups.flatMap(({ note }) => note ?? []);
    expect(noteFor(undefined)).toEqual([
      'Choose a caller first: these happen to the one who is chosen.',
    ]);
    expect(noteFor(ALICE)).toEqual(['Only somebody who was dialled can pick up.']);
    expect(noteFor(ERIN)).toEqual([]);
  });

  it('tells who is in another room, and keeps silent about this one and empty ones', () => {
    const rooms = [
      { name: 'support', callers: [ALICE] },
      { name: 'sales', callers: [] },
      { name: 'billing', callers: [ALICE, { name: '' }] },
    ];
    expect(presentWhatIf({ ...STATE, rooms }).elsewhere).toEqual([
      { room: 'billing', names: ['Alice', 'no name'] },
    ]);
  });
});

describe('whatIfView', () => {
  const place = document.createElement('main');

  function show(state: Partial<WhatIfState> = {}): string {
    draw(place, whatIfView(presentWhatIf({ ...STATE, ...state })));
    return place.textContent ?? '';
  }

  it('links each scenario, and marks the chosen one', () => {
    show({ scenario: findScenario('#scenario=room-ends') });
    const links = [...place.querySelectorAll('a')];
    expect(links.map(({ hash }) => findScenario(hash)?.title)).toEqual(
      links.map(({ textContent }) => textContent),
    );
    const current = place.querySelectorAll('[aria-current=true]');
    expect([...current].map(({ textContent }) => textContent)).toEqual(['The room ends']);
    expect(place.querySelector('.story')?.textContent).toContain('the meeting ends for everybody');
    show();
    expect(place.querySelector('[aria-current]')).toBeNull();
    expect(place.querySelector('.story')).toBeNull();
  });

  it('has a switch for webhooks, with the reason where it cannot be used', () => {
    const text = show({ hasServers: false });
    const [off] = place.querySelectorAll<HTMLInputElement>('[data-change=webhooks]');
    expect([off?.disabled, off?.checked]).toEqual([true, false]);
    expect(text).toContain('With webhooks');
    const note = place.querySelector(`#${off?.getAttribute('aria-describedby')}`);
    expect(note?.textContent).toContain('npm run demo');
    show({ hasServers: true, withWebhooks: true });
    expect([off?.disabled, off?.checked]).toEqual([false, true]);
  });

  it('keeps what a person picked until another desk is opened', () => {
    show();
    const select = place.querySelector('select') as HTMLSelectElement;
    select.value = 'silent';
    show({ answer: 'silent', waiting: 3 });
    expect(place.querySelector('select')).toBe(select);
    expect(select.value).toBe('silent');
    show({ opening: 2 });
    expect(place.querySelector('select')?.value).toBe('usual');
  });

  it('says how many things wait only while time goes by steps', () => {
    const step = () => place.querySelector<HTMLButtonElement>('[data-do=step]')?.disabled;
    expect(show({ waiting: 2 })).not.toContain('2 things wait.');
    expect(step()).toBe(true);
    expect(show({ waiting: 2, isStepping: true })).toContain('2 things wait.');
    expect(step()).toBe(false);
    expect(place.querySelector('[data-do=stepping]')?.getAttribute('aria-pressed')).toBe('true');
  });

  it('ties the reason to each button that cannot be used', () => {
    show();
    const hangUp = place.querySelector('[data-value=hang-up]');
    const note = place.querySelector(`#${hangUp?.getAttribute('aria-describedby')}`);
    expect(note?.textContent).toContain('Choose a caller first');
    show({ caller: ALICE });
    expect(hangUp?.hasAttribute('aria-describedby')).toBe(false);
    expect(hangUp?.hasAttribute('disabled')).toBe(false);
  });

  it('isolates every name that is not ours', () => {
    const name = '‮evil <b>';
    const caller = { ...ALICE, name };
    const text = show({ caller, rooms: [{ name: 'billing', callers: [caller, ALICE] }] });
    expect(text).toContain(`In room "billing": ${name}, Alice`);
    const isolated = [...place.querySelectorAll('bdi')].map(({ textContent }) => textContent);
    expect(isolated).toEqual([name, 'Alice', name]);
  });
});
