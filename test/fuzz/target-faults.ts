import { isAllowed } from '../../src/domain/plan/allow.js';
import {
  type Endpoint,
  type EndpointOptions,
  parseAddress,
  parseEndpoint,
} from '../../src/domain/endpoint/endpoint.js';
import { hostOf, isInsideByLabels, isSameOrUnder, parametersOf, userOf } from './host-oracle.js';

/** The ways in which the texts are read. */
export const WAYS: readonly EndpointOptions[] = [
  {},
  {},
  { allowIp: true, ports: [5060, 5070, 22] },
  { dailySipHosts: ['partner.example'], parameters: ['TGRP', 'rn'] },
];

/** The rules by which accepted targets are allowed, or not. */
export const RULES: readonly string[] = [
  'daily',
  'pbx.example.com',
  '*.branch.example.com',
  '+1415',
];
export const DOMAIN = 'acme';

/** Each of these separates two parts of an address, for some reader. */
const SEPARATORS = ',;/?:@<>"\\%';
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  transport: ['udp', 'tcp', 'tls'],
  user: ['phone', 'ip'],
};

const IN_URI = /^[!-~]*$/;

/** What is wrong about the answer to a text, in words; `undefined` if all properties hold. */
export function findFault(
  text: string,
  options: EndpointOptions,
  endpoint: Endpoint,
): string | undefined {
  if (endpoint.kind === 'invalid') return findFaultOfInvalid(text, options, endpoint);
  const { address } = endpoint;
  if (!IN_URI.test(address)) return `a byte outside 0x21-0x7E in ${address}`;
  if (!address.startsWith('sip:') && !address.startsWith('+')) return `begins with ${address}`;
  if (address.length > 2048) return 'the address is too long';
  const again = parseEndpoint(address, options);
  if (!isSame(endpoint, again)) return `another endpoint in ${address}`;
  return (
    (endpoint.kind === 'sip' ? findFaultOfSip(text, options, endpoint) : undefined) ??
    findFaultOfRules(endpoint)
  );
}

function findFaultOfInvalid(
  text: string,
  { dailySipHosts }: EndpointOptions,
  { host, scope }: Endpoint & { kind: 'invalid' },
): string | undefined {
  if (host === undefined) return scope === undefined ? undefined : 'a scope without a host';
  if (hostOf(text) !== host) return `the oracle sees ${hostOf(text)}, refused was ${host}`;
  return isInsideByLabels(host, dailySipHosts) === (scope === 'internal')
    ? undefined
    : `${host} is not ${scope}`;
}

function findFaultOfSip(
  text: string,
  { dailySipHosts, parameters }: EndpointOptions,
  { host, scope, address, user }: Endpoint & { kind: 'sip' },
): string | undefined {
  if (hostOf(text) !== host) return `the oracle sees ${hostOf(text)}, accepted was ${host}`;
  if (hostOf(address) !== host) return `the oracle sees ${hostOf(address)} in ${address}`;
  if (userOf(text) !== user) return `the oracle sees the user ${userOf(text)}`;
  if ([...(user ?? '')].some((letter) => SEPARATORS.includes(letter))) return 'a misleading user';
  const own = new Set(parameters?.map((name) => name.toLowerCase()));
  const strange = parametersOf(text).find(
    ([name, value]) => !KNOWN[name]?.includes(value) && !own.has(name),
  );
  if (strange) return `the parameter ${strange.join('=')}`;
  const seen = parseAddress(text, { dailySipHosts });
  const isHidden = isSameOrUnder(host, 'anonymous.invalid');
  if ((seen === undefined) !== isHidden) return 'known as a target or as an address alone';
  if (seen && (seen.kind !== 'sip' || seen.host !== host || seen.scope !== scope)) {
    return 'an address with another host';
  }
  return isInsideByLabels(host, dailySipHosts) === (scope === 'internal')
    ? undefined
    : `${host} is not ${scope}`;
}

/** Nothing is allowed that no rule names, by labels and first digits alone. */
function findFaultOfRules(endpoint: Exclude<Endpoint, { kind: 'invalid' }>): string | undefined {
  if (!isAllowed(endpoint, RULES, DOMAIN)) return undefined;
  if (endpoint.kind === 'phone') {
    return endpoint.number.startsWith('+1415') ? undefined : 'a number that no rule names';
  }
  if (!isNamed(endpoint.host)) return `${endpoint.host}, which no rule names`;
  return findFaultOfUser(endpoint);
}

/** A number in the user part is allowed by its country and area, or as the name of a room of the app. */
function findFaultOfUser(endpoint: Endpoint & { kind: 'sip' }): string | undefined {
  const { user = '', host, parameters } = endpoint;
  const digits = [...user].filter((letter) => letter >= '0' && letter <= '9').join('');
  const isPhone = parameters.some(({ value }) => value?.toLowerCase() === 'phone');
  if (user.startsWith('+')) {
    return digits.startsWith('1415') ? undefined : `the number ${user}, which no rule names`;
  }
  if (digits.length < 7 && !isPhone) return undefined;
  const isRoom = host.startsWith(`${DOMAIN}.sip`) && !isPhone;
  return isRoom ? undefined : `the number ${user}, which needs a function`;
}

/** Whether the rules name a host, told label by label. */
export function isNamed(host: string): boolean {
  const [own, network = '', ...daily] = host.split('.');
  const isOwn = own === DOMAIN && (network === 'sip' || network.startsWith('sip-'));
  if (isOwn && daily.join('.') === 'daily.co') return true;
  if (host === 'pbx.example.com') return true;
  return isSameOrUnder(host, 'branch.example.com') && host !== 'branch.example.com';
}

/** The extension of a tel: number is not in its address. */
function isSame(first: Endpoint, second: Endpoint): boolean {
  const { extension: _, ...rest } = { extension: '', ...first };
  return JSON.stringify(rest) === JSON.stringify({ ...second });
}
