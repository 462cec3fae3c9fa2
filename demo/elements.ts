/** The element with this id, or an error that names it: markup and code must agree. */
export function find<T extends Element>(id: string, type: new () => T): T {
  const element = document.querySelector(`#${id}`);
  if (!(element instanceof type)) throw new Error(`the page has no ${type.name} #${id}`);
  return element;
}

type Properties = Readonly<Record<string, string | boolean | undefined>>;

/** A new element. Text goes in as text, never as markup; `false` and nothing leave an attribute out. */
export function make(
  name: string,
  properties: Properties = {},
  ...children: readonly (Node | string)[]
): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/**
 * Puts this into the place, unless it is there already: a screen reader reads a live region out again at
 * every change of its nodes, and focus and selection do not survive one.
 */
export function fill(place: Element, ...children: readonly (Node | string)[]): void {
  const next = make('div', {}, ...children);
  if (next.innerHTML !== place.innerHTML) place.replaceChildren(...next.childNodes);
}

/** A button that does something when it is clicked. */
export function button(label: string, act: () => void): HTMLElement {
  const element = make('button', { type: 'button' }, label);
  element.addEventListener('click', act);
  return element;
}
