import { readFileSync } from 'node:fs';
import { parseArgs, parseEnv } from 'node:util';
import { mask } from '../domain/masking.js';
import { HELP } from './help.js';
import { makeKeys } from './keys.js';
import { PLAN_FLAGS, planTransfer, writePlan } from './plan.js';
import { serve } from './serve.js';

/** Runs the command `daily-transfer`. Resolves with its exit code, as the help says. */
export async function run(
  [command = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  { stdout, stderr }: Record<'stdout' | 'stderr', { write(text: string): unknown }>,
): Promise<number> {
  try {
    if ([command, ...args].includes('--help')) stdout.write(HELP);
    else if (command === 'keys') {
      parseArgs({ args, options: {} });
      stdout.write(makeKeys());
    } else if (command === 'plan') {
      const { values } = parseArgs({ args, options: PLAN_FLAGS });
      const plan = planTransfer(values);
      stdout.write(values.json ? `${JSON.stringify(plan, null, 2)}\n` : writePlan(plan));
      return plan.ready ? 0 : 1;
    } else if (command === 'serve') {
      const { values } = parseArgs({ args, options: { env: { type: 'string' } } });
      const file = values.env === undefined ? {} : parseEnv(readFileSync(values.env, 'utf8'));
      const set = Object.entries({ ...file, ...env }).filter(([, value]) => value);
      const server = await serve(Object.fromEntries(set), (text) => stderr.write(text));
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close());
    } else throw new TypeError('the command is keys, plan or serve; --help shows all of it');
    return 0;
  } catch (error) {
    stderr.write(`daily-transfer: ${mask((error as Error).message)}\n`);
    return error instanceof TypeError ? 2 : 1;
  }
}
