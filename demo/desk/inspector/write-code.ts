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
  const remarks = [
    ...(method && because ? [`${method}: ${REASONS[because]}`] : []),
    ...(codes === '' ? [] : [CODE.blocked(codes)]),
  ];
  return `${remarks.map((remark) => `// ${remark}\n`).join('')}await transfer({
${writeFields(request, '  ')}});
`;
}

/** A component that does it, from the imports on. */
export function writeSetUp({ request, options }: CodeFacts): string {
  const { store, relay } = options;
  return `import { useDaily } from '@daily-co/daily-react';
import {
  guardCallMachine,${store ? '\n  sessionStore,' : ''}
  type Transferee,
  type TransferControllerOptions,
  type TransferRequest,
} from 'daily-transfer';${relay ? "\nimport { confirmations } from 'daily-transfer/confirmations';" : ''}
import { useTransfers } from 'daily-transfer/react';

guardCallMachine(); // before there is a call object

const options = {
${writeOptions(options)}} satisfies TransferControllerOptions;

export function TransferButton({ caller }: { caller: Transferee }) {
  const { plan, transfer } = useTransfers(useDaily(), options);
  const request = {
${writeFields(request, '    ')}  } satisfies TransferRequest;
  const { ready, blockers } = plan(request);
  return (
    <button disabled={!ready} title={blockers[0]?.message} onClick={() => transfer(request)}>
      Transfer {caller.name}
    </button>
  );
}
`;
}

function writeFields({ sessionId: _id, ...request }: TransferRequest, indent: string): string {
  const fields = writeEach(request).map((field) => `${indent}${field},\n`);
  return `${indent}sessionId: caller.sessionId,\n${fields.join('')}`;
}

function writeOptions({ store, relay, ...options }: TransferControllerOptions): string {
  const all = writeEach(options);
  if (store) all.push('store: sessionStore()');
  if (relay) all.push(`relay: confirmations({ publicKey: ${quote(CODE.publicKey)} })`);
  return all.map((option) => `  ${option},\n`).join('');
}

/** Each of them as code, without those that are not set. */
function writeEach(fields: object): string[] {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined);
  return set.map(([key, value]) => `${key}: ${write(value)}`);
}

/** Plain data as a literal. */
function write(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value); // a function as it is written
  return `{ ${writeEach(value).join(', ')} }`;
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
