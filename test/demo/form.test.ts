import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fillForm, offerForm } from '../../demo/actions/form.js';
import { offerManners } from '../../demo/actions/manners.js';
import { Page } from '../../demo/page.js';
import { make } from '../../demo/view/elements.js';

let page: Page;

beforeEach(() => {
  document.body.innerHTML = '<div id="page"></div>';
  page = new Page(document.querySelector('#page') as HTMLElement, {
    mode: 'simulated',
    notice: '',
    directory: [{ name: 'Queue', target: 'sip:queue@pbx.example.com' }],
  });
  offerForm(page);
});

function find<Kind extends Element>(selector: string): Kind {
  const found = page.root.querySelector<Kind>(selector);
  if (!found) throw new Error(`nothing is ${selector}`);
  return found;
}

function write(selector: string, text: string): void {
  const field = find<HTMLInputElement>(selector);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

describe('offerForm', () => {
  it('asks for the caller id of a phone no longer, once a SIP target was taken from the directory', async () => {
    page.change({ chosen: 'caller' });
    write('#target', '+1 (415) 555-2671');
    write('[name=callerId]', 'an-id');
    expect(page.request).toMatchObject({ callerId: 'an-id' });
    write('#target', 'que');
    await vi.waitFor(() => find<HTMLElement>('[data-do=suggest]').click());
    expect(page.request).toEqual({ sessionId: 'caller', toEndPoint: 'sip:queue@pbx.example.com' });
    write('#target', '+1 (415) 555-2671');
    expect(page.request).toMatchObject({ callerId: 'an-id' });
  });

  it('forgets what a person went against when the target becomes another', () => {
    const override = ['room-on-sfu'] as const;
    fillForm(page, { target: 'sip:queue@pbx.example.com', override });
    write('[name=deadline]', '30');
    expect(page.state.fields.override).toEqual(override);
    write('#target', 'sip:night@pbx.example.com');
    expect(page.state.fields.override).toEqual([]);
  });

  it('unfolds what holds a field that is not right, so that the browser can say what is wrong', () => {
    const experts = find<HTMLDetailsElement>('details.experts');
    expect(experts.open).toBe(false);
    find('[name=deadline]').dispatchEvent(new Event('invalid', { cancelable: true }));
    expect(experts.open).toBe(true);
  });
});

describe('offerManners', () => {
  it('lets the keys keep still while any dialog is open, on the page or beside it', () => {
    offerManners(page);
    const dialog = make('dialog') as HTMLDialogElement;
    document.body.append(dialog);
    const press = (): void =>
      void document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }));
    dialog.showModal();
    press();
    expect(find<HTMLDialogElement>('#help').open).toBe(false);
    dialog.close();
    press();
    expect(find<HTMLDialogElement>('#help').open).toBe(true);
  });
});
