import type { TransferControllerOptions, TransferPlan, TransferRequest } from 'daily-transfer';
import { CODE, REASONS } from '../texts.js';

/** What the code is written from; the session id in the request does not count. */
export interface CodeFacts {
  readonly request: TransferRequest;
  readonly plan?: TransferPlan | undefined;
  readonly options: TransferControllerOptions;
}

/** The one call that does what the fields say. Whatever was written there stands in it as quoted text. */
export function writeTransfer({ request, plan }: CodeFacts): string {
  const { method, because, blockers = [] } = plan ?? {};
  const codes = blockers.map(({ code }) => code).join(', ');
  return lines(
    method && because && `// ${method}: ${REASONS[because]}`,
    codes !== '' && `// ${CODE.blocked(codes)}`,
    'await transfer({',
    ...writeFields(request),
    '});',
  );
}

/** A component that does it, from the imports on. */
export function writeSetUp({ request, options }: CodeFacts): string {
  const { store, relay } = options;
  return lines(
    "import { useDaily } from '@daily-co/daily-react';",
    'import {',
    '  guardCallMachine,',
    store !== undefined && '  sessionStore,',
    '  type Transferee,',
    '  type TransferControllerOptions,',
    '  type TransferRequest,',
    "} from 'daily-transfer';",
    relay !== undefined && "import { confirmations } from 'daily-transfer/confirmations';",
    "import { useTransfers } from 'daily-transfer/react';",
    '',
    'guardCallMachine(); // before there is a call object',
    '',
    'const options = {',
    ...Object.entries(options).flatMap(([key, value]) => writeOption(key, value) ?? []),
    '} satisfies TransferControllerOptions;',
    '',
    'export function TransferButton({ caller }: { caller: Transferee }) {',
    '  const { plan, transfer } = useTransfers(useDaily(), options);',
    '  const request = {',
    ...writeFields(request).map((line) => `  ${line}`),
    '  } satisfies TransferRequest;',
    '  const { ready, blockers } = plan(request);',
    '  return (',
    '    <button disabled={!ready} title={blockers[0]?.message} onClick={() => transfer(request)}>',
    '      Transfer {caller.name}',
    '    </button>',
    '  );',
    '}',
  );
}

function writeFields({ sessionId: _id, ...request }: TransferRequest): readonly string[] {
  const set = Object.entries(request).filter(([, value]) => value !== undefined);
  return [
    '  sessionId: caller.sessionId,',
    ...set.map(([key, value]) => `  ${key}: ${write(value)},`),
  ];
}

function writeOption(key: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (key === 'store') return '  store: sessionStore(),';
  if (key === 'relay') return `  relay: confirmations({ publicKey: ${quote(CODE.publicKey)} }),`;
  return `  ${key}: ${write(value)},`;
}

/** Plain data as a literal. */
function write(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value); // a function as it is written
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

function lines(...all: readonly unknown[]): string {
  return `${all.filter((line) => typeof line === 'string').join('\n')}\n`;
}

/** A piece of code, and what it is, for its colour. */
export interface Token {
  readonly kind: 'comment' | 'string' | 'word' | 'plain';
  readonly text: string;
}

const TOKENS =
  /(\/\/.*|'(?:[^'\\\n]|\\.)*'|\b(?:await|const|export|function|import|from|return|type)\b)/;

/** Cuts code into pieces by what they are: each second one is a token. */
export function tokenize(code: string): readonly Token[] {
  return code
    .split(TOKENS)
    .map((text, at) => ({ kind: at % 2 === 0 ? 'plain' : kindOf(text), text }));
}

function kindOf(token: string): Token['kind'] {
  if (token.startsWith('//')) return 'comment';
  return token.startsWith("'") ? 'string' : 'word';
}
