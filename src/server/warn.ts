import { report } from '../environment.js';

/**
 * Shows an error of the app's own code, and lets the server live. An error that nobody catches ends Node,
 * and one that `reportError` is given ends Deno; both have Node's warnings.
 */
export function warn(error: unknown): void {
  const { process: node } = globalThis as { process?: { emitWarning?: (text: Error) => void } };
  if (typeof node?.emitWarning !== 'function') return report(error);
  node.emitWarning(
    error instanceof Error ? error : new Error('a value was thrown that is no error'),
  );
}
