import Daily from '@daily-co/daily-js';
import { isTransferError, type TransferError, type TransferPlan } from 'daily-transfer';
import { explainJoinFailure, openLiveDesk, openSimulatedDesk, SIMULATED_TARGETS, type Desk } from './desk.js'; // prettier-ignore
import { fill, find, make } from './elements.js';
import { readForm } from './transfer-form.js';
import { showCallers } from './view/callers.js';
import { logEvents } from './view/event-log.js';
import { readTarget, showPlan } from './view/plan.js';
import { showElsewhere, showRecords } from './view/record.js';
import { letCallersIn, showWhatHappens } from './what-happens.js';

const form = find('transfer', HTMLFormElement);
const liveForm = find('live', HTMLFormElement);
const place = (id: string): HTMLElement => find(id, HTMLElement);
const planPlaces = {
  method: place('method'),
  verdict: place('verdict'),
  checks: place('checks'),
  rule: place('rule'),
  consequences: place('consequences'),
};

declare global {
  interface Window {
    /** For the console: the desk that the page shows. */
    desk?: Desk | undefined;
  }
}

let desk: Desk | undefined;
let selected: string | undefined;

form.addEventListener('input', () => show());
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void transfer();
});
liveForm.addEventListener('submit', (event) => {
  event.preventDefault();
  void joinLive();
});
find('targets', HTMLDataListElement).append(
  ...['sip:billing@acme.sip.daily.co', 'sip:queue@pbx.example.com', '+14155552671'].map((value) =>
    make('option', { value }),
  ),
);
place('versions').textContent =
  `daily-js ${Daily.version()}. The simulated desk allows ${SIMULATED_TARGETS.join(', ')}.`;
void openSimulated();

async function openSimulated(): Promise<void> {
  const opened = await openSimulatedDesk();
  use(opened);
  if (opened.daily) letCallersIn(opened.daily);
}

/** Everything on the page belongs to this desk from now on. */
function use(opened: Desk): void {
  desk = opened;
  window.desk = opened;
  selected = undefined;
  place('mode').textContent = opened.title;
  logEvents(place('log'), opened.controller);
  showWhatHappens(place('what-happens'), opened, () => selected);
  opened.controller.subscribe(() => show());
  opened.daily?.subscribe(() => showElsewhere(place('elsewhere'), opened.daily));
  show();
}

function show(): void {
  if (!desk) return;
  const { transferees, transfers } = desk.controller.snapshot();
  if (!transferees.some(({ sessionId }) => sessionId === selected)) selected = undefined;
  showCallers(place('callers'), transferees, transfers, selected, choose);
  const plan = planNow(desk);
  showPlan(planPlaces, plan);
  fill(place('target-read'), plan?.request.toEndPoint ? readTarget(plan) : '');
  showRecords(place('record'), transfers);
}

function choose(sessionId: string): void {
  selected = sessionId;
  place('refusal').textContent = '';
  show();
}

function planNow({ controller }: Desk): TransferPlan | undefined {
  return selected === undefined ? undefined : controller.plan(readForm(form, selected));
}

async function transfer(): Promise<void> {
  const refusal = place('refusal');
  refusal.textContent = '';
  if (!desk || selected === undefined) {
    refusal.textContent = 'Choose a caller first.';
    return;
  }
  try {
    await desk.controller.transfer(readForm(form, selected));
  } catch (error) {
    if (!isTransferError(error)) throw error;
    refusal.textContent = explainError(error);
  }
}

/** What was in the way and what to do, or what Daily said; how the transfer ended stands in its record. */
function explainError({ message, status, plan, cause }: TransferError): string {
  if (!status) return [message, plan?.blockers[0]?.hint].filter(Boolean).join('. ');
  return cause === undefined
    ? ''
    : `Daily's words: ${typeof cause === 'string' ? cause : JSON.stringify(cause)}`;
}

async function joinLive(): Promise<void> {
  const fields = new FormData(liveForm);
  const text = (name: string): string => String(fields.get(name) ?? '').trim();
  const problem = place('live-problem');
  problem.textContent = 'Joining …';
  await desk?.leave();
  try {
    const allow = text('allow').split(',').map((rule) => rule.trim()).filter(Boolean); // prettier-ignore
    use(await openLiveDesk({ url: text('url'), token: text('token'), allow }));
    problem.textContent = '';
    liveForm.hidePopover();
  } catch (error) {
    problem.textContent = explainJoinFailure(error);
    await openSimulated();
  } finally {
    liveForm.reset();
  }
}
