import type { Chance } from './chance.js';

/** Whole texts that were used against parsers of SIP URIs (faults T1.3 and T1.4). */
export const HOSTILE_TEXTS: readonly string[] = [
  'sip:acme.sip.daily.co@evil.com',
  'sip:a@acme.sip.daily.co@evil.com',
  'sip:acme.sip.daily.co;x=1@evil.com',
  'sip:acme.sip.daily.co?x=1@evil.com',
  'sip:acme.sip.daily.co/@evil.com',
  'sip:acme.sip.daily.co:5060@evil.com',
  'sip://acme.sip.daily.co@evil.com',
  'sip:x@sip.daily.co.evil.com',
  'sip:x@evilsip.daily.co',
  'sip:a@evil.com%2Eacme.sip.daily.co',
  'sip:a@pbx.example.com;maddr=evil.com',
  'sip:a@pbx.example.com;fs_path=sip:evil.com',
  'sip:a@pbx.example.com;received=sip:192.0.2.1',
  'sip:+14155552671@pbx.example.com;user=phone;rn=+19005550191;npdi',
  'sip:+14155552671;phone-context=evil.com@pbx.example.com',
  'sip:b%40evil.com%3Bx=@pbx.example.com',
  'sip:a%250d%250a@pbx.example.com',
  'sip:x@аcme.sip.daily.co',
  'sip:x@acme。sip.daily.co',
  'sip:\u202Emoc.live@pbx.example.com',
  'sip:a@0x7f000001',
  'sip:a@2130706433',
  'sip:a@127.1',
  'sip:a@0177.0.0.1',
  'sip:a@256.1.1.1',
  'sip:a@[2001:db8::10:5070]',
  'sip:a@[fe80::1%25eth0]',
  'sip:a@pbx.example.com:',
  'sip:a@pbx.example.com:+5060',
  'sip:a@pbx.example.com:65536',
  'sip:a@pbx.example.com\r\nX-Evil: 1',
  '"Bob" <sip:bob@pbx.example.com>',
  '<sip:bob@pbx.example.com>',
  'javascript:alert(1)',
  'urn:service:sos',
  'tel:911;phone-context=+1',
  '*67+14155552671',
  '+14155552671,,123#',
  'pbx.example.com',
  '?@',
  '//pbx.example.com',
];

const ASCII = [...`@@%%:;?&=/[]<>"'\\\`^{}|# \t\r\n\0.-_+,*aZ09`];
const BEYOND = [
  '\u007f',
  '\u00a0',
  '\u200b',
  '\ufeff',
  '\u202e',
  'а',
  '。',
  '％',
  '＠',
  '\ud800',
  '🙂',
];
const CHARACTERS = [...ASCII, ...BEYOND];
const PIECES = [
  '@evil.com',
  '@acme.sip.daily.co',
  ';maddr=evil.com',
  ';fs_path=evil.com',
  '?Replaces=a',
  '?X-A=1',
  '?X-A',
  '&',
  ';;',
  ':0',
  ':65536',
  ':99999',
  ':5060',
  ':+1',
  '%0d%0a',
  '%2E',
  '%',
  '%4g',
  '..',
  '.-',
  '-.',
  'sip:',
  'tel:',
  '\r\nX-Evil: 1',
  '/../',
  ',',
  '<script>',
];

/** What a mutation gets: chance, and a way to another text. */
export interface Means {
  readonly chance: Chance;
  readonly other: (chance: Chance) => string;
}

type Mutation = (text: string, means: Means) => string;

const MUTATIONS: readonly Mutation[] = [
  (text, { chance }) => insert(text, chance, chance.pick(CHARACTERS)),
  (text, { chance }) => insert(text, chance, chance.pick(CHARACTERS)),
  (text, { chance }) => insert(text, chance, chance.pick(PIECES)),
  (text, { chance }) => text + chance.pick(PIECES),
  (text, { chance }) => cut(text, chance, () => ''),
  (text, { chance }) => cut(text, chance, () => chance.pick(CHARACTERS)),
  (text, { chance }) => cut(text, chance, (piece) => piece + piece),
  splice,
  swapParts,
  doublePart,
  doublePart,
  breakParameters,
  breakPort,
  breakHeaders,
  breakUser,
  dropScheme,
  (text, { chance }) => (chance.percent(50) ? '' : text),
];

/** Changes a text one to three times. */
export function mutate(text: string, means: Means): string {
  let changed = text;
  for (let left = 1 + means.chance.below(3); left > 0; left -= 1) {
    changed = means.chance.pick(MUTATIONS)(changed, means);
  }
  return changed;
}

function insert(text: string, chance: Chance, piece: string): string {
  const index = chance.below(text.length + 1);
  return text.slice(0, index) + piece + text.slice(index);
}

function cut(text: string, chance: Chance, replace: (piece: string) => string): string {
  const start = chance.below(text.length);
  const end = start + 1 + chance.below(3);
  return text.slice(0, start) + replace(text.slice(start, end)) + text.slice(end);
}

/** The beginning of one text and the end of another. */
function splice(text: string, { chance, other }: Means): string {
  const end = other(chance);
  return text.slice(0, chance.below(text.length + 1)) + end.slice(chance.below(end.length + 1));
}

/** What stands before a mark changes places with what stands after it. */
function swapParts(text: string, { chance }: Means): string {
  const mark = chance.pick(['@', ':', ';', '?']);
  const [before = '', ...after] = text.split(mark);
  return after.length === 0 ? text : `${after.join(mark)}${mark}${before}`;
}

/** A parameter stands there twice, the second time in capitals. */
function doublePart(text: string): string {
  const [whole, ...pieces] = text.split(';');
  const last = pieces.at(-1) ?? 'user=phone;user';
  const [place, query] = (whole ?? '').split('?', 2);
  if (pieces.length === 0) return `${place};${last}${query === undefined ? '' : `?${query}`}`;
  return `${[whole, last.split('?')[0]?.toUpperCase(), ...pieces].join(';')}`;
}

function breakParameters(text: string, { chance }: Means): string {
  return text + chance.pick([';', ';=', ';=a', ';a=', ';a"b', ';;a', ';ttl=256', ';a=b,c']);
}

function breakPort(text: string, { chance }: Means): string {
  const end = text.search(/[;?]/);
  const port = chance.pick([':', ':0x1', ':65536', ':-1', ':5060a', ':99999', ': 5060']);
  return end < 0 ? text + port : text.slice(0, end) + port + text.slice(end);
}

function breakHeaders(text: string, { chance }: Means): string {
  return `${text}${text.includes('?') ? '&' : '?'}${chance.pick(['X-A', '=1', 'X-A=1=2', '&X-B=1', 'X-A=1&', 'X,A=1'])}`;
}

function breakUser(text: string, { chance }: Means): string {
  const begin = text.startsWith('sip:') ? 4 : 0;
  const user = chance.pick(['', '#', '"bob"', 'a^b', ':secret', 'a|b', '[::1]', 'bob:a;b']);
  return `${text.slice(0, begin)}${user}${text.slice(Math.max(text.indexOf('@'), begin))}`;
}

function dropScheme(text: string, { chance }: Means): string {
  if (chance.percent(50)) return text;
  return text.slice(text.includes('@') ? text.indexOf('@') + 1 : text.indexOf(':') + 1);
}
