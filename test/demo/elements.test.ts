import { beforeEach, describe, expect, it } from 'vitest';
import { draw, make } from '../../demo/view/elements.js';

let place: HTMLElement;

beforeEach(() => {
  place = document.createElement('div');
  document.body.replaceChildren(place);
});

const item = (key: string, text = key) => make('li', { 'data-key': key }, text);

describe('draw', () => {
  it('changes only what differs', () => {
    draw(place, make('p', { class: 'a' }, 'one'), make('b', {}, 'two'));
    const [first, second] = [...place.children];
    draw(place, make('p', { class: 'b', title: 't' }, 'other'), make('b', {}, 'two'));
    expect([...place.children]).toEqual([first, second]);
    expect(place.innerHTML).toBe('<p class="b" title="t">other</p><b>two</b>');
  });

  it('keeps the elements of a key, with their focus, while others come and go', () => {
    const field = (key: string) => make('input', { 'data-key': key });
    draw(place, field('a'), field('b'), field('c'));
    const b = place.children[1] as HTMLInputElement;
    b.focus();
    b.value = 'written';
    draw(place, field('b'), field('d'));
    expect([...place.children].map((one) => one.getAttribute('data-key'))).toEqual(['b', 'd']);
    expect(place.children[0]).toBe(b);
    expect(document.activeElement).toBe(b);
    expect(b.value).toBe('written');
  });

  it('puts what came between others in its place, and what changed places too', () => {
    draw(place, item('a'), item('b'), item('c'));
    draw(place, item('c'), item('x'), item('a'), item('b'));
    expect(place.textContent).toBe('cxab');
  });

  it('writes markup as text', () => {
    draw(place, make('p', {}, '<img src=x onerror=alert(1)>'));
    expect(place.querySelector('img')).toBeNull();
    expect(place.textContent).toBe('<img src=x onerror=alert(1)>');
  });

  it('leaves alone what a person opened and what a view keeps for itself', () => {
    const fold = () => make('details', {}, make('summary', {}, 's'));
    const own = () => make('div', { 'data-own': true });
    draw(place, fold(), own());
    place.querySelector('details')?.setAttribute('open', '');
    place.querySelector('[data-own]')?.append('kept');
    draw(place, fold(), own());
    expect(place.querySelector('details')?.hasAttribute('open')).toBe(true);
    expect(place.querySelector('[data-own]')?.textContent).toBe('kept');
  });

  it('checks a choice by what is drawn', () => {
    const radio = (checked: boolean) => make('input', { type: 'radio', checked });
    draw(place, radio(true));
    const input = place.firstElementChild as HTMLInputElement;
    input.checked = false;
    draw(place, radio(true));
    expect(input.checked).toBe(true);
  });

  it('leaves out what is nothing', () => {
    draw(place, undefined, false, '', 'text');
    expect(place.childNodes).toHaveLength(1);
  });
});
