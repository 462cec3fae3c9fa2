/** What can stand inside an element; nothing and `false` stand for nothing. */
export type Child = Node | string | false | undefined;

type Properties = Readonly<Record<string, string | number | boolean | undefined>>;

/** A new element. Text goes in as text, never as markup; `false` and nothing leave an attribute out. */
export function make(
  name: string,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...present(children));
  return element;
}

/** A button that asks the page to do something (see `actions/`), with a value if it needs one. */
export function button(label: Child, action: string, properties: Properties = {}): HTMLElement {
  return make('button', { type: 'button', 'data-do': action, ...properties }, label);
}

/**
 * Makes the place hold these children and changes only what differs: focus, selection and scroll survive, and
 * a live region says only what is new. Children with the same `data-key` are the same. What a person opened
 * (`details`), wrote (fields) or a view keeps for itself (`data-own`) is left alone.
 */
export function draw(place: Element, ...children: readonly Child[]): void {
  const wanted = present(children).map(toNode);
  const keys = new Set(wanted.map(keyOf));
  const gone = Array.from(place.childNodes).filter((old) => !keys.has(keyOf(old)));
  for (const old of gone) old.remove();
  let at = place.firstChild;
  for (const next of wanted) {
    const old = findSame(at, next);
    if (old) update(old, next);
    else place.insertBefore(next, at);
    if (old === at) at = at?.nextSibling ?? null;
    else if (old) place.insertBefore(old, at);
  }
  while (at) {
    const rest = at;
    at = at.nextSibling;
    rest.remove();
  }
}

function findSame(from: ChildNode | null, next: Node): ChildNode | undefined {
  for (let one = from; one; one = one.nextSibling) if (keyOf(one) === keyOf(next)) return one;
  return undefined;
}

/** Nodes of one kind are exchangeable unless they say who they are. */
function keyOf(node: Node): string {
  if (!(node instanceof Element)) return node.nodeName;
  return `${node.nodeName} ${node.getAttribute('data-key') ?? node.id}`;
}

function update(old: Node, next: Node): void {
  if (old === next) return;
  if (!(old instanceof Element && next instanceof Element)) {
    if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
    return;
  }
  updateAttributes(old, next);
  if (!next.hasAttribute('data-own')) draw(old, ...next.childNodes);
}

function updateAttributes(old: Element, next: Element): void {
  const names = new Set([...old.getAttributeNames(), ...next.getAttributeNames()]);
  // Who opens a fold or a dialog, closes it.
  if (old.matches('details, dialog')) names.delete('open');
  for (const name of names) {
    const value = next.getAttribute(name);
    if (value === null) old.removeAttribute(name);
    else if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  const isOwn = next.hasAttribute('data-own');
  if (old instanceof HTMLInputElement && /radio|checkbox/.test(old.type) && !isOwn) {
    old.checked = next.hasAttribute('checked');
  }
}

function present(children: readonly Child[]): readonly (Node | string)[] {
  return children.filter((one) => one !== undefined && one !== false && one !== '') as readonly (
    Node | string
  )[];
}

function toNode(child: Node | string): Node {
  return typeof child === 'string' ? document.createTextNode(child) : child;
}
