/* How objects are read and written whose keys may be missing. */

/** An object with keys that nobody has looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Is it an object with keys, and no array? */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value by the object's own key: a key may be `__proto__`, and what a prototype holds was not sent. */
export function own(fields: object, key: string): unknown {
  return Object.hasOwn(fields, key) ? Reflect.get(fields, key) : undefined;
}

/** The same type, whose optional keys may hold `undefined`. */
export type WithUndefined<T> = {
  [Key in keyof T]: object extends Pick<T, Key> ? T[Key] | undefined : T[Key];
};

/** The fields that are not `undefined`, in a new object. A plan needs it thirty times: written for speed. */
export function withoutUndefined<T extends object>(
  fields: WithUndefined<T>,
  prototype: object = Object.prototype,
): T {
  const given = Object.create(prototype) as Record<string, unknown>;
  for (const key of Object.keys(fields) as (keyof T & string)[]) {
    const value = fields[key];
    if (value !== undefined) given[key] = value;
  }
  return given as T;
}

/** Has it all of these methods? */
export function hasMethods(value: unknown, ...names: readonly string[]): boolean {
  const fields = value as Fields | null | undefined;
  return names.every((name) => typeof fields?.[name] === 'function');
}

/** The value if it is a text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
