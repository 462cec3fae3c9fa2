import { afterAll, describe, expect, it } from 'vitest';
import { type Endpoint, parseAddress, parseEndpoint } from '../../src/domain/endpoint/endpoint.js';
import {
  everythingIn,
  type NumberCorpus,
  readCorpus,
  type UriCase,
  type UriCorpus,
} from './corpus.js';

const corpus = readCorpus<UriCorpus>('uri-corpus.json');
const { uris, pairs } = corpus;
const { numbers } = readCorpus<NumberCorpus>('e164-numbers.json');

const OPEN = everythingIn(corpus);
const agreed = uris.filter((uri) => uri.strength === 'agreed');
const contested = uris.filter((uri) => uri.strength === 'contested');
const figures: string[] = [];

afterAll(() => {
  for (const line of figures) console.log(`corpus: ${line}`);
});

describe('parseEndpoint on the corpus', () => {
  it('puts every agreed URI in the right layer and reads its parts', () => {
    expect(agreed.flatMap(findFaults)).toEqual([]);
    const results = agreed.map(({ input }) => parseEndpoint(input));
    const open = agreed.map(({ input }) => parseEndpoint(input, OPEN));
    figures.push(`${agreed.length} agreed uris, all right: ${countKinds(results)}`);
    figures.push(
      `${agreed.length} agreed uris with every port, IP and parameter allowed: ${countKinds(open)}`,
    );
  });

  it('never sees another host than the corpus in a contested URI', () => {
    const faults = contested.filter(({ input, parsed }) => {
      const endpoint = parseEndpoint(input, OPEN);
      return (
        endpoint.kind === 'sip' && parsed !== undefined && endpoint.host !== plain(parsed.host)
      );
    });
    expect(faults).toEqual([]);
    const same = contested.filter(
      (uri) => (uri.expect === 'invalid') === (layerOf(uri.input) === 'malformed'),
    );
    const kinds = countKinds(contested.map(({ input }) => parseEndpoint(input)));
    figures.push(
      `${contested.length} contested uris: ${kinds}; ${same.length} in the stated layer`,
    );
  });

  it('takes every E.164 number as it is', () => {
    const wrong = numbers.filter(({ e164 }) => {
      const endpoint = parseEndpoint(e164);
      return endpoint.kind !== 'phone' || endpoint.address !== e164;
    });
    expect(wrong).toEqual([]);
    figures.push(`${numbers.length} E.164 numbers, all accepted unchanged`);
  });

  it('gives two different URIs never the same address', () => {
    const accepted = pairs.filter(
      ({ a, b }) => addressOf(a) !== undefined && addressOf(b) !== undefined,
    );
    const same = accepted.filter(({ a, b }) => addressOf(a) === addressOf(b));
    expect(same.filter((pair) => !pair.equivalent && pair.strength === 'agreed')).toEqual([]);
    const asStated = accepted.filter(
      ({ a, b, equivalent }) => (addressOf(a) === addressOf(b)) === equivalent,
    );
    figures.push(
      `${pairs.length} pairs: both accepted in ${accepted.length}, address equality as the corpus says in ` +
        `${asStated.length}; the others are equal by RFC 3261 §19.1.4 and have different texts`,
    );
  });
});

describe('parseAddress on the corpus', () => {
  it('knows the host of every agreed valid SIP URI, bare and within <…>', () => {
    const sip = agreed.filter(
      ({ scheme, expect: verdict }) => verdict === 'valid' && scheme !== 'tel',
    );
    const wrong = sip.filter(({ input, parsed }) =>
      [input, `<${input}>`, `"a <sip:b@c>" <${input}>`].some((text) => {
        const address = parseAddress(text);
        return address?.kind !== 'sip' || address.host !== plain(parsed?.host);
      }),
    );
    expect(wrong).toEqual([]);
  });
});

/** What is wrong about our reading of an agreed case, in words. */
function findFaults(uri: UriCase): string[] {
  const layer = layerOf(uri.input);
  if (uri.expect === 'valid') {
    if (layer === 'malformed') return [`${uri.id} ${uri.input} is valid, and malformed here`];
    return [undefined, OPEN].flatMap((options) =>
      findDifferences(uri, parseEndpoint(uri.input, options)),
    );
  }
  if (layer === 'malformed' || isOurOwn(uri)) return [];
  return [`${uri.id} ${uri.input} is invalid, and ${layer} here`];
}

/**
 * Two things that are no SIP or tel URI are more to us than broken text: `user@host`, which Daily's
 * REST interface answers, read as if `sip:` stood before it; and the URIs of other schemes, refused.
 */
function isOurOwn({ scheme, input }: UriCase): boolean {
  const endpoint = parseEndpoint(input);
  if (scheme !== 'other') return false;
  if (endpoint.kind === 'invalid' && endpoint.problem === 'scheme') return true;
  return (
    JSON.stringify(withoutText(endpoint)) ===
    JSON.stringify(withoutText(parseEndpoint(`sip:${input}`)))
  );
}

function withoutText(endpoint: Endpoint): object {
  return { ...endpoint, text: undefined };
}

function findDifferences({ id, input, parsed }: UriCase, endpoint: Endpoint): string[] {
  if (endpoint.kind === 'invalid' || parsed === undefined) return [];
  const ours =
    endpoint.kind === 'phone'
      ? { digits: endpoint.number, extension: endpoint.extension }
      : {
          user: endpoint.user ?? null,
          password: null,
          host: endpoint.host,
          port: endpoint.port ?? null,
          params: Object.fromEntries(
            endpoint.parameters.map(({ name, value }) => [name, value ?? null]),
          ),
          headers: endpoint.headers.map(({ name, value }) => [name, value]),
        };
  const { user, password, port, params, headers } = parsed;
  const theirs =
    endpoint.kind === 'phone'
      ? { digits: parsed.digits, extension: params['ext'] ?? undefined }
      : { user, password, host: plain(parsed.host), port, params, headers };
  const isSame = JSON.stringify(ours) === JSON.stringify(theirs);
  return isSame
    ? []
    : [`${id} ${input}: ${JSON.stringify(ours)} instead of ${JSON.stringify(theirs)}`];
}

function layerOf(text: string): string {
  const endpoint = parseEndpoint(text);
  return endpoint.kind === 'invalid' ? endpoint.fault : 'accepted';
}

function addressOf(text: string): string | undefined {
  const endpoint = parseEndpoint(text, OPEN);
  return endpoint.kind === 'invalid' ? undefined : endpoint.address;
}

function plain(host = ''): string {
  return host.replace(/\.$/, '');
}

function countKinds(endpoints: readonly Endpoint[]): string {
  const count = (fault: string) =>
    endpoints.filter((endpoint) => endpoint.kind === 'invalid' && endpoint.fault === fault).length;
  const [refused, malformed] = [count('refused'), count('malformed')];
  return `${endpoints.length - refused - malformed} accepted, ${refused} refused, ${malformed} malformed`;
}
