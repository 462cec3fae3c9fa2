/** The value of a JSON text; `undefined` if it is none. `change` is given every value in it, the innermost first. */
export function parseJson(text: string, change?: (value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, change && ((_key, value: unknown) => change(value)));
  } catch {
    return undefined;
  }
}
