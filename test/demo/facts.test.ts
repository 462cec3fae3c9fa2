// @vitest-environment node
import { describe, expect, it } from 'vitest';
import {
  explain,
  findWhereabouts,
  nameOf,
  namesOf,
  sayHowSure,
  toneOf,
  writeDuration,
  writeSeconds,
} from '../../demo/desk/transfer/facts.js';
import { DIRECTORY } from '../../demo/desk/transfer/directory.js';
import { stopsOf, stopsOfPlan } from '../../demo/desk/transfer/rail.js';
import type { Signal } from '../../src/domain/transfer/lifecycle.js';
import { plan, room } from '../support/facts.js';
import { recordOf } from '../support/records.js';

const NAMES = { name: 'Alice', target: 'Billing' };

function say(...signals: readonly Signal[]): string {
  return explain(recordOf(signals), NAMES);
}

describe('explain', () => {
  it.each<[string, ...Signal[]]>([
    ['Daily was asked. Alice is still here.'],
    ['Daily accepted. Alice is still here.', 'daily-said-yes'],
    [
      'Daily accepted. Alice is hidden, so whether they leave cannot be seen.',
      'daily-said-yes',
      'transferee-hidden',
    ],
    [
      'Alice left the room for Billing. Whether anybody picked up cannot be seen from here.',
      'daily-said-yes',
      'transferee-left',
    ],
    ['The transfer was refused. Alice is still here.', 'daily-said-no'],
    [
      'Daily did not reply in time. The request may still run. Alice is still here. Ask Alice whether it rings before you try again.',
      'deadline-over',
    ],
    [
      'Daily said yes, but Alice did not leave in time. The request may still run. Ask Alice whether it rings before you try again.',
      'daily-said-yes',
      'deadline-over',
    ],
    [
      'The call ended first. Alice may have been moved: ask Billing.',
      'daily-said-yes',
      'call-ended',
    ],
    [
      "Daily's method could not be called, so Daily was never asked. Alice is still here.",
      'send-threw',
    ],
    ['Billing picked up.', 'daily-said-yes', 'transferee-left', 'answered'],
    [
      'Billing was busy. This corrects what was said before.',
      'daily-said-yes',
      'transferee-left',
      'target-busy',
    ],
  ])('%s', (sentence, ...signals) => {
    expect(say(...signals)).toBe(sentence);
  });

  it('quotes Daily where its words are known', () => {
    expect(explain(recordOf(['daily-said-no']), NAMES, { reply: '603 Decline' })).toBe(
      'Daily replied “603 Decline”. Alice is still here.',
    );
  });

  it('says of an older transfer where the caller was then, and asks for nothing', () => {
    const [refused, silent] = [recordOf(['daily-said-no']), recordOf(['deadline-over'])];
    expect(explain(refused, NAMES)).toBe('The transfer was refused. Alice is still here.');
    expect(explain(refused, NAMES, { isOld: true })).toBe(
      'The transfer was refused. Alice stayed.',
    );
    expect(explain(silent, NAMES)).toContain('Ask Alice whether it rings before you try again.');
    expect(explain(silent, NAMES, { isOld: true })).not.toContain('Ask Alice');
  });

  it('says that the end is still to be heard where webhooks tell it', () => {
    const left = recordOf(['daily-said-yes', 'transferee-left']);
    expect(explain(left, NAMES)).toContain('cannot be seen from here');
    expect(explain(left, NAMES, { hearsEnd: true })).toContain('has not been heard yet');
  });
});

describe('toneOf and sayHowSure', () => {
  it.each<[string, string, ...Signal[]]>([
    ['running', ''],
    ['inferred', 'inferred', 'daily-said-yes', 'transferee-left'],
    ['confirmed', 'confirmed', 'daily-said-yes', 'transferee-left', 'answered'],
    ['failed', 'confirmed', 'daily-said-no'],
    ['unknown', '', 'deadline-over'],
  ])('%s, "%s"', (tone, sure, ...signals) => {
    const record = recordOf(signals);
    expect(toneOf(record)).toBe(tone);
    expect(sayHowSure(record)).toBe(sure);
  });
});

describe('findWhereabouts', () => {
  it('goes by what was seen last', () => {
    const hidden = recordOf(['transferee-hidden']);
    const shown = recordOf(['transferee-hidden', 'transferee-shown']);
    expect([hidden, shown].map(findWhereabouts)).toEqual(['hidden', 'here']);
  });
});

describe('nameOf', () => {
  it.each([
    ['Alice', 'Alice'],
    ['', 'no name'],
    ['+1 (415) 555-0123', '+1•••0123'],
    ['Eve \u202Emoc\u202C \u2066x', 'Eve moc x'],
    ['W'.repeat(200), 'W'.repeat(80)],
  ])('%j is shown as %j', (name, shown) => {
    expect(nameOf({ name: JSON.parse(JSON.stringify(name)) as string })).toBe(
      name.includes('415') ? nameOf({ name }) : shown,
    );
  });
});

describe('namesOf', () => {
  it('takes the name of the directory, or hides the number', () => {
    const known = plan({ toEndPoint: 'sip:billing@acme.sip.daily.co' });
    expect(namesOf(known, DIRECTORY, [])).toMatchObject({ target: 'Billing' });
    const other = plan({ toEndPoint: '+14155552672' });
    expect(namesOf(other, DIRECTORY, [])).toMatchObject({ target: '+1•••2672' });
  });
});

describe('the stops of the rail', () => {
  const states = (...signals: readonly Signal[]) =>
    stopsOf(recordOf(signals), false).map(({ state }) => state);

  it('wait for what is next, and claim nothing that cannot be seen', () => {
    expect(states()).toEqual(['done', 'done', 'now', 'open', 'unseen']);
    expect(states('daily-said-yes')).toEqual(['done', 'done', 'done', 'now', 'unseen']);
    expect(states('daily-said-yes', 'transferee-left')).toEqual([
      'done',
      'done',
      'done',
      'done',
      'unseen',
    ]);
    expect(states('daily-said-no')).toEqual(['done', 'done', 'bad', 'open', 'unseen']);
  });

  it('say what each rests on, and since when', () => {
    const record = recordOf(['daily-said-yes', 'transferee-left']);
    const says = (hearsEnd: boolean) => stopsOf(record, hearsEnd).map((one) => one.says);
    expect(says(false).slice(2)).toEqual([
      'said yes in\u00A00.1\u00A0s',
      'in\u00A00.2\u00A0s',
      'cannot be seen',
    ]);
    expect(says(true).at(-1)).toBe('not heard yet');
  });

  it('are open before anything is sent', () => {
    const before = (target: string, isWaiting = false, hearsEnd = true) =>
      stopsOfPlan(plan({ toEndPoint: target }), { isWaiting, hearsEnd }).map(({ state }) => state);
    const billing = 'sip:billing@acme.sip.daily.co';
    expect(before(billing)).toEqual(['done', 'open', 'open', 'open', 'open']);
    expect(before(billing, true)).toEqual(['done', 'now', 'open', 'open', 'open']);
    expect(before(billing, false, false).at(-1)).toBe('unseen'); // without webhooks
    expect(before('sips:queue@pbx.example.com')[0]).toBe('open'); // nothing is blocked before it is an address
    const blocked = stopsOfPlan(plan({}, { room: room({ joined: false }) }), {
      isWaiting: false,
      hearsEnd: false,
    });
    expect(blocked[0]).toMatchObject({ state: 'bad', says: 'blocked' });
  });
});

describe('times', () => {
  it('are short', () => {
    expect([0, 59_999, 3_600_000, -5].map(writeDuration)).toEqual([
      '0:00',
      '0:59',
      '1:00:00',
      '0:00',
    ]);
    expect(writeSeconds(340)).toBe('0.3\u00A0s');
  });
});
