import { TEXTS } from '../texts.js';

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
  make('a', { href: url, download: `${name}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url));
}

/** Made by hand: it is shown from anywhere, and is gone when it is closed. */
function showText(text: string): void {
  const field = make('textarea', {
    value: text,
    readOnly: true,
    rows: 12,
    ariaLabel: TEXTS.copyByHand,
  });
  const close = make('button', { type: 'button', textContent: TEXTS.close });
  const title = make('h2', { textContent: TEXTS.copyRefused });
  const hint = make('p', { textContent: TEXTS.copyByHand });
  const dialog = make('dialog', { className: 'dialog', ariaLabel: TEXTS.copyRefused });
  dialog.append(title, hint, field, close);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
  field.select();
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties);
}
