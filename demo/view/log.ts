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
import { VirtualList, type Place } from './virtual-list.js';

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

/** The event log, newest first; ten thousand events are no more to draw than ten. */
export class EventLog {
  readonly #tools = make('div', { class: 'log-tools' });
  readonly #pane = make('div', { class: 'log-pane' });
  readonly #list = new VirtualList<LogEntry>(
    make('ol', { class: 'log-rows', 'aria-labelledby': 'log-title' }),
    LOG.rows,
    (entry, place) => rowView(entry, place, entry.id === this.#opened),
  );
  readonly #body = make('div', { class: 'log-body' }, this.#list.element, this.#pane);
  #opened: number | undefined;
  #shown: readonly unknown[] = [];

  /** The place for the log, empty: `show()` moves in once it is on the page, and stays (`data-own`). */
  get element(): HTMLElement {
    return make('section', {
      id: 'log',
      class: 'log',
      'aria-labelledby': 'log-title',
      'data-own': true,
    });
  }

  /** Shows the log; `copied` names what was copied just now. Without a change it does nothing. */
  show(state: LogState, copied: string): void {
    const place = document.querySelector('#log');
    if (place && this.#body.parentNode !== place) place.append(this.#tools, this.#body);
    if (this.#shown[0] === state && this.#shown[1] === copied) return;
    this.#shown = [state, copied];
    const screen = presentLog(state);
    this.#opened = screen.opened?.id;
    draw(this.#tools, ...toolsView(screen, copied));
    draw(this.#pane, ...paneView(screen, copied));
    this.#list.show(screen.rows);
  }
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
        return make(
          'button',
          { type: 'button', 'data-do': 'filter-events', ...look, ...state },
          `${kind || LOG.all} `,
          number,
        );
      }),
    ),
  ];
}

function paneView(
  { opened, json, rows, isFiltered }: LogScreen,
  copied: string,
): readonly HTMLElement[] {
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
  { at, of, isTab }: Place,
  isOpen: boolean,
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
