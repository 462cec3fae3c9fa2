import type { CallerCard } from '../present/callers.js';
import { TEXTS } from '../texts.js';
import { button, make } from './elements.js';

/** The callers in the room, one of whom can be chosen. */
export function callersView(cards: readonly CallerCard[]): HTMLElement {
  const nobody = make('p', { class: 'note', 'data-key': 'nobody' }, TEXTS.nobody);
  return make(
    'section',
    { class: 'callers', 'aria-labelledby': 'callers-title' },
    make(
      'h2',
      { id: 'callers-title' },
      TEXTS.callers,
      make('span', { class: 'count' }, String(cards.filter(({ hasLeft }) => !hasLeft).length)),
    ),
    make(
      'div',
      {
        id: 'callers',
        class: 'scroll',
        role: 'radiogroup',
        tabindex: -1,
        'aria-labelledby': 'callers-title',
      },
      ...(cards.length > 0 ? cards.map(cardView) : [nobody]),
    ),
  );
}

function cardView(card: CallerCard): HTMLElement {
  const { sessionId, name, kind, address, since, isChosen, doing, hasLeft } = card;
  const radio = make('input', {
    type: 'radio',
    name: 'caller',
    value: sessionId,
    checked: isChosen,
    'data-change': 'choose',
  });
  const tag = hasLeft ? TEXTS.hasLeft : doing;
  const time =
    since !== undefined &&
    make('span', { class: 'note time', 'data-key': 'time', title: TEXTS.inRoom }, since);
  return make(
    'div',
    {
      class: hasLeft ? 'caller gone' : 'caller',
      'data-key': hasLeft ? `${sessionId} gone` : sessionId,
    },
    make(
      hasLeft ? 'p' : 'label',
      {},
      !hasLeft && radio,
      make('bdi', { class: 'name' }, name),
      tag === undefined ? time : make('span', { class: 'tag', 'data-key': 'tag' }, tag),
      make('span', { class: 'note network' }, kind),
      make('bdi', { class: 'note address', dir: 'ltr' }, address),
    ),
    !hasLeft && revealView(card),
  );
}

function revealView({ reveal, sessionId, name }: CallerCard): HTMLElement | false {
  if (reveal === 'none') return false;
  const label = reveal === 'shown' ? TEXTS.hide : TEXTS.reveal;
  return button(label, 'reveal', {
    class: 'quiet reveal',
    'data-value': sessionId,
    'aria-label': `${label}: ${name}`,
  });
}
