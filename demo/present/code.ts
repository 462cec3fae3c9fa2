import type { TransferControllerOptions, TransferPlan } from 'daily-transfer';
import { CODE, REASONS } from '../texts.js';
import { toRequest, type Fields } from './fields.js';

/** What the code is written from. */
export interface CodeFacts {
  readonly fields: Fields;
  readonly plan?: TransferPlan | undefined;
  /** What the page's own controller was attached with. */
  readonly options: TransferControllerOptions;
  readonly mode: 'simulated' | 'live';
}

/** The TypeScript that does what the form says. Whatever was written there stands in it as quoted text. */
export function writeCode({ fields, plan, options, mode }: CodeFacts): string {
  const names = [
    'guardCallMachine',
    'isTransferError',
    ...(options.store ? ['sessionStore'] : []),
    'TransferController',
  ];
  const { sessionId: _, ...request } = toRequest(fields, '');
  const site = options.domain ?? 'your-domain';
  const lines = [
    "import Daily from '@daily-co/daily-js';",
    'import {',
    ...names.map((name) => `  ${name},`),
    "} from 'daily-transfer';",
    ...(options.relay ? ["import { confirmations } from 'daily-transfer/confirmations';"] : []),
    '',
    ...(mode === 'simulated' ? CODE.noAccount.map((line) => `// ${line}`) : []),
    `guardCallMachine(); // ${CODE.forged}`,
    'const call = Daily.createCallObject();',
    `const controller = TransferController.attach(call, ${writeOptions(options)});`,
    '',
    ...writeListener('handed-off', CODE.handedOff, 'transfer.confidence'),
    ...writeListener('failed', CODE.failed, 'transfer.code'),
    ...writeListener('unconfirmed', CODE.unconfirmed, 'transfer.code'),
    '',
    'await call.join({',
    `  url: ${quote(`https://${site}.daily.co/${mode === 'simulated' ? 'support' : 'your-room'}`)},`,
    `  token: ${quote(CODE.token)},`,
    '});',
    '',
    ...CODE.caller.map((line) => `// ${line}`),
    'const [caller] = controller.transferees;',
    `if (!caller) throw new Error(${quote(CODE.nobody)});`,
    'const { sessionId } = caller;',
    '',
    ...writePlan(plan),
    'try {',
    '  const record = await controller.transfer({',
    '    sessionId,',
    ...Object.entries(request).map(([key, value]) => `    ${key}: ${write(value)},`),
    '  });',
    `  // ${CODE.sure}`,
    '  console.log(record.status, record.confidence);',
    '} catch (error) {',
    '  if (!isTransferError(error)) throw error;',
    `  // ${CODE.again}`,
    '  console.log(error.message, error.code, error.record?.retry);',
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function writeListener(status: string, comment: string, what: string): readonly string[] {
  return [
    `// ${comment}`,
    `controller.on('transfer-${status}', ({ transfer }) => {`,
    `  console.log(transfer.status, ${what});`,
    '});',
  ];
}

/** What the plan says, of codes only: nothing that a person wrote may stand in a comment. */
function writePlan(plan: TransferPlan | undefined): readonly string[] {
  const { method, because, blockers = [] } = plan ?? {};
  const codes = blockers.map(({ code }) => code).join(', ');
  return [
    ...(method && because ? [`// ${CODE.plan(method, REASONS[because])}`] : []),
    ...(codes ? [`// ${CODE.inTheWay(codes)}`] : []),
  ];
}

function writeOptions(options: TransferControllerOptions): string {
  const set = Object.entries(options).filter(([, value]) => value !== undefined);
  const lines = set.map(([key, value]) => `  ${key}: ${writeOption(key, value)}\n`);
  return `{\n${lines.join('')}}`;
}

/** With the comma, behind which a remark may stand. */
function writeOption(key: string, value: unknown): string {
  if (key === 'store') return 'sessionStore(),';
  if (key === 'relay') return `confirmations({ publicKey: ${quote(CODE.publicKey)} }),`;
  const remark = FUNCTIONS[key];
  const isOwn = [value].flat().some((one) => typeof one === 'function');
  return isOwn && remark !== undefined ? `${write(value)}, // ${remark}` : `${write(value)},`;
}

const FUNCTIONS: Readonly<Record<string, string>> = CODE.functions;

/** Plain data as a literal; an app's own function as one that allows nothing. */
function write(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'function') return '() => false';
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const set = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{ ${set.map(([key, one]) => `${key}: ${write(one)}`).join(', ')} }`;
}

/**
 * A string literal that nothing breaks out of; what cannot be seen, and what turns the direction of writing,
 * stands as an escape.
 */
function quote(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  const isUnseen = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
  return `'${inside.replace(isUnseen, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`)}'`;
}
