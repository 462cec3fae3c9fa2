import JsSIP from 'jssip';
import { Grammar } from 'sip.js';
import { parseEndpoint } from '../../src/domain/endpoint/endpoint.js';
import { parseSipUri } from '../../src/domain/endpoint/sip-uri.js';
import type { Difference, Reading } from './known-differences.js';

type Values = Readonly<Record<string, string | null>>;

/** What both of the other stacks have in common; neither types its lists. */
interface OtherUri {
  readonly user?: string;
  readonly host: string;
  readonly port?: number | null;
  readonly parameters?: Values;
  readonly _parameters?: Values;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly _headers?: Readonly<Record<string, readonly string[]>>;
}

const STACKS: readonly {
  readonly stack: Difference['stack'];
  readonly parse: (text: string) => unknown;
}[] = [
  { stack: 'SIP.js', parse: (text) => Grammar.URIParse(text) },
  { stack: 'JsSIP', parse: (text) => JsSIP.URI.parse(text) },
];

/** In what SIP.js and JsSIP differ from us about a text that begins with `sip:` or `sips:`. */
export function findDifferences(text: string): Difference[] {
  const ours = readOurs(text);
  return STACKS.flatMap(({ stack, parse }) => {
    const theirs = readTheirs(text, parse);
    const differ = (what: Difference['what'], our: unknown, their: unknown): Difference => ({
      stack,
      text,
      what,
      ours: String(our),
      theirs: String(their),
    });
    if (theirs instanceof Error) return [differ('they throw', ours, theirs)];
    if (typeof ours === 'string') {
      return theirs ? [differ('only they take it', ours, theirs.host)] : [];
    }
    if (theirs === undefined) return [differ('only we take it', ours.host, '')];
    const keys = Object.keys(ours) as (keyof Reading)[];
    return keys
      .filter((key) => ours[key] !== theirs[key])
      .map((key) => differ(key, ours[key], theirs[key]));
  });
}

/** By the grammar alone, so that what our policy refuses is compared too; else the problem. */
function readOurs(text: string): Reading | string {
  const endpoint = parseEndpoint(text);
  if (endpoint.kind === 'invalid' && endpoint.fault === 'malformed') return endpoint.problem;
  const colon = text.indexOf(':');
  const scheme = colon === 3 ? 'sip' : 'sips';
  const uri = parseSipUri(scheme, text.slice(colon + 1));
  if (typeof uri === 'string') return uri;
  return {
    host: uri.host,
    port: String(uri.port ?? ''),
    user: uri.user ?? '',
    parameters: listed(uri.parameters.map(({ name, value }) => [name, value])),
    headers: listed(uri.headers.map(({ name, value }) => [name, value])),
  };
}

function readTheirs(text: string, parse: (text: string) => unknown): Reading | Error | undefined {
  try {
    const uri = parse(text) as OtherUri | undefined;
    if (uri === undefined) return undefined;
    const headers = Object.entries(uri.headers ?? uri._headers ?? {});
    return {
      host: uri.host.toLowerCase(),
      port: String(uri.port ?? ''),
      user: uri.user ?? '',
      parameters: listed(Object.entries(uri.parameters ?? uri._parameters ?? {}).map(decoded)),
      headers: listed(
        headers.flatMap(([name, values]) => values.map((value) => decoded([name, value]))),
      ),
    };
  } catch (error) {
    return error as Error;
  }
}

/** Order and letter case say nothing. */
function listed(pairs: readonly (readonly [name: string, value: string | undefined])[]): string {
  return pairs
    .map(([name, value]) => (value === undefined ? name : `${name}=${value}`).toLowerCase())
    .sort()
    .join(' ');
}

/** They leave escapes as they are. */
function decoded([name, value]: readonly [string, string | null]): [string, string | undefined] {
  return [decode(name), value === null ? undefined : decode(value)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
