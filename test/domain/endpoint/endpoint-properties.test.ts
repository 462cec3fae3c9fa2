import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Endpoint,
  type EndpointOptions,
  parseAddress,
  parseEndpoint,
} from '../../../src/domain/endpoint/endpoint.js';

const OPEN = { allowIp: true, ports: [5060, 5070], parameters: ['ab'] };

const scheme = fc.constantFrom('sip:', 'SIP:', 'sips:', 'tel:', '+', '', 'x:');
const user = fc.constantFrom(
  '',
  'bob@',
  'Bob%40x@',
  '%41%7e@',
  'a;b=c@',
  'a:b@',
  '%0d@',
  '+1415@',
  '@',
);
const host = fc.constantFrom(
  'example.com',
  'A.sip.Daily.co.',
  'x.y-z',
  '127.0.0.1',
  '[::1]',
  '1415 555',
  '-',
);
const port = fc.constantFrom('', '', ':5060', ':5070', ':22', ':');
const tail = fc.array(
  fc.constantFrom(
    ';transport=tcp',
    ';A%42=%63',
    ';lr',
    ';ext=12',
    '?X-A=1',
    '&X-b=%20',
    ';',
    '?',
    '=',
    '%',
  ),
  { maxLength: 4 },
);
const likely = fc
  .tuple(scheme, user, host, port, tail)
  .map(([begin, name, place, colon, rest]) => [begin, name, place, colon, ...rest].join(''));
const number = fc
  .tuple(fc.constantFrom('+', 'tel:+'), fc.stringMatching(/^[1-9](?:[0-9][-.()]?){5,14}$/))
  .map((pieces) => pieces.join(''));
const text = fc.oneof(likely, number, fc.string(), fc.string({ unit: 'binary' }));

const anyOptions = fc.oneof(
  fc.anything(),
  fc.record({
    ports: fc.anything(),
    allowIp: fc.anything(),
    dailySipHosts: fc.oneof(fc.anything(), fc.array(fc.anything())),
    parameters: fc.oneof(fc.anything(), fc.array(fc.anything())),
  }),
);

const runs = { numRuns: 3000 };

function addressOf(endpoint: Endpoint): string | undefined {
  return endpoint.kind === 'invalid' ? undefined : endpoint.address;
}

/** Runs over every text; `holds` sees the accepted ones. */
function forAccepted(holds: (address: string, source: string) => void): void {
  fc.assert(
    fc.property(text, (source) => {
      const address = addressOf(parseEndpoint(source, OPEN));
      if (address !== undefined) holds(address, source);
    }),
    runs,
  );
}

describe('parseEndpoint, whatever the text', () => {
  it('never throws, whatever its options are, and neither does parseAddress', () => {
    fc.assert(
      fc.property(fc.anything(), text, anyOptions, (value, source, options) => {
        parseEndpoint(value as string);
        parseAddress(value as string);
        parseEndpoint(source, options as EndpointOptions);
        parseAddress(source, options as EndpointOptions);
      }),
      runs,
    );
  });

  it('gives an address that daily-js takes: printable ASCII, with sip: or + before it', () => {
    forAccepted((address) => expect(address).toMatch(/^(?:sip:|\+)[!-~]+$/));
  });

  it('reads its own address as the same endpoint', () => {
    forAccepted((address, source) => {
      const { extension: _, ...first } = { extension: '', ...parseEndpoint(source, OPEN) };
      expect(parseEndpoint(address, OPEN)).toEqual(first);
    });
  });

  it('gives an address whose host is the one that was judged', () => {
    forAccepted((address, source) => {
      const endpoint = parseEndpoint(source, OPEN);
      if (endpoint.kind !== 'sip') return;
      const place = address.slice(address.lastIndexOf('@') + 1).replace(/^sip:/, '');
      expect(place.startsWith(endpoint.host)).toBe(true);
      expect(place.slice(endpoint.host.length)).toMatch(/^(?:[:;?].*)?$/);
    });
  });

  it('takes an escaped letter of the user for the letter', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9._~-]{1,20}$/), (name) => {
        const escaped = Array.from(name, (letter) => `%${letter.charCodeAt(0).toString(16)}`).join(
          '',
        );
        expect(addressOf(parseEndpoint(`sip:${escaped}@b.c`))).toBe(`sip:${name}@b.c`);
      }),
      runs,
    );
  });

  it('takes the letter case of the host and one trailing dot for nothing, and that of the user for something', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9]{0,8}(\.[a-z][a-z0-9]{0,8}){0,3}$/), (name) => {
        const plain = `sip:bob@${name}`;
        expect(addressOf(parseEndpoint(`SIP:bob@${name.toUpperCase()}`))).toBe(plain);
        expect(addressOf(parseEndpoint(`${plain}.`))).toBe(plain);
        expect(addressOf(parseEndpoint(`sip:BOB@${name}`))).toBe(`sip:BOB@${name}`);
      }),
      runs,
    );
  });

  it.each(['a', '%', '%41', '+1 ', 'sip:a@', '(', '<', '"\\', ';', '?', '&', '-', '.', ':', '@'])(
    'reads a long text of %j to its end',
    (piece) => {
      for (const length of [250, 2000, 100_000]) {
        const long = piece.repeat(length / piece.length);
        for (const begin of ['', 'sip:', 'sip:a@', 'sip:a@b;', 'sip:a@b?', 'tel:+1', '+1', '"']) {
          expect(parseEndpoint(begin + long).kind).toBeTypeOf('string');
          parseAddress(begin + long);
        }
      }
    },
  );
});
