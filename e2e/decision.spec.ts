import { expect, test } from './desk.js';

interface Row {
  readonly row: number;
  readonly caller: string;
  readonly target: string;
  readonly method?: string;
  readonly prefer?: string;
  readonly decides: string;
}

const PBX = 'sip:queue@pbx.example.com';

/** Every row of the decision rule, by clicks alone. */
const ROWS: readonly Row[] = [
  {
    row: 0,
    caller: 'Alice',
    target: PBX,
    method: 'sipCallTransfer',
    decides: 'sipCallTransfer because the method was requested',
  },
  {
    row: 1,
    caller: 'Alice',
    target: '+14155552671',
    decides: 'sipCallTransfer because the target is a phone number',
  },
  {
    row: 2,
    caller: 'Alice',
    target: 'sip:billing@acme.sip.daily.co',
    decides: 'sipCallTransfer because the target is inside Daily',
  },
  {
    row: 3,
    caller: 'Alice',
    target: PBX,
    prefer: 'anchored',
    decides: 'sipCallTransfer because Daily is wanted in the path',
  },
  {
    row: 4,
    caller: 'Bob',
    target: PBX,
    decides: 'sipCallTransfer because the caller is on the phone network',
  },
  {
    row: 5,
    caller: 'Carol',
    target: PBX,
    decides: "sipCallTransfer because the caller's address is inside Daily",
  },
  {
    row: 6,
    caller: 'Dave',
    target: PBX,
    decides: "sipCallTransfer because the caller's address is not known",
  },
  { row: 7, caller: 'Erin', target: PBX, decides: 'sipRefer because both ends are outside Daily' },
];

test('the page shows for every row of the rule which method goes out, and why', async ({
  desk,
}) => {
  const rule = desk.page.getByRole('list', { name: 'Decision rule' }).getByRole('listitem');
  for (const { row, caller, target, method = 'auto', prefer = 'direct', decides } of ROWS) {
    await desk.choose(caller);
    await desk.aimAt(target);
    await desk.pick('Method', method);
    await desk.pick('Media path', prefer);
    await expect(desk.method).toHaveText(decides);
    await expect(rule.nth(row)).toHaveAttribute('aria-current', 'true');
  }
});
