import { lazy, type ComponentType } from 'react';

/** A component whose code is loaded when it is first drawn: what nobody opens costs nothing. */
export function later<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await load() }));
}
