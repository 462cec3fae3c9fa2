import type { Page } from '../page.js';
import type { State } from '../present/screen.js';
import { showDialog } from '../view/dialogs.js';

const THEME_KEY = 'daily-transfer-theme';

/** Theme and keyboard. The keys keep still while a person writes or a dialog is open. */
export function offerManners(page: Page): void {
  page.change({ theme: readTheme() });
  page.offer({
    theme: (name) => {
      const theme = toTheme(name);
      page.change({ theme });
      remember(theme);
    },
    help: () => toggleHelp(page),
  });
  page.root.ownerDocument.addEventListener('keydown', (event) => {
    if (page.root.ownerDocument.querySelector('dialog[open]')) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return submit(page);
    if (isWriting(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '?') toggleHelp(page);
    if (event.key === '/') focusTarget(page, event);
  });
}

function submit(page: Page): void {
  const form = page.root.querySelector('form#transfer');
  if (form instanceof HTMLFormElement && page.desk) form.requestSubmit();
}

function focusTarget(page: Page, event: KeyboardEvent): void {
  const field = page.root.querySelector('#target');
  if (!(field instanceof HTMLInputElement)) return;
  event.preventDefault();
  field.focus();
  field.select();
}

function toggleHelp(page: Page): void {
  const dialog = page.root.querySelector('dialog#help');
  if (dialog instanceof HTMLDialogElement) showDialog(dialog, !dialog.open);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isChoice = target instanceof HTMLInputElement && /radio|checkbox/.test(target.type);
  return !isChoice && target.matches('input, textarea, select, [contenteditable]');
}

function toTheme(name: string | null): State['theme'] {
  return name === 'light' || name === 'dark' ? name : 'system';
}

/** A browser may refuse to remember anything. */
function readTheme(): State['theme'] {
  try {
    return toTheme(localStorage.getItem(THEME_KEY));
  } catch {
    return 'system';
  }
}

function remember(theme: State['theme']): void {
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Then it holds until the page is left.
  }
}
