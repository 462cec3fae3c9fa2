import type { EndpointProblem } from './endpoint-problems.js';
import { isHostName } from './uri-host.js';
import { hasTwins, parseParts, splitOnce } from './uri-parts.js';

/** A phone number as its grammar reads it, before any policy. */
export interface PhoneNumber {
  readonly kind: 'phone';
  /** `+` and digits, the separators gone; without a `+` it is a local number. */
  readonly number: string;
  /** The digits of `;ext=`. */
  readonly extension: string | undefined;
  /** Whether anything else follows the number; it would be lost. */
  readonly hasMore: boolean;
}

const GLOBAL_NUMBER = /^\+[().-]*\d[\d().-]*$/;
const LOCAL_NUMBER = /^[().-]*[\da-f*#][\da-f*#().-]*$/i;
const SEPARATORS = /[ ().-]/g;
const POST_DIAL = /^(?:;\w+=|[,;pwx*#])[\d,;pwx*# ().-]*$/i;
const PARAMETER_NAME = /^[a-z\d-]+$/;
const NEEDS_VALUE = /^(?:ext|isub|phone-context)$/;
const PARAMETER_VALUE = /^[\w.!~*'()%[\]/:&+$-]+$/;
const SUBADDRESS = /^[\w.!~*'()%/:&+$?@=,-]+$/;

/**
 * Reads a text that begins with `+`. People write numbers with `- . ( )` and single blanks, which go;
 * a dial string after the number has a problem of its own, as it looks right and is not sent.
 */
export function parseNumber(text: string): PhoneNumber | EndpointProblem {
  const end = text.search(/[^+\d ().-]/);
  const number = (end < 0 ? text : text.slice(0, end)).replaceAll(' ', '');
  if (!GLOBAL_NUMBER.test(number)) return 'bad-number';
  if (end < 0) return makeNumber(number, undefined, false);
  return POST_DIAL.test(text.slice(end)) ? 'post-dial' : 'bad-number';
}

/**
 * Reads what follows `tel:` by the grammar of RFC 3966 §3, the whole text or nothing, in linear time.
 * Escapes are known to be whole.
 */
export function parseTelUri(text: string): PhoneNumber | EndpointProblem {
  const [number, parameterText] = splitOnce(text, ';');
  const isGlobal = GLOBAL_NUMBER.test(number);
  if (!isGlobal && !LOCAL_NUMBER.test(number)) return 'bad-number';
  const parameters = parseParts(parameterText, ';', isParameter);
  if (parameters === undefined) return 'bad-parameter';
  const { list } = parameters;
  if (hasTwins(list)) return 'duplicate-parameter';
  if (!isGlobal && !list.some(({ name }) => name === 'phone-context')) return 'national-number';
  const extension = list.find(({ name }) => name === 'ext')?.value;
  return makeNumber(
    number,
    extension,
    list.some(({ name }) => name !== 'ext'),
  );
}

function isParameter(name: string, value?: string): boolean {
  if (!PARAMETER_NAME.test(name)) return false;
  if (value === undefined) return !NEEDS_VALUE.test(name);
  switch (name) {
    case 'ext':
      return GLOBAL_NUMBER.test(`+${value}`);
    case 'isub':
      return SUBADDRESS.test(value);
    case 'phone-context':
      return GLOBAL_NUMBER.test(value) || isHostName(value);
    default:
      return PARAMETER_VALUE.test(value);
  }
}

function makeNumber(number: string, extension: string | undefined, hasMore: boolean): PhoneNumber {
  return {
    kind: 'phone',
    number: number.replace(SEPARATORS, ''),
    extension: extension?.replace(SEPARATORS, ''),
    hasMore,
  };
}
