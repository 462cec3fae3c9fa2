import type { JoinScreen } from '../present/screen.js';
import { JOIN } from '../texts.js';
import { make } from './elements.js';

/** Asks for a real room. The token goes to daily-js and nowhere else. */
export function joinView({ isBusy, problem }: JoinScreen): HTMLElement {
  return make(
    'section',
    { class: 'join', 'aria-labelledby': 'join-title' },
    make('h2', { id: 'join-title' }, JOIN.title),
    make('p', {}, JOIN.about),
    make(
      'form',
      { id: 'join', autocomplete: 'off' },
      field('url', JOIN.url, { type: 'url', required: true, placeholder: JOIN.urlExample }),
      field('token', JOIN.token, { type: 'password' }),
      field('allow', JOIN.allow, { placeholder: JOIN.allowExample, spellcheck: 'false' }),
      make('p', { class: 'note', role: 'status' }, isBusy ? JOIN.joining : ''),
      make('p', { class: 'problem', role: 'alert' }, problem),
      make('button', { type: 'submit', class: 'primary', disabled: isBusy }, JOIN.join),
    ),
  );
}

function field(
  name: string,
  label: string,
  attributes: Readonly<Record<string, string | boolean>>,
): HTMLElement {
  return make(
    'p',
    { class: 'field' },
    make('label', { for: name }, label),
    make('input', { id: name, name, autocomplete: 'off', ...attributes }),
  );
}
