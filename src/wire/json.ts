/* How data is read that nobody has looked at yet. */

/** The value of a JSON text; `undefined` if it is none. `change` is given every value in it, the innermost first. */
export function parseJson(text: string, change?: (value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, change && ((_key, value: unknown) => change(value)));
  } catch {
    return undefined;
  }
}

/** A value by the object's own key. What a prototype holds was not sent. */
export function own(fields: object, key: string): unknown {
  return Object.hasOwn(fields, key) ? Reflect.get(fields, key) : undefined;
}

/** Is it an object with keys, and no array? */
export function isFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
