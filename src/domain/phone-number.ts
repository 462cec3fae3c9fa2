import type { EndpointProblem } from './endpoint-problems.js';
import { parseHost } from './sip-host.js';

/** A phone number as its grammar reads it, before any policy. */
export interface PhoneNumber {
  readonly kind: 'phone';
  /** `+` and digits; without a `+` it is a local number, which needs a context that Daily has not. */
  readonly number: string;
  /** Digits of `;ext=`. */
  readonly extension: string | undefined;
  /** Whether anything else follows the number, which would be lost. */
  readonly hasMore: boolean;
}

const GLOBAL_NUMBER = /^\+[().-]*\d[\d().-]*$/;
const LOCAL_NUMBER = /^[().-]*[\da-f*#][\da-f*#().-]*$/i;
const SEPARATORS = /[ ().-]/g;
const POST_DIAL = /^(?:;\w+=|[,;pwx*#])[\d,;pwx*# ().-]*$/i;
const PARAMETER_NAME = /^[a-z\d-]+$/i;
const PARAMETER_VALUE = /^(?:[\w.!~*'()[\]/:&+$-]|%[\da-f]{2})+$/i;
const SUBADDRESS = /^(?:[\w.!~*'()/:&+$?@=,-]|%[\da-f]{2})+$/i;
const EXTENSION = /^[().-]*\d[\d().-]*$/;

/**
 * Reads a text that begins with `+`. People write numbers with `- . ( )` and single blanks, which go;
 * a dial string after the number has a problem of its own, as it looks right and is not sent.
 */
export function parseNumber(text: string): PhoneNumber | EndpointProblem {
  const end = text.search(/[^+\d ().-]/);
  const number = (end < 0 ? text : text.slice(0, end)).replaceAll(' ', '');
  if (!GLOBAL_NUMBER.test(number)) return 'bad-number';
  if (end < 0) return phone(number, undefined, false);
  return POST_DIAL.test(text.slice(end)) ? 'post-dial' : 'bad-number';
}

/** Reads what follows `tel:` by the grammar of RFC 3966 §3, the whole text or nothing, in linear time. */
export function parseTelUri(text: string): PhoneNumber | EndpointProblem {
  const [number = '', ...pieces] = text.split(';');
  const isGlobal = GLOBAL_NUMBER.test(number);
  if (!isGlobal && !LOCAL_NUMBER.test(number)) return 'bad-number';
  const values = new Map<string, string | undefined>();
  for (const piece of pieces) {
    const [, rawName = '', value] = /^([^=]*)(?:=(.*))?$/.exec(piece) ?? [];
    const name = rawName.toLowerCase();
    if (!PARAMETER_NAME.test(name) || !isValue(name, value)) return 'bad-parameter';
    if (values.has(name)) return 'duplicate-parameter';
    values.set(name, value);
  }
  if (!isGlobal && !values.has('phone-context')) return 'national-number';
  const extension = values.get('ext');
  return phone(number, extension, values.size > (extension === undefined ? 0 : 1));
}

function isValue(name: string, value: string | undefined): boolean {
  switch (name) {
    case 'ext':
      return EXTENSION.test(value ?? '');
    case 'isub':
      return SUBADDRESS.test(value ?? '');
    case 'phone-context':
      return GLOBAL_NUMBER.test(value ?? '') || parseHost(value ?? '')?.isIp === false;
    default:
      return PARAMETER_VALUE.test(value ?? '-');
  }
}

function phone(number: string, extension: string | undefined, hasMore: boolean): PhoneNumber {
  return {
    kind: 'phone',
    number: number.replace(SEPARATORS, ''),
    extension: extension?.replace(SEPARATORS, ''),
    hasMore,
  };
}
