import type { HistoryRow, HistoryScreen } from '../present/history.js';
import { HISTORY, TEXTS } from '../texts.js';
import { button, make } from './elements.js';

/** All transfers, newest first, each with its timeline. `copied` names what was copied just now. */
export function historyView({ rows, unmasked }: HistoryScreen, copied: string): HTMLElement {
  const count = make('span', { class: 'count' }, String(rows.length));
  const list = rows.map((row) => rowView(row, copied));
  return make(
    'section',
    { class: 'history', 'aria-labelledby': 'history-title' },
    make('h2', { id: 'history-title' }, TEXTS.history, count),
    toolsView(unmasked, copied),
    make(
      'div',
      { class: 'records' },
      ...(rows.length > 0 ? list : [make('p', { class: 'note' }, TEXTS.noHistory)]),
    ),
  );
}

function toolsView(unmasked: boolean, copied: string): HTMLElement {
  const box = make('input', {
    type: 'checkbox',
    checked: unmasked,
    'data-change': 'unmasked',
    'aria-describedby': 'unmasked-hint',
  });
  const hint = unmasked ? HISTORY.unmasked : HISTORY.masked;
  return make(
    'div',
    { class: 'buttons' },
    button(copied === 'history' ? TEXTS.copied : HISTORY.copyAll, 'copy-history', {
      class: 'copy',
    }),
    button(HISTORY.downloadAll, 'download-history'),
    make('label', { class: 'check-label' }, box, ` ${TEXTS.unmasked}`),
    make('span', { id: 'unmasked-hint', class: unmasked ? 'warning' : 'note' }, hint),
  );
}

function rowView(row: HistoryRow, copied: string): HTMLElement {
  const { id, status, title, confidence, sure, name, target, method, time, dateTime } = row;
  return make(
    'details',
    { 'data-key': id, class: 'record', open: row.detail !== undefined },
    make(
      'summary',
      { 'data-do': 'toggle-record', 'data-value': id },
      make('span', { class: `status ${status}` }, title),
      make('bdi', { class: 'name' }, name),
      make('bdi', { class: 'target', dir: 'ltr' }, target),
      make('span', { class: 'note' }, method),
      make('time', { class: 'time', datetime: dateTime }, time),
      make('span', { class: `sure ${confidence}` }, make('i', { 'aria-hidden': 'true' }), sure),
    ),
    row.detail && detailView(row, row.detail, copied),
  );
}

function detailView(
  { id }: HistoryRow,
  { sentences, timeline }: NonNullable<HistoryRow['detail']>,
  copied: string,
): HTMLElement {
  const label = copied === `record ${id}` ? TEXTS.copied : TEXTS.copy;
  return make(
    'div',
    { class: 'detail' },
    ...sentences.map((sentence) => make('p', {}, sentence)),
    make('ol', { class: 'timeline', 'aria-label': TEXTS.timeline }, ...timeline.map(lineView)),
    make(
      'div',
      { class: 'buttons' },
      button(label, 'copy-record', { class: 'copy', 'data-value': id }),
      button(TEXTS.download, 'download-record', { 'data-value': id }),
    ),
  );
}

type Line = NonNullable<HistoryRow['detail']>['timeline'][number];

function lineView({ at, says, evidence, late }: Line): HTMLElement {
  const source = late ? `${evidence}, ${TEXTS.late}` : evidence;
  return make(
    'li',
    {},
    make('span', { class: 'time' }, at),
    make('span', {}, `${says} (${source})`),
  );
}
