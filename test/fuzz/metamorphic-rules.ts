import type { Chance } from './chance.js';
import { hostSpan } from './host-oracle.js';

/** A change of a SIP target that says the same in other characters. */
export interface MetamorphicRule {
  readonly name: string;
  /** The changed text; the same one where the rule has no place in it. */
  readonly change: (text: string, chance: Chance) => string;
  /** Whether parameters may stand in another order after it; all else is the same. */
  readonly reorders?: true;
}

const UNRESERVED = /[\w.!~*'()-]/;

export const METAMORPHIC_RULES: readonly MetamorphicRule[] = [
  {
    name: 'letter case of the host',
    change: (text, chance) => {
      const [start, end] = hostSpan(text);
      return text.slice(0, start) + recase(text.slice(start, end), chance) + text.slice(end);
    },
  },
  {
    name: 'a trailing dot',
    change: (text) => {
      const [start, end] = hostSpan(text);
      const host = text.slice(start, end);
      const last = host.split('.').at(-1) ?? '';
      const isName = last !== '' && !last.endsWith(']') && !/^\d/.test(last);
      return isName ? `${text.slice(0, end)}.${text.slice(end)}` : text;
    },
  },
  { name: 'a letter as its escape', change: escapeOne },
  {
    name: 'letter case of the scheme',
    change: (text, chance) => {
      const [start] = hostSpan(text);
      const colon = text.slice(0, start).search(/^sips?:/i) < 0 ? 0 : text.indexOf(':');
      return recase(text.slice(0, colon), chance) + text.slice(colon);
    },
  },
  {
    name: 'letter case of a parameter name',
    change: (text, chance) =>
      changeTail(text, (list) => list.map((piece) => recaseName(piece, chance))),
  },
  {
    name: 'order of the parameters',
    change: (text) => changeTail(text, (list) => backwards(list)),
    reorders: true,
  },
];

function backwards(list: readonly string[]): string[] {
  return list.map((_, index) => list[list.length - 1 - index] ?? '');
}

function recase(text: string, chance: Chance): string {
  return Array.from(text, (letter) =>
    chance.percent(50) ? letter.toUpperCase() : letter.toLowerCase(),
  ).join('');
}

function recaseName(piece: string, chance: Chance): string {
  const [name = '', ...value] = piece.split('=');
  return [recase(name, chance), ...value].join('=');
}

/** Changes the list of parameters, which stands between host and headers. */
function changeTail(text: string, change: (list: string[]) => string[]): string {
  const [, end] = hostSpan(text);
  const query = text.indexOf('?', end);
  const [place = '', tail = ''] = [
    text.slice(0, end),
    text.slice(end, query < 0 ? undefined : query),
  ];
  const [port = '', ...list] = tail.split(';');
  return [place + port, ...change(list)].join(';') + (query < 0 ? '' : text.slice(query));
}

/** Escapes one unreserved character of the user, a parameter or a header, none that is part of an escape. */
function escapeOne(text: string, chance: Chance): string {
  const [start, end] = hostSpan(text);
  const index = chance.below(text.length);
  const character = text.charAt(index);
  const isInEscape = text.charAt(index - 1) === '%' || text.charAt(index - 2) === '%';
  if (isInEscape || !UNRESERVED.test(character)) return text;
  const isInTail =
    index > end &&
    /^[;?]/.test(text.slice(end).replace(/^:\d*/, '')) &&
    index > text.slice(end).search(/[;?]/) + end;
  const scheme = /^sips?:/i.exec(text)?.[0] ?? '';
  const isInUser = text.includes('@') && index < start - 1 && index >= scheme.length;
  if (!isInTail && !isInUser) return text;
  const escape = `%${character.charCodeAt(0).toString(16)}`;
  return text.slice(0, index) + escape + text.slice(index + 1);
}
