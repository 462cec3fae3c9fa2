import type { Page } from '../page.js';
import { NO_FIELDS } from '../present/fields.js';
import { openSimulatedDesk } from '../room/simulated-desk.js';
import { readText } from '../room/live-room.js';
import { TEXTS } from '../texts.js';
import { answerWith, isAnswer } from '../what-if/answers.js';
import { letCallersIn } from '../what-if/callers.js';
import { setPace } from '../what-if/pace.js';
import { findScenario, type Scenario } from '../what-if/scenarios.js';
import { runVerb } from '../what-if/verbs.js';
import { fillForm } from './form.js';

/** Opens the simulated room, with the scenario that the address names, and lets a person make things happen in it. */
export function offerWhatIf(page: Page): void {
  const again = (): void => void open(page, findScenario(location.hash));
  const setPaceTo = (speed: number, isStepping: boolean): void => {
    page.change({ whatIf: { ...page.state.whatIf, speed, isStepping } });
    if (page.desk?.daily) setPace(page.desk.daily, { speed, isStepping });
  };
  page.offer({
    again,
    answer: (id) => {
      if (!page.desk?.daily || !isAnswer(id)) return;
      page.change({ whatIf: { ...page.state.whatIf, answer: id } });
      answerWith(page.desk.daily, id);
    },
    speed: (factor) => setPaceTo(Number(factor), page.state.whatIf.isStepping),
    stepping: () => setPaceTo(page.state.whatIf.speed, !page.state.whatIf.isStepping),
    step: () => void page.desk?.daily?.step(),
    verb: (id) => {
      if (page.desk?.daily) runVerb(id, page.desk.daily, page.state.chosen);
    },
  });
  window.addEventListener('hashchange', again);
  again();
}

/** One room at a time: a link that is clicked while a room opens is followed when it is open. */
let opening: Promise<void> = Promise.resolve();

function open(page: Page, scenario: Scenario | undefined): Promise<void> {
  opening = opening.then(() => openNow(page, scenario));
  return opening;
}

async function openNow(page: Page, scenario: Scenario | undefined): Promise<void> {
  const left = page.desk;
  const { speed, opening: count } = page.state.whatIf;
  page.use(undefined, TEXTS.opening);
  page.change({ whatIf: { speed, isStepping: false, opening: count + 1, scenario } });
  try {
    await left?.leave();
    const desk = await openSimulatedDesk();
    page.use(desk, desk.title);
    if (!desk.daily) return;
    letCallersIn(desk.daily);
    scenario?.prepare(desk.daily);
    setPace(desk.daily, { speed, isStepping: false });
    if (scenario) await prepareForm(page, scenario);
  } catch (error) {
    page.use(undefined, TEXTS.notOpened(readText(error)));
  }
}

/** Chooses the scenario's caller, as soon as that one is in the room, and fills in the form. */
function prepareForm(page: Page, scenario: Scenario): Promise<void> {
  const { desk } = page;
  fillForm(page, { ...NO_FIELDS, ...scenario.fields });
  return new Promise((resolve) => {
    const look = (): void => {
      const caller = desk?.controller.transferees.find(({ name }) => name === scenario.caller);
      if (!caller) return;
      desk?.controller.off('transferees-changed', look);
      page.change({ chosen: caller.sessionId });
      resolve();
    };
    desk?.controller.on('transferees-changed', look);
    look();
  });
}
