import type { Screen } from '../present/screen.js';
import type { TrackScreen, TrackStep } from '../present/track.js';
import { TEXTS } from '../texts.js';
import { button, make, type Child } from './elements.js';
import { addressView } from './target.js';

/** The transfer that waits to be sent, that is under way, or that ended last. Its height does not change. */
export function trackView({ pending, track }: Screen): HTMLElement {
  const isPending = pending !== undefined;
  return make(
    'section',
    { class: 'track', 'aria-labelledby': 'track-title' },
    make(
      'h2',
      { id: 'track-title', tabindex: -1 },
      TEXTS.underWay,
      make('span', { class: 'count' }, isPending ? '' : track?.elapsed),
    ),
    make(
      'output',
      { id: 'record', class: isPending ? 'brief' : undefined },
      ...(isPending ? pendingWords() : recordWords(track)),
    ),
    isPending ? pendingView(pending) : track && stepsView(track),
  );
}

function pendingWords(): readonly Child[] {
  return [make('p', { class: 'note' }, TEXTS.undoHint)];
}

function pendingView({ title, name, target }: NonNullable<Screen['pending']>): HTMLElement {
  return make(
    'div',
    { class: 'pending', 'data-key': 'pending' },
    make('p', { class: 'status' }, title),
    make('p', {}, make('bdi', { class: 'name' }, name), ' → ', addressView(target)),
    make(
      'div',
      { class: 'buttons' },
      button(TEXTS.undo, 'undo', { class: 'primary' }),
      button(TEXTS.sendNow, 'send-now'),
    ),
  );
}

/** Said once when it changes: neither the clock nor the steps are in it. */
function recordWords(track: TrackScreen | undefined): readonly Child[] {
  if (!track) return [make('p', { class: 'note' }, TEXTS.noTransfer)];
  const { status, title, sentence, confidence, sure } = track;
  return [
    make(
      'p',
      { class: `status ${status}` },
      title,
      make('span', { class: `sure ${confidence}` }, make('i', { 'aria-hidden': 'true' }), sure),
    ),
    make('p', { class: 'sentence' }, sentence),
  ];
}

function stepsView({ steps, name, about }: TrackScreen): HTMLElement {
  return make(
    'div',
    { 'data-key': 'steps' },
    make('ol', { class: 'steps', 'aria-label': TEXTS.underWay }, ...steps.map(stepView)),
    make('p', { class: 'note' }, make('bdi', {}, name), ' · ', make('bdi', {}, about)),
  );
}

function stepView({ name, state, says, evidence, at }: TrackStep): HTMLElement {
  return make(
    'li',
    { class: state },
    make('span', { class: 'name' }, name),
    make(
      'span',
      { class: 'says' },
      says,
      evidence && make('span', { class: 'note' }, ` · ${evidence}`),
    ),
    make('span', { class: 'time' }, at),
  );
}
