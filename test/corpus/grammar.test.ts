import { expect, it } from 'vitest';
import { parseEndpoint } from '../../src/domain/endpoint/endpoint.js';
import { parseTelUri } from '../../src/domain/endpoint/phone-number.js';
import { parseSipUri } from '../../src/domain/endpoint/sip-uri.js';
import { targetElsewhere } from '../../src/domain/plan/target-checks.js';
import { addressOf, checkFacts } from '../support/facts.js';
import { everythingIn, readCorpus, type UriCase, type UriCorpus } from './corpus.js';

/* Below the policy: every valid URI of the corpus has its parts read, also where none of them is sent. */

const corpus = readCorpus<UriCorpus>('uri-corpus.json');
const { uris, pairs } = corpus;
const OPEN = everythingIn(corpus);
const valid = uris.filter((uri) => uri.expect === 'valid' && uri.strength === 'agreed');

it('every part of every agreed SIP URI is read, of refused ones too', () => {
  const sip = valid.filter(({ scheme }) => scheme === 'sip' || scheme === 'sips');
  expect(sip.map(partsOfSip)).toEqual(sip.map(partsByCorpus));
  expect(sip.length).toBeGreaterThan(200);
});

it('every number, extension and further parameter of every agreed tel URI is read', () => {
  const tel = valid.filter(({ scheme }) => scheme === 'tel');
  const ours = tel.map(({ id, input }) => {
    const number = parseTelUri(input.slice(input.indexOf(':') + 1));
    if (typeof number === 'string') return { id, number };
    const { number: digits, extension = null, hasMore } = number;
    return { id, digits, extension, hasMore };
  });
  const theirs = tel.map(({ id, parsed }) => {
    const { ext = null, ...more } = parsed?.params ?? {};
    const extension = ext?.replace(/[-.()]/g, '') ?? null;
    return { id, digits: parsed?.digits, extension, hasMore: Object.keys(more).length > 0 };
  });
  expect(ours).toEqual(theirs);
  expect(tel.length).toBeGreaterThan(10);
});

it('both orders of a pair are read alike, whichever was read first', () => {
  for (const { a, b } of pairs) {
    const [first, second] = [parseEndpoint(a, OPEN), parseEndpoint(b, OPEN)];
    expect([parseEndpoint(b, OPEN), parseEndpoint(a, OPEN)]).toEqual([second, first]);
  }
});

/** Hosts are compared as text, so two spellings of one IPv6 address are two places (p027 of the corpus). */
const IPV6_SPELLINGS = /@\[/;

it('a pair is one place in both orders or in none, and one place where the corpus says equal', () => {
  const accepted = pairs.filter(({ a, b }) =>
    [a, b].every((text) => parseEndpoint(text, OPEN).kind !== 'invalid'),
  );
  const wrong = accepted.filter(({ a, b, equivalent, strength }) => {
    const [there, back] = [isSamePlace(a, b), isSamePlace(b, a)];
    return (
      there !== back || (equivalent && strength === 'agreed' && !there && !IPV6_SPELLINGS.test(a))
    );
  });
  expect(wrong).toEqual([]);
  expect(accepted.length).toBeGreaterThan(30);
});

/** Whether a caller who dialled the one is told that the other is this very place. */
function isSamePlace(target: string, dialled: string): boolean {
  const facts = checkFacts({ target: parseEndpoint(target, OPEN), address: addressOf(dialled) });
  return targetElsewhere(facts).state === 'failed';
}

function partsOfSip({ id, scheme, input }: UriCase): object {
  const uri = parseSipUri(scheme === 'sips' ? 'sips' : 'sip', input.slice(input.indexOf(':') + 1));
  if (typeof uri === 'string') return { id, uri };
  return {
    id,
    user: uri.user ?? null,
    hasPassword: uri.hasPassword,
    host: uri.host,
    port: uri.port ?? null,
    parameters: uri.parameters.map(({ name, value }) => [name, value ?? null]),
    headers: uri.headers.map(({ name, value }) => [name, value]),
  };
}

function partsByCorpus({ id, parsed }: UriCase): object {
  const { user = null, password = null, host = '', port = null } = parsed ?? {};
  return {
    id,
    user,
    hasPassword: password !== null,
    host: host.endsWith('.') ? host.slice(0, -1) : host,
    port,
    parameters: Object.entries(parsed?.params ?? {}),
    headers: parsed?.headers ?? [],
  };
}
