import type { TransferController } from 'daily-transfer';
import {
  KINDS,
  presentLog,
  writeEntry,
  type AnyEvent,
  type LogEntry,
  type LogScreen,
  type LogState,
} from '../present/log.js';
import { LOG, TEXTS } from '../texts.js';
import { button, draw, make } from './elements.js';

/** Pixels; as high as `.log-rows button` in the style sheet. */
const ROW = 28;
/** Rows beyond either edge, so that a fast finger meets no hole. */
const MORE = 6;

let told = 0;

/** Tells of every event of the controller, until the returned function is called. */
export function listen(
  controller: TransferController,
  onEntry: (entry: LogEntry) => void,
): () => void {
  const startedAt = performance.now();
  const hear = (event: AnyEvent): void => {
    told += 1;
    onEntry(writeEntry(event, performance.now() - startedAt, told));
  };
  for (const name of KINDS) controller.on(name, hear);
  return () => {
    for (const name of KINDS) controller.off(name, hear);
  };
}

/**
 * The event log, newest first. Of ten thousand rows only those in view are elements; the place where a
 * person reads stays where it is when new ones come above.
 */
export class EventLog {
  /** One element for good, which keeps its own content (`data-own`). */
  readonly element = make('section', { class: 'log', 'aria-labelledby': 'log-title', 'data-own': true }); // prettier-ignore
  readonly #tools = make('div', { class: 'log-tools' });
  readonly #list = make('ol', { class: 'log-rows', 'aria-labelledby': 'log-title' });
  readonly #view = make('div', { class: 'log-view', role: 'group', 'aria-label': LOG.rows, tabindex: 0 }, this.#list); // prettier-ignore
  readonly #pane = make('div', { class: 'log-pane' });
  #shown: readonly unknown[] = [];
  #screen: LogScreen | undefined;
  /** What stands at the upper edge, and the row that the Tab key comes to. */
  #top: LogEntry | undefined;
  #active: LogEntry | undefined;

  constructor() {
    this.element.append(this.#tools, make('div', { class: 'log-body' }, this.#view, this.#pane));
    this.#view.addEventListener('scroll', () => this.#drawRows(), { passive: true });
    this.#list.addEventListener('keydown', (event) => this.#hearKey(event));
    this.#list.addEventListener('focusin', (event) => this.#setActive(event.target));
    new ResizeObserver(() => this.#drawRows()).observe(this.#view);
  }

  /** Shows the log; `copied` names what was copied just now. Without a change it does nothing. */
  show(state: LogState, copied: string): void {
    if (this.#shown[0] === state && this.#shown[1] === copied) return;
    this.#shown = [state, copied];
    const screen = presentLog(state);
    this.#screen = screen;
    draw(this.#tools, ...toolsView(screen, copied));
    draw(this.#pane, ...paneView(screen, copied));
    this.#keepPlace(screen.rows);
    this.#drawRows();
  }

  /** At the upper end the newest rows come into view; elsewhere what is read stays where it is. */
  #keepPlace(rows: LogScreen['rows']): void {
    this.#list.style.setProperty('height', `${Math.max(rows.length, 1) * ROW}px`);
    const { scrollTop } = this.#view;
    if (scrollTop < ROW || !this.#top) return;
    const index = findPlace(rows, this.#top.id);
    if (index >= 0) this.#view.scrollTop = index * ROW + (scrollTop % ROW);
  }

  #drawRows(): void {
    const { rows, opened } = this.#screen ?? { rows: [] };
    const { scrollTop, clientHeight } = this.#view;
    const first = Math.max(0, Math.floor(scrollTop / ROW));
    const last = Math.min(rows.length - 1, first + Math.ceil(clientHeight / ROW));
    this.#top = newest(rows, first);
    const wanted = new Set<number>();
    for (let at = Math.max(0, first - MORE); at <= Math.min(rows.length - 1, last + MORE); at += 1)
      wanted.add(at);
    const active = this.#active ? findPlace(rows, this.#active.id) : -1;
    if (active >= 0 && this.#list.contains(document.activeElement)) wanted.add(active);
    const tabAt = wanted.has(active) ? active : first;
    const items = [...wanted]
      .sort((one, other) => one - other)
      .map((at) => {
        const entry = newest(rows, at);
        return entry && rowView(entry, { at, of: rows.length, isOpen: entry.id === opened?.id, isTab: at === tabAt }); // prettier-ignore
      });
    draw(this.#list, ...items);
    for (const item of this.#list.children) {
      const at = Number(item.getAttribute('aria-posinset')) - 1;
      if (item instanceof HTMLElement) item.style.setProperty('top', `${at * ROW}px`);
    }
  }

  #setActive(target: EventTarget | null): void {
    const id = target instanceof Element ? Number(target.getAttribute('data-value')) : 0;
    const { rows } = this.#screen ?? { rows: [] };
    const at = findPlace(rows, id);
    if (at >= 0) this.#active = newest(rows, at);
  }

  #hearKey(event: KeyboardEvent): void {
    const { rows } = this.#screen ?? { rows: [] };
    const page = Math.max(1, Math.floor(this.#view.clientHeight / ROW) - 1);
    const at = this.#active ? findPlace(rows, this.#active.id) : 0;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    this.#goTo(Math.min(rows.length - 1, Math.max(0, wanted)));
  }

  #goTo(at: number): void {
    const { scrollTop, clientHeight } = this.#view;
    const top = at * ROW;
    if (top < scrollTop) this.#view.scrollTop = top;
    else if (top + ROW > scrollTop + clientHeight) this.#view.scrollTop = top + ROW - clientHeight;
    this.#active = newest(this.#screen?.rows ?? [], at);
    this.#drawRows();
    const row = this.#list.querySelector(`[data-value="${this.#active?.id}"]`);
    if (row instanceof HTMLElement) row.focus({ preventScroll: true });
  }
}

/** Rows are kept oldest first, and shown newest first. */
function newest(rows: LogScreen['rows'], at: number): LogEntry | undefined {
  return rows[rows.length - 1 - at];
}

/** Where the entry stands, counted from the newest; of one that is gone, nowhere. */
function findPlace(rows: LogScreen['rows'], id: number): number {
  let least = 0;
  let most = rows.length - 1;
  while (least <= most) {
    const middle = (least + most) >> 1;
    const found = rows[middle]?.id ?? 0;
    if (found === id) return rows.length - 1 - middle;
    if (found < id) least = middle + 1;
    else most = middle - 1;
  }
  return -1;
}

function toolsView(screen: LogScreen, copied: string): readonly HTMLElement[] {
  const { all, isFiltered, kinds, paused, waiting } = screen;
  const everything = { kind: '', count: all, pressed: !isFiltered };
  return [
    make('h2', { id: 'log-title' }, TEXTS.log),
    make(
      'div',
      { class: 'buttons' },
      button(paused ? LOG.goOn(waiting) : LOG.pause, 'pause-events', { class: 'pause' }),
      button(LOG.clear, 'clear-events'),
      button(copied === 'events' ? TEXTS.copied : LOG.copyShown, 'copy-events', { class: 'copy' }),
    ),
    make(
      'div',
      { class: 'log-kinds', role: 'group', 'aria-label': LOG.filter },
      ...[everything, ...kinds].map(({ kind, count, pressed }) => {
        const look = { class: count === 0 ? 'kind none' : 'kind', 'data-key': kind || 'all' };
        const state = { 'data-value': kind, 'aria-pressed': String(pressed) };
        const number = make('span', { class: 'number' }, String(count));
        return make('button', { type: 'button', 'data-do': 'filter-events', ...look, ...state }, `${kind || LOG.all} `, number); // prettier-ignore
      }),
    ),
  ];
}

function paneView(
  { opened, json, rows, isFiltered }: LogScreen,
  copied: string,
): readonly HTMLElement[] {
  // prettier-ignore
  const none = isFiltered ? LOG.noneShown : LOG.none;
  if (!opened) return [make('p', { class: 'note' }, rows.length === 0 ? none : LOG.choose)];
  return [
    make(
      'div',
      { class: 'buttons' },
      make('code', {}, opened.action),
      button(copied === 'event' ? TEXTS.copied : TEXTS.copy, 'copy-event', { class: 'copy' }),
    ),
    make('pre', { tabindex: 0, role: 'group', 'aria-label': LOG.json, dir: 'ltr' }, json),
  ];
}

function rowView(
  { id, atMs, action, summary }: LogEntry,
  { at, of, isOpen, isTab }: { at: number; of: number; isOpen: boolean; isTab: boolean },
): HTMLElement {
  const state = { 'data-value': id, 'aria-pressed': String(isOpen), tabindex: isTab ? 0 : -1 };
  const row = make(
    'button',
    { type: 'button', 'data-do': 'open-event', ...state },
    make('span', { class: 'time' }, `${(atMs / 1000).toFixed(2)} s`),
    make('code', {}, action),
    make('bdi', { class: 'summary', dir: 'ltr' }, summary),
  );
  return make('li', { 'data-key': id, 'aria-setsize': of, 'aria-posinset': at + 1 }, row);
}
