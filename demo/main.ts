import Daily from '@daily-co/daily-js';
import { isTransferError, type TransferError, type TransferPlan } from 'daily-transfer';
import { openLiveDesk, openSimulatedDesk, SIMULATED_TARGETS, type Desk } from './desk.js';
import { fill, find, make } from './elements.js';
import { askForLiveRoom } from './live-dialog.js';
import { explainJoinFailure, readText, type LiveRoom } from './live-room.js';
import { readForm } from './transfer-form.js';
import { showCallers } from './view/callers.js';
import { logEvents } from './view/event-log.js';
import { readTarget, showPlan } from './view/plan.js';
import { showElsewhere, showRecords } from './view/record.js';
import { letCallersIn, showWhatHappens } from './what-happens.js';

const form = find('transfer', HTMLFormElement);
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
let isChanging = false;
const liveDialog = askForLiveRoom((room) => changeDesk(room));

form.addEventListener('input', () => show());
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void transfer();
});
find('targets', HTMLDataListElement).append(
  ...['sip:billing@acme.sip.daily.co', 'sip:queue@pbx.example.com', '+14155552671'].map((value) =>
    make('option', { value }),
  ),
);
place('versions').textContent =
  `daily-js ${Daily.version()}. The simulated desk allows ${SIMULATED_TARGETS.join(', ')}.`;
void changeDesk();

/**
 * Leaves the present desk for a real room, or for the simulated one without a name or where that fails;
 * one change at a time. Resolves with what went wrong, for people.
 */
async function changeDesk(room?: LiveRoom): Promise<string | undefined> {
  if (isChanging) return 'The page is changing rooms; try again when it has.';
  setChanging(true);
  const problem = await goTo(room);
  const last = room && problem ? await goTo() : problem;
  if (!desk) place('mode').textContent = `No room is open. ${last ?? ''}`;
  setChanging(false);
  return problem;
}

async function goTo(room?: LiveRoom): Promise<string | undefined> {
  const left = desk;
  showNoDesk(room ? `Joining ${room.domain}.daily.co …` : 'Opening the simulated room …');
  try {
    await left?.leave();
    place('log').replaceChildren(); // the last words of the desk that was left
    use(await (room ? openLiveDesk(room) : openSimulatedDesk()));
    return undefined;
  } catch (error) {
    return room
      ? explainJoinFailure(error)
      : `The simulated room did not open: ${readText(error)}.`;
  }
}

function setChanging(isNow: boolean): void {
  isChanging = isNow;
  liveDialog.setBusy(isNow);
}

/** Nothing on the page belongs to a desk that was left. */
function showNoDesk(why: string): void {
  desk = undefined;
  window.desk = undefined;
  selected = undefined;
  place('mode').textContent = why;
  place('refusal').textContent = '';
  for (const id of ['what-happens', 'elsewhere']) place(id).replaceChildren();
  show();
}

/** Everything on the page belongs to this desk from now on. */
function use(opened: Desk): void {
  desk = opened;
  window.desk = opened;
  place('mode').textContent = opened.title;
  logEvents(place('log'), opened.controller);
  showWhatHappens(place('what-happens'), opened, () => selected);
  opened.controller.subscribe(() => show());
  opened.daily?.subscribe(() => {
    if (desk === opened) showElsewhere(place('elsewhere'), opened.daily);
  });
  show();
  if (opened.daily) letCallersIn(opened.daily);
}

function show(): void {
  const { transferees = [], transfers = [] } = desk?.controller.snapshot() ?? {};
  if (!transferees.some(({ sessionId }) => sessionId === selected)) selected = undefined;
  showCallers(place('callers'), transferees, transfers, selected, choose);
  const plan = planNow();
  showPlan(planPlaces, plan);
  fill(place('target-read'), plan?.request.toEndPoint ? readTarget(plan) : '');
  showRecords(place('record'), transfers);
  find('send', HTMLButtonElement).disabled = !desk;
}

function choose(sessionId: string): void {
  selected = sessionId;
  place('refusal').textContent = '';
  show();
}

function planNow(): TransferPlan | undefined {
  return selected === undefined ? undefined : desk?.controller.plan(readForm(form, selected));
}

async function transfer(): Promise<void> {
  const refusal = place('refusal');
  refusal.textContent = '';
  const at = desk;
  if (!at || selected === undefined) {
    refusal.textContent = 'Choose a caller first.';
    return;
  }
  try {
    await at.controller.transfer(readForm(form, selected));
  } catch (error) {
    if (!isTransferError(error)) throw error;
    if (desk === at) refusal.textContent = explainError(error);
  }
}

/** What was in the way and what to do, or what Daily said; how the transfer ended stands in its record. */
function explainError({ message, status, plan, cause }: TransferError): string {
  if (!status) return [message, plan?.blockers[0]?.hint].filter(Boolean).join('. ');
  return cause === undefined
    ? ''
    : `Daily's words: ${typeof cause === 'string' ? cause : JSON.stringify(cause)}`;
}
