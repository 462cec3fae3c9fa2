import { mask } from '../domain/masking.js';
import { readPlanRules, type PlanOptions } from '../domain/plan/options.js';
import { makeServerPlan, readServerRequest } from '../server/server-plan.js';
import type { ServerTransferPlan, ServerTransferRequest } from '../server/server-plan.js';

const text = { type: 'string' } as const;
const rules = { prefer: text, domain: text, allow: text };
const json = { type: 'boolean' } as const;
/** The flags of `daily-transfer plan`. */
export const PLAN_FLAGS = { to: text, from: text, 'from-type': text, ...rules, json };

type Flags = Readonly<Partial<Record<keyof typeof PLAN_FLAGS, string | boolean | undefined>>>;

/** The plan for a caller of whom only the flags are known. @throws TypeError for a flag that is wrong */
export function planTransfer(flags: Flags): ServerTransferPlan {
  const { to, from, 'from-type': type } = flags;
  if (to === undefined) throw new TypeError('--to is missing: the target, such as +1… or sip:…');
  const caller = { sessionId: 'unknown', transfereeAddress: from, transfereeType: type };
  const request = readServerRequest({ ...caller, toEndPoint: to } as ServerTransferRequest);
  return makeServerPlan(request, readPlanRules(readOptions(flags)), undefined);
}

/** Options of a plan as they were typed; whoever takes them refuses what does not fit. */
export function readOptions({ domain, prefer, allow }: Flags): PlanOptions {
  const allowTargets = !allow || allow === 'any' ? allow : String(allow).split(/\s*,\s*/);
  return { domain, prefer, allowTargets } as PlanOptions;
}

/** The plan as text, masked: what it comes to, every row of the rule, every check. */
export function writePlan(plan: ServerTransferPlan): string {
  const { target, method = 'none', because = 'the target is invalid', ready } = plan;
  const shown = mask(target.kind === 'invalid' ? target.text : target.address);
  const head = Object.entries({ target: shown, method, because, ready: ready ? 'yes' : 'no' });
  const rows = plan.considered.map((row) => {
    return [row.matched ? '>' : ' ', String(row.row), row.reason, row.method ?? '', row.message];
  });
  const checks = plan.checks.map(({ state, code, message, hint = '', fix = '' }) => {
    return [state === 'failed' ? 'FAILED' : state, code, `${message} ${hint} ${fix}`];
  });
  return [head, rows, checks].map(writeTable).join('\n');
}

function writeTable(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const cells = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(width(column)));
  return rows.map((row) => `${cells(row).join('  ').trimEnd()}\n`).join('');
}
