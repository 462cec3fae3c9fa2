import type { RoomReply, RoomRequest } from '../link-protocol.js';

type Body = Readonly<Record<string, unknown>>;

/** A refusal of the API before any room is asked. */
export interface RestError {
  readonly status: number;
  /** One of Daily's documented types, or one that was seen. */
  readonly error: string;
  readonly info: string;
}

/** What a path of the REST API asks of a room. */
interface RoomPath {
  readonly verb: RoomRequest['verb'];
  /** What the path says and the body does not. */
  readonly added?: Body;
  readonly done: Body;
  /** The problem with a body, if there is one. */
  readonly findProblem: (body: Body) => string | undefined;
}

/** The documented answers: what Daily's examples show, `ok` and `sent` as texts. */
const ROOM_PATHS: Readonly<Record<string, RoomPath>> = {
  sipCallTransfer: {
    verb: 'transfer',
    added: { useSipRefer: false },
    done: { ok: 'true' },
    findProblem: findTransferProblem,
  },
  sipRefer: {
    verb: 'transfer',
    added: { useSipRefer: true },
    done: { ok: 'true' },
    findProblem: findTransferProblem,
  },
  'send-app-message': {
    verb: 'app-message',
    done: { sent: 'true' },
    findProblem: findMessageProblem,
  },
  'set-session-data': {
    verb: 'session-data',
    done: { sent: 'true' },
    findProblem: findDataProblem,
  },
};

/** What is asked of a room, and how a room that did it is answered; nothing for a path that there is not. */
export function readRoomPath(path: string): ({ readonly room: string } & RoomPath) | undefined {
  const [, room = '', action = ''] = /^\/v1\/rooms\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const known = Object.hasOwn(ROOM_PATHS, action) ? ROOM_PATHS[action] : undefined;
  return known && { room: decodeURIComponent(room), ...known };
}

/** The text as a JSON object. */
export function readBody(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** May the request be made? What is wrong with its key, if anything. */
export function findKeyProblem(
  authorization: string | null,
  apiKey: string,
): RestError | undefined {
  if (authorization === null) return NO_KEY;
  return authorization === `Bearer ${apiKey}` ? undefined : WRONG_KEY;
}

/** The answer to what a room did, with the titles of Daily's documented answers as `info`. */
export function toAnswer({ outcome, info = '' }: RoomReply, done: Body): Response {
  switch (outcome) {
    case 'done':
      return Response.json(done);
    case 'no-call':
      return toResponse({ status: 404, error: 'not-found', info: 'Room is not hosting a call' });
    case 'no-session':
      return toResponse({ status: 404, error: 'not-found', info: 'invalid sessionId' });
    case 'not-sfu':
      return toResponse(badRequest('Room not in SFU mode'));
    case 'closed':
      return toResponse(badRequest('Call closed before command could be delivered'));
    case 'refused':
      return toResponse(badRequest(info));
  }
}

/** An error in the format of Daily's docs. */
export function toResponse({ status, error, info }: RestError, headers = {}): Response {
  return Response.json({ error, info }, { status, headers });
}

export const NOT_FOUND: RestError = { status: 404, error: 'not-found', info: 'not found' };
export const RATE_LIMITED: RestError = {
  status: 429,
  error: 'rate-limit-error',
  info: 'too many requests',
};
export const SERVER_ERROR: RestError = {
  status: 500,
  error: 'server-error',
  info: 'an internal error',
};
export const NO_JSON: RestError = {
  status: 400,
  error: 'json-parsing-error',
  info: 'the body is not a JSON object',
};
const NO_KEY: RestError = {
  status: 400,
  error: 'authorization-header-error',
  info: 'there is no Authorization header',
};
const WRONG_KEY: RestError = {
  status: 401,
  error: 'authentication-error',
  info: 'the API key is not right',
};

export function badRequest(info: string): RestError {
  return { status: 400, error: 'invalid-request-error', info };
}

/** "4 KB" in the docs. */
const appMessageLimit = 4_096;

function findTransferProblem(body: Body): string | undefined {
  const { sessionId, toEndPoint, extension, waitBeforeExtensionDialSec: wait } = body;
  const texts = { sessionId, toEndPoint };
  const missing = Object.entries(texts).find(([, text]) => typeof text !== 'string' || text === '');
  if (missing) return `${missing[0]} must be a string`;
  const isExtension = typeof extension === 'string' && /^.{1,20}$/.test(extension);
  if (extension !== undefined && !isExtension) return 'extension must have 1 to 20 characters';
  const isWait = Number.isInteger(wait) && Number(wait) >= 0 && Number(wait) <= 60;
  return wait === undefined || isWait ? undefined : 'waitBeforeExtensionDialSec must be 0 to 60';
}

function findMessageProblem({ data, recipient }: Body): string | undefined {
  if (recipient !== undefined && typeof recipient !== 'string') return 'recipient must be a string';
  const length = new TextEncoder().encode(JSON.stringify(data ?? null)).length;
  return length > appMessageLimit ? `data must have at most ${appMessageLimit} bytes` : undefined;
}

function findDataProblem({ data = {}, mergeStrategy = 'replace', keysToDelete = [] }: Body) {
  const isText = (key: unknown): boolean => typeof key === 'string';
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return 'data must be an object';
  if (mergeStrategy !== 'replace' && mergeStrategy !== 'shallow-merge')
    return 'mergeStrategy must be replace or shallow-merge';
  return Array.isArray(keysToDelete) && keysToDelete.every(isText)
    ? undefined
    : 'keysToDelete must be strings';
}
