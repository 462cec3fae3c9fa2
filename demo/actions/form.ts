import { isOverridable } from 'daily-transfer';
import type { Page } from '../page.js';
import { NO_FIELDS, type Fields } from '../present/fields.js';
import { searchDirectory } from '../present/screen.js';

/** Lets a person choose a caller and say where the caller is to go. */
export function offerForm(page: Page): void {
  page.offer({
    choose: (sessionId) => {
      page.forgetGone();
      page.change({
        chosen: sessionId,
        refusal: '',
        fields: { ...page.state.fields, override: [] },
      });
    },
    reveal: (sessionId) => {
      const revealed = new Set(page.state.revealed);
      if (!revealed.delete(sessionId)) revealed.add(sessionId);
      page.change({ revealed });
    },
    write: () => page.change({ suggesting: { isOpen: true, active: -1 } }),
    suggest: (target) => suggest(page, target),
    override: (code, isOn) => {
      const { fields } = page.state;
      const others = fields.override.filter((one) => one !== code);
      const override = isOn && isOverridable(code) ? [...others, code] : others;
      page.change({ fields: { ...fields, override } });
    },
  });
  page.root.addEventListener('input', ({ target }) => {
    if (target instanceof Element && target.closest('form')?.id === 'transfer') takeFields(page);
  });
  page.root.addEventListener('keydown', (event) => {
    if (event.target instanceof HTMLInputElement && event.target.id === 'target') move(page, event);
  });
  page.root.addEventListener('focusin', ({ target }) => {
    const isEmpty = target instanceof HTMLInputElement && target.value === '';
    if (isEmpty && target.id === 'target')
      page.change({ suggesting: { isOpen: true, active: -1 } });
  });
  page.root.addEventListener('focusout', ({ target }) => {
    if (target instanceof HTMLInputElement && target.id === 'target') close(page);
  });
  // The browser shows what is wrong with a field, but not with one that is folded away.
  page.root.addEventListener(
    'invalid',
    ({ target }) => {
      if (target instanceof Element) target.closest('details')?.setAttribute('open', '');
    },
    { capture: true },
  );
  // The list must not take the focus from the field before a click in it is heard.
  page.root.addEventListener('mousedown', (event) => {
    if (event.target instanceof Element && event.target.closest('#suggestions'))
      event.preventDefault();
  });
}

/** Writes the fields into the form, as a person would; those left out become empty or usual. */
export function fillForm(page: Page, given: Partial<Fields>): void {
  const fields = { ...NO_FIELDS, ...given };
  for (const [name, value] of Object.entries(fields)) {
    const field = page.root.querySelector(`#transfer [name="${name}"]`);
    if (field instanceof HTMLInputElement && typeof value === 'boolean') field.checked = value;
    else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement)
      field.value = String(value);
  }
  page.change({ fields });
}

/** Another target needs its own decisions to go against a check. */
function takeFields(page: Page): void {
  const before = page.state.fields;
  const fields = readFields(page.root, before);
  const override = fields.target === before.target ? before.override : [];
  page.change({ fields: { ...fields, override }, refusal: '' });
}

/** What the form holds. */
function readFields(root: HTMLElement, before: Fields): Fields {
  const form = root.querySelector('form#transfer');
  if (!(form instanceof HTMLFormElement)) return before;
  const data = new FormData(form);
  const text = (name: keyof Fields): string => String(data.get(name) ?? '');
  return {
    target: text('target'),
    prefer: text('prefer') === 'anchored' ? 'anchored' : 'direct',
    method: readMethod(text('method')),
    callerId: text('callerId'),
    extension: text('extension'),
    deadline: text('deadline'),
    knownAddress: text('knownAddress'),
    override: before.override,
  };
}

function readMethod(text: string): Fields['method'] {
  return text === 'sipCallTransfer' || text === 'sipRefer' ? text : 'auto';
}

function suggest(page: Page, target: string): void {
  fillForm(page, { ...page.state.fields, target, override: [] });
  close(page);
}

function close(page: Page): void {
  page.change({ suggesting: { isOpen: false, active: -1 } });
}

/** The arrows walk through the list, Enter takes the entry, Esc closes the list. */
function move(page: Page, event: KeyboardEvent): void {
  const { suggesting, directory, fields } = page.state;
  const found = searchDirectory(directory, fields.target);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined && found.length > 0) {
    event.preventDefault();
    const from = suggesting.isOpen ? suggesting.active : -1;
    const active =
      from < 0 && step < 0 ? found.length - 1 : (from + step + found.length) % found.length;
    page.change({ suggesting: { isOpen: true, active } });
    return;
  }
  const entry = suggesting.isOpen ? found[suggesting.active] : undefined;
  if (event.key === 'Enter' && entry) {
    event.preventDefault();
    suggest(page, entry.target);
  }
  if (event.key === 'Escape' && suggesting.isOpen && found.length > 0) {
    event.stopPropagation();
    close(page);
  }
}
