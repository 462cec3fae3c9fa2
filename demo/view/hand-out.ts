import { HISTORY, TEXTS } from '../texts.js';
import { make } from './elements.js';

/**
 * Copies the text. Where the browser has no clipboard (a page over plain http) or refuses, it says so in a
 * dialog that holds the text, selected.
 *
 * @returns whether it was copied
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    showText(text);
    return false;
  }
}

/** Gives the text as a file of this name. */
export function downloadJson(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  make('a', { href: url, download: `${name.replace(/[^\w-]/g, '')}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url));
}

function showText(text: string): void {
  const field = make('textarea', {
    readonly: true,
    rows: 12,
    spellcheck: 'false',
    'aria-label': HISTORY.refusedHint,
  });
  const close = make('button', { type: 'button' }, TEXTS.close);
  const title = make('h2', { id: 'refused-title' }, HISTORY.refusedTitle);
  const hint = make('p', { class: 'note' }, HISTORY.refusedHint);
  const dialog = make(
    'dialog',
    { class: 'refused', 'aria-labelledby': 'refused-title' },
    title,
    hint,
    field,
    make('div', { class: 'buttons' }, close),
  );
  if (!(dialog instanceof HTMLDialogElement && field instanceof HTMLTextAreaElement)) return;
  field.value = text;
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
  field.select();
}
