/** Shared by all copies of the package on a page, so that two of them see each other. */
const KEY = Symbol.for('daily-transfer');

type Registry = WeakMap<object, unknown>;

/** Which controller is attached to which call object. The call object itself is not marked. */
export function registry(): Registry {
  const page = globalThis as { [KEY]?: Registry };
  page[KEY] ??= new WeakMap();
  return page[KEY];
}
