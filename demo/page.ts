import type { TransferRequest } from 'daily-transfer';
import { keepPlaces } from './present/callers.js';
import { NO_FIELDS, toRequest } from './present/fields.js';
import { NO_EVENTS } from './present/log.js';
import { isOfSame } from './present/plan.js';
import { present, type Screen, type State } from './present/screen.js';
import type { Desk } from './room/desk.js';
import { showDialog } from './view/dialogs.js';
import { draw, type Child } from './view/elements.js';
import { EventLog } from './view/log.js';
import { pageView } from './view/page.js';

/** Does something that a person asked for; the value is that of the button or the field, `isOn` a checkbox's. */
export type Action = (value: string, isOn: boolean) => void;

/** What a page is opened with. */
type Start = Pick<State, 'mode' | 'notice' | 'directory'> & Partial<Pick<State, 'undoSeconds'>>;

/** The page: what it knows, the desk it works at, and the one place where it is drawn. */
export class Page {
  readonly root: HTMLElement;
  readonly #eventLog = new EventLog();
  readonly #actions = new Map<string, Action>();
  readonly #deskListeners: ((desk: Desk) => void)[] = [];
  readonly #panels: ((state: State) => Child)[] = [];
  #state: State;
  #screen: Screen;
  #desk: Desk | undefined;
  #isDue = false;

  constructor(root: HTMLElement, start: Start) {
    this.root = root;
    this.#state = { ...EMPTY, ...start, now: Date.now() };
    this.#screen = present(this.#state);
    root.addEventListener('click', (event) => this.#hear(event, 'data-do'));
    root.addEventListener('input', (event) => this.#hear(event, 'data-change'));
    setInterval(() => this.change({ now: Date.now() }), 250);
    this.#draw();
  }

  /** All that the page knows. */
  get state(): State {
    return this.#state;
  }

  /** What it shows of that now. */
  get screen(): Screen {
    return this.#screen;
  }

  /** The room that is open. */
  get desk(): Desk | undefined {
    return this.#desk;
  }

  /** What the form asks for, for the chosen caller. */
  get request(): TransferRequest | undefined {
    const { fields, chosen } = this.#state;
    return chosen === undefined ? undefined : toRequest(fields, chosen);
  }

  /** Adds what can be done on the page, by the names that stand in `data-do` and `data-change`. */
  offer(actions: Readonly<Record<string, Action>>): void {
    for (const [name, act] of Object.entries(actions)) this.#actions.set(name, act);
  }

  /** Draws a section of its own with the others. */
  addPanel(panel: (state: State) => Child): void {
    this.#panels.push(panel);
  }

  /** Calls the listener with each desk that is opened from now on. */
  onDesk(listener: (desk: Desk) => void): void {
    this.#deskListeners.push(listener);
  }

  /** Everything on the page belongs to this desk from now on, or to none. */
  use(desk: Desk | undefined, notice: string): void {
    const { mode, directory, theme, undoSeconds, fields } = this.#state;
    const kept = { mode, directory, theme, undoSeconds, fields };
    this.#desk = desk;
    window.desk = desk;
    this.#state = { ...EMPTY, ...kept, notice, options: desk?.options, now: Date.now() };
    const look = (): void => this.change({});
    desk?.controller.subscribe(look);
    if (desk) for (const listener of this.#deskListeners) listener(desk);
    look();
  }

  /** Draws with what has changed, in the next frame. */
  change(patch: Partial<State>): void {
    this.#state = { ...this.#state, ...patch };
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  /** A person did something: callers who left need not keep their places any longer. */
  forgetGone(): void {
    const { gone, callers, chosen } = this.#state;
    const wasChosen = gone.some(({ sessionId }) => sessionId === chosen);
    this.change({
      gone: [],
      callers: callers.filter((caller) => !gone.includes(caller)),
      ...(wasChosen && { chosen: undefined }),
    });
  }

  #hear(event: Event, attribute: 'data-do' | 'data-change'): void {
    const target = event.target instanceof Element ? event.target : undefined;
    const element = target?.closest(`[${attribute}]`);
    if (!element) return;
    this.#actions.get(element.getAttribute(attribute) ?? '')?.(readValue(element), isOn(element));
  }

  #draw(): void {
    const focused = document.activeElement;
    this.#look();
    this.#screen = present(this.#state);
    document.documentElement.dataset['theme'] = this.#screen.theme;
    const panels = this.#panels.map((panel) => panel(this.#state));
    const wasPending = this.root.querySelector('.pending') !== null;
    draw(this.root, ...pageView(this.#screen, panels, this.#eventLog.element));
    this.#eventLog.show(this.#state.log, this.#state.copied);
    const dialog = this.root.querySelector('#confirm');
    if (dialog instanceof HTMLDialogElement) showDialog(dialog, this.#screen.confirm !== undefined);
    const isPending = this.#screen.pending !== undefined;
    const isLost = document.activeElement === document.body;
    if (isPending && !wasPending) focusOn('[data-do=undo]');
    else if (wasPending && isLost) focusOn('#track-title');
    else if (focused && !focused.isConnected && isLost) focusOn('#callers');
  }

  /** Brings callers, transfers and plans up to date. A caller who left keeps place and plan until a person acts. */
  #look(): void {
    const { controller } = this.#desk ?? {};
    if (!controller) return;
    const { transferees, transfers } = controller.snapshot();
    const callers = keepPlaces(this.#state.callers, transferees);
    const gone = callers.filter((caller) => !transferees.includes(caller));
    const isGone = gone.some(({ sessionId }) => sessionId === this.#state.chosen);
    const plans = isGone ? {} : this.#plan(controller);
    this.#state = { ...this.#state, callers, gone, transfers, ...plans };
  }

  #plan(controller: Desk['controller']): Partial<State> {
    const { request } = this;
    const plan = request && controller.plan(request);
    if (!request || !plan?.method) return { plan, otherPlan: undefined, isUnderWay: false };
    const isUnderWay = plan.joins !== undefined;
    // What was sent stands still while it is under way.
    if (isUnderWay && isOfSame(this.#state.plan, plan)) return { isUnderWay };
    const method = plan.method === 'sipRefer' ? 'sipCallTransfer' : 'sipRefer';
    return { plan, otherPlan: controller.plan({ ...request, method }), isUnderWay };
  }
}

declare global {
  interface Window {
    /** For the console: the desk that the page shows. */
    desk?: Desk | undefined;
  }
}

const EMPTY: State = {
  mode: 'simulated',
  notice: '',
  options: undefined,
  joining: { isBusy: false, problem: '' },
  callers: [],
  gone: [],
  transfers: [],
  chosen: undefined,
  revealed: new Set(),
  fields: NO_FIELDS,
  plan: undefined,
  otherPlan: undefined,
  isUnderWay: false,
  confirming: undefined,
  pending: undefined,
  refusal: '',
  undoSeconds: 3,
  directory: [],
  suggesting: { isOpen: false, active: -1 },
  log: NO_EVENTS,
  openedRecords: new Set(),
  unmasked: false,
  copied: '',
  theme: 'system',
  now: 0,
};

function readValue(element: Element): string {
  const isField = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
  return isField ? element.value : (element.getAttribute('data-value') ?? '');
}

function isOn(element: Element): boolean {
  return !(element instanceof HTMLInputElement) || element.checked;
}

/** Where the work goes on when what had the focus is gone. */
function focusOn(selector: string): void {
  const element = document.querySelector(selector);
  if (element instanceof HTMLElement) element.focus();
}
