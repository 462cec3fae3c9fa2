import { run } from '../../src/cli/run.js';

/** What the command wrote, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in this process, as one types it. */
export async function type(line: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const written = { out: '', err: '' };
  const code = await run(line === '' ? [] : line.split(' '), env, {
    stdout: { write: (text) => (written.out += text) },
    stderr: { write: (text) => (written.err += text) },
  });
  return { code, ...written };
}
