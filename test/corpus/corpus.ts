import { existsSync, readFileSync } from 'node:fs';
import type { EndpointOptions } from '../../src/domain/endpoint/endpoint.js';

/**
 * The corpus: public SIP and tel URI test suites with the verdict of the two grammars. It lies beside
 * the repository (`../shared/corpus`) and is not committed.
 */
export interface UriCase {
  readonly id: string;
  readonly scheme: 'sip' | 'sips' | 'tel' | 'other';
  readonly input: string;
  readonly expect: 'valid' | 'invalid';
  readonly strength: 'agreed' | 'contested';
  readonly parsed?: {
    readonly user?: string | null;
    readonly password?: string | null;
    readonly host?: string;
    readonly port?: number | null;
    readonly digits?: string;
    readonly params: Readonly<Record<string, string | null>>;
    readonly headers?: readonly (readonly [string, string])[];
  };
}

/** Two URIs, and whether they are equal by RFC 3261 §19.1.4 or RFC 3966 §4. */
export interface PairCase {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  readonly equivalent: boolean;
  readonly strength: 'agreed' | 'contested';
}

/** `uri-corpus.json`. */
export interface UriCorpus {
  readonly uris: readonly UriCase[];
  readonly pairs: readonly PairCase[];
}

/** `e164-numbers.json`. */
export interface NumberCorpus {
  readonly numbers: readonly { readonly e164: string }[];
}

/** Allows every port, IP address and parameter of the corpus, so that the parts of more URIs are compared. */
export function everythingIn({ uris, pairs }: UriCorpus): EndpointOptions {
  const texts = [...uris.map(({ input }) => input), ...pairs.flatMap(({ a, b }) => [a, b])];
  const names = texts.join('\n').matchAll(/;([^;=?@\n]+)/g);
  return {
    allowIp: true,
    ports: Array.from({ length: 65_536 }, (_, port) => port),
    parameters: Array.from(names, ([, name = '']) => name),
  };
}

/** Reads one file of the corpus. */
export function readCorpus<Content>(name: string): Content {
  const file = new URL(`../../../shared/corpus/${name}`, import.meta.url);
  if (!existsSync(file)) {
    throw new Error(
      `The corpus is missing: put ${name} into ../shared/corpus, beside the repository.`,
    );
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Content;
}
