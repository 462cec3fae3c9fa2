import { draw, make } from './elements.js';

/** Where a row stands in the list, and whether the Tab key comes to it. */
export interface Place {
  readonly at: number;
  readonly of: number;
  readonly isTab: boolean;
}

/** Anything with ids that rise from one to the next. */
interface Item {
  readonly id: number;
}

/** Pixels; as high as `.log-rows button` in the style sheet, which is 2rem. */
const ROW = 2 * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 14);
/** Rows beyond either edge, so that a fast finger meets no hole. */
const MORE = 6;

/**
 * A list that shows its last item first, and of which only the rows in view are elements. The place where a
 * person reads stays where it is when new rows come above; the arrow keys go from row to row.
 */
export class VirtualList<Row extends Item> {
  /** What scrolls; it keeps its own content. */
  readonly element: HTMLElement;
  readonly #list: HTMLElement;
  readonly #view: (row: Row, place: Place) => HTMLElement;
  #rows: readonly Row[] = [];
  /** How far it is scrolled, and how high it is: asking the element anew would lay out the whole page. */
  #scrolled = 0;
  #height = 0;
  /** What stands at the upper edge, and the row that had the focus last. */
  #top: Row | undefined;
  #active: Row | undefined;

  /** @param view makes the `<li>` of a row, with a button whose `data-value` is the id */
  constructor(list: HTMLElement, label: string, view: (row: Row, place: Place) => HTMLElement) {
    this.#list = list;
    this.#view = view;
    this.element = make(
      'div',
      { class: 'log-view', role: 'group', 'aria-label': label, tabindex: 0 },
      list,
    );
    this.element.addEventListener('scroll', () => this.#measure(), { passive: true });
    list.addEventListener('keydown', (event) => this.#hearKey(event));
    list.addEventListener('focusin', (event) => this.#setActive(event.target));
    new ResizeObserver(() => this.#measure()).observe(this.element);
  }

  /** Shows these rows, whose last stands first. */
  show(rows: readonly Row[]): void {
    this.#rows = rows;
    this.#list.style.setProperty('height', `${rows.length * ROW}px`);
    this.#keepPlace();
    this.#draw();
  }

  #measure(): void {
    this.#scrolled = this.element.scrollTop;
    this.#height = this.element.clientHeight;
    this.#draw();
  }

  #scrollTo(top: number): void {
    this.element.scrollTop = top;
    this.#scrolled = top;
  }

  /** At the upper end the newest rows come into view; elsewhere what is read stays where it is. */
  #keepPlace(): void {
    const most = Math.max(0, this.#rows.length * ROW - this.#height);
    const at = this.#find(this.#top);
    const wanted = at < 0 ? this.#scrolled : at * ROW + (this.#scrolled % ROW);
    const top = this.#scrolled < ROW ? 0 : Math.min(most, wanted);
    if (top !== this.#scrolled) this.#scrollTo(top);
  }

  #draw(): void {
    const first = Math.floor(this.#scrolled / ROW);
    const last = Math.min(first + Math.ceil(this.#height / ROW) + MORE, this.#rows.length - 1);
    const active = this.#find(this.#active);
    const isInside = this.#list.contains(document.activeElement);
    this.#top = this.#rowAt(first);
    const places = findPlaces(first - MORE, last, isInside ? active : -1);
    const tabAt = places.includes(active) ? active : first;
    const items = places.map((at) => {
      const row = this.#rowAt(at);
      return row && this.#view(row, { at, of: this.#rows.length, isTab: at === tabAt });
    });
    draw(this.#list, ...items);
    // As a property: the page's policy takes no style from an attribute.
    for (const item of this.#list.children) {
      const at = Number(item.getAttribute('aria-posinset')) - 1;
      if (item instanceof HTMLElement)
        item.style.setProperty('transform', `translateY(${at * ROW}px)`);
    }
  }

  #setActive(target: EventTarget | null): void {
    const id = target instanceof Element ? Number(target.getAttribute('data-value')) : 0;
    this.#active = this.#rows.find((row) => row.id === id);
  }

  #hearKey(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.#height / ROW) - 1);
    const at = this.#find(this.#active);
    const last = this.#rows.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: last,
    };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    this.#goTo(Math.min(last, Math.max(0, wanted)));
  }

  /** Brings the row into view and gives it the focus. */
  #goTo(at: number): void {
    const top = at * ROW;
    const bottom = top + ROW - this.#height;
    if (top < this.#scrolled) this.#scrollTo(top);
    else if (bottom > this.#scrolled) this.#scrollTo(bottom);
    this.#active = this.#rowAt(at);
    this.#draw();
    const button = this.#list.querySelector(`[data-value="${this.#active?.id}"]`);
    if (button instanceof HTMLElement) button.focus({ preventScroll: true });
  }

  #rowAt(at: number): Row | undefined {
    return this.#rows[this.#rows.length - 1 - at];
  }

  /** Where the row stands, counted from the last; of one that is gone, -1. */
  #find(row: Row | undefined): number {
    if (!row) return -1;
    let least = 0;
    let most = this.#rows.length - 1;
    while (least <= most) {
      const middle = (least + most) >> 1;
      const { id } = this.#rows[middle] ?? row;
      if (id === row.id) return this.#rows.length - 1 - middle;
      if (id < row.id) least = middle + 1;
      else most = middle - 1;
    }
    return -1;
  }
}

/** The places from one to another, and that of the row with the focus, which must not be taken away. */
function findPlaces(from: number, to: number, focused: number): readonly number[] {
  const start = Math.max(0, from);
  const places = Array.from({ length: Math.max(0, to - start + 1) }, (_, at) => start + at);
  if (focused < 0 || places.includes(focused)) return places;
  return focused < start ? [focused, ...places] : [...places, focused];
}
