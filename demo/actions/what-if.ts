import type { SimulatedDaily } from 'daily-transfer/simulator';
import type { Page } from '../page.js';
import { NO_FIELDS } from '../present/fields.js';
import type { State } from '../present/screen.js';
import { presentWhatIf, type WhatIfState } from '../present/what-if.js';
import { openSimulatedDesk } from '../room/simulated-desk.js';
import { readText } from '../room/live-room.js';
import { TEXTS } from '../texts.js';
import { whatIfView } from '../view/what-if.js';
import { answerWith, isAnswer } from '../what-if/answers.js';
import { letCallersIn } from '../what-if/callers.js';
import { setPace } from '../what-if/pace.js';
import { findScenario, type Scenario } from '../what-if/scenarios.js';
import { runVerb } from '../what-if/verbs.js';
import { findWebhookServers } from '../what-if/webhooks.js';
import { fillForm } from './form.js';

/** Opens the simulated room, with the scenario that the address names, and lets a person make things happen in it. */
export function offerWhatIf(page: Page): void {
  let whatIf: Omit<WhatIfState, 'rooms' | 'waiting' | 'caller'> = {
    opening: 0,
    speed: 1,
    isStepping: false,
    withWebhooks: false,
  };
  const change = (patch: Partial<typeof whatIf>): void => {
    whatIf = { ...whatIf, ...patch };
    page.change({});
  };
  const setPaceTo = (speed: number, isStepping: boolean): void => {
    change({ speed, isStepping });
    if (page.desk?.daily) setPace(page.desk.daily, whatIf);
  };

  const open = async (): Promise<void> => {
    const scenario = findScenario(location.hash);
    const left = page.desk;
    page.use(undefined, TEXTS.opening);
    change({ scenario, answer: undefined, isStepping: false, opening: whatIf.opening + 1 });
    try {
      await left?.leave();
      const desk = await openSimulatedDesk(whatIf);
      page.use(desk, desk.title);
      if (desk.daily) {
        furnish(page, desk.daily, scenario);
        setPace(desk.daily, whatIf);
      }
      if (scenario) await prepareForm(page, scenario);
    } catch (error) {
      page.use(undefined, TEXTS.notOpened(readText(error)));
    }
  };
  /** One room at a time: a link that is clicked while a room opens is followed when it is open. */
  let opened = open();
  const again = (): void => {
    opened = opened.then(open);
  };

  page.addPanel((state) => whatIfView(presentWhatIf({ ...whatIf, ...look(page, state) })));
  page.offer({
    again,
    answer: (id) => {
      if (!page.desk?.daily || !isAnswer(id)) return;
      change({ answer: id });
      answerWith(page.desk.daily, id);
    },
    webhooks: (_, isOn) => {
      change({ withWebhooks: isOn });
      again();
    },
    speed: (factor) => setPaceTo(Number(factor), whatIf.isStepping),
    stepping: () => setPaceTo(whatIf.speed, !whatIf.isStepping),
    step: () => void page.desk?.daily?.step(),
    verb: (id) => {
      if (page.desk?.daily) runVerb(id, page.desk.daily, page.state.chosen);
    },
  });
  window.addEventListener('hashchange', again);
  void findWebhookServers().then((hasServers) => change({ hasServers }));
}

/** What the panel sees of the simulated Daily and of the caller who is chosen. */
function look(page: Page, state: State): Pick<WhatIfState, 'rooms' | 'waiting' | 'caller'> {
  const { rooms = [], pending = 0 } = page.desk?.daily ?? {};
  const caller = state.callers.find(({ sessionId }) => sessionId === state.chosen);
  return { rooms, waiting: pending, caller };
}

/** Lets the everyday callers in, and what the scenario needs besides. */
function furnish(page: Page, daily: SimulatedDaily, scenario: Scenario | undefined): void {
  daily.subscribe(() => page.change({}));
  letCallersIn(daily);
  scenario?.prepare(daily);
}

/** Chooses the scenario's caller, as soon as that one is in the room, and fills in the form. */
function prepareForm(page: Page, scenario: Scenario): Promise<void> {
  const { desk } = page;
  fillForm(page, { ...NO_FIELDS, ...scenario.fields });
  return new Promise((resolve) => {
    const choose = (): void => {
      const caller = desk?.controller.transferees.find(({ name }) => name === scenario.caller);
      if (!caller) return;
      desk?.controller.off('transferees-changed', choose);
      page.change({ chosen: caller.sessionId });
      resolve();
    };
    desk?.controller.on('transferees-changed', choose);
    choose();
  });
}
