/** Something that was printed, stored or sent. */
export interface Capture {
  /** The door that it went through. */
  readonly by: string;
  readonly text: string;
  readonly stack: string;
}

/** Who may print, store or send as it likes, and why. */
const OTHERS: readonly { readonly path: RegExp; readonly why: string }[] = [
  {
    path: /node_modules[\\/](@daily-co|daily-js-)/,
    why: 'daily-js prints whole events when a listener throws (H5); that is its own affair',
  },
];

/** Is it ours to answer for? Everything is that has a line of `src` in its stack, and whatever nobody else did. */
export function isTold({ stack }: Capture): boolean {
  const own = stack.split('\n').findIndex((line) => /[\\/]src[\\/](?!simulator)/.test(line));
  const others = stack.split('\n').findIndex((line) => OTHERS.some(({ path }) => path.test(line)));
  return others === -1 || (own !== -1 && own < others);
}
