import { parseEndpoint } from 'daily-transfer';

/**
 * What a value looks like, without the value: known keys and kinds. Only words that Daily itself says, from a
 * closed list, stand for themselves. No number, name, token or address can be in it.
 */
export type Shape = string | readonly Shape[] | Fields;

interface Fields {
  readonly [key: string]: Shape;
}

/** The keys of daily-js's telephony events, participants, answers and errors. Others may be anything. */
const KEYS = new Set(
  readWords(`
    actionTraceId callerId canAdmin cause code destination details error errorMsg info local message msg
    name ok origin owner participant participantType permissions provider reason session_id sessionId
    sipCallId sipEndpoint sipFrom sipHeaders status statusCode toEndPoint type user_id user_name userId
  `),
);

/** What Daily says, or is documented to say. */
const WORDS = new Set([
  ...readWords(`
    sip-dial-in sip-dial-out pstn-dial-in pstn-dial-out unknown remote-media-player daily signalwire
    hidden start-failed participants streaming transcription ejected exp-room exp-token connection-error
    NOT_ALLOWED NOT_FOUND DIALOUT_IN_PROGRESS TEMPORARILY_NOT_AVAILABLE Error TypeError forbidden-error
    authentication-error invalid-request-error rate-limit-error server-error
  `),
  'invalid sessionId',
  'Room is not hosting a call',
  'Room not in SFU mode',
  'Call closed before command could be delivered',
]);

const MAX_DEPTH = 4;
const MAX_ITEMS = 5;

/** The shape of whatever it is. Never throws. */
export function shapeOf(value: unknown, key = '', depth = 0): Shape {
  try {
    if (typeof value === 'string' && WORDS.has(value)) return value;
    if (isStatus(value, key)) return String(value);
    if (typeof value === 'string') return kindOfText(value);
    if (typeof value === 'boolean' || value === null) return String(value);
    if (typeof value !== 'object') return typeof value;
    if (depth === MAX_DEPTH) return 'object';
    const items = value instanceof Set ? [...value] : value;
    if (!Array.isArray(items)) return shapeOfFields(value, depth + 1);
    return items.slice(0, MAX_ITEMS).map((item) => shapeOf(item, '', depth + 1));
  } catch {
    return 'unreadable';
  }
}

/** What stands in a shape under these keys, one in the other; nothing if there is none. */
export function readShape(shape: Shape | undefined, ...keys: readonly string[]): Shape | undefined {
  return keys.reduce<Shape | undefined>((part, key) => {
    return typeof part === 'object' && key in part ? (part as Fields)[key] : undefined;
  }, shape);
}

/** Keys that are not known are left out; what kinds of values they have is told. */
function shapeOfFields(value: object, depth: number): Shape {
  const fields = Object.entries(value instanceof Error ? fieldsOf(value) : value);
  const known = fields.filter(([one]) => KEYS.has(one));
  const others = fields.filter(([one]) => !KEYS.has(one)).map(([, item]) => typeof item);
  return Object.fromEntries([
    ...known.map(([one, item]) => [one, shapeOf(item, one, depth)] as const),
    ...(others.length > 0 ? [['other keys', [...new Set(others)].sort()] as const] : []),
  ]);
}

function fieldsOf(error: Error): object {
  const { name, message } = error;
  return Object.assign({ name, message }, error);
}

/** A status of SIP or HTTP, as 603 or 404. */
function isStatus(value: unknown, key: string): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  return ['code', 'status', 'statusCode'].includes(key) && /^[1-6]\d\d$/.test(String(value));
}

function readWords(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

function kindOfText(text: string): string {
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return 'id';
  const endpoint = parseEndpoint(/<([^<>]*)>/.exec(text)?.[1] ?? text);
  if (endpoint.kind === 'phone') return 'phone number';
  if (endpoint.host === undefined) return 'text';
  if (endpoint.scope === 'internal') return 'SIP address inside Daily';
  const isCarrier = /(?:^|\.)signalwire\.com$/.test(endpoint.host);
  return isCarrier ? 'SIP address of a carrier' : 'SIP address outside Daily';
}
