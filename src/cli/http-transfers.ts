import { createHash, timingSafeEqual } from 'node:crypto';
import { mask } from '../domain/masking.js';
import { isTransferError } from '../domain/transfer/is-transfer-error.js';
import type { DailyApiError } from '../server/daily-api-error.js';
import type { TransferClient } from '../server/transfer-client.js';
import { readBody } from '../server/webhook-body.js';
import { WebhookError } from '../server/webhook-error.js';

/** The HTTP status for an error code. */
const STATUS: Readonly<Record<string, number>> = {
  'slow-body': 408,
  busy: 409,
  'too-large': 413,
  blocked: 422,
  'rate-limit-error': 429,
  rejected: 502,
  'daily-silent': 504,
};

/** Plans and transfers for programs that show the token. Errors are masked JSON with `name`, `code` and `message`. */
export function createTransferHandler(client: TransferClient, token: string) {
  if (token.length < 32) throw new TypeError('TRANSFER_TOKEN must have 32 characters or more');
  return async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const [, room = '', what] = /^\/rooms\/([^/]+)\/(plan|transfers)$/.exec(pathname) ?? [];
    if (!what) return refuse(404, 'there is nothing at this address');
    if (!isToken(request.headers.get('authorization'), token)) {
      return refuse(401, 'the bearer token is missing or wrong', { 'www-authenticate': 'Bearer' });
    }
    if (request.method !== 'POST') return refuse(405, 'POST is missing', { allow: 'POST' });
    try {
      const wanted = JSON.parse(new TextDecoder().decode(await readBody(request, 65_536)));
      if (what === 'plan') return Response.json(client.plan(room, wanted));
      return Response.json(await client.transfer(room, wanted), { status: 202 });
    } catch (error) {
      return answerError(error);
    }
  };
}

/** It takes the same time whatever of the token is right. */
function isToken(authorization: string | null, token: string): boolean {
  const given = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/** @throws the error, if it is none that a request can bring about */
function answerError(error: unknown): Response {
  if (isTransferError(error)) {
    const { code, cause } = error as { readonly code: string; readonly cause?: DailyApiError };
    const status = STATUS[cause?.code ?? ''] ?? STATUS[code] ?? 500;
    return Response.json({ ...Object(error.toJSON()), cause }, { status });
  }
  const isHere = [TypeError, SyntaxError, WebhookError].some((kind) => error instanceof kind);
  if (!isHere) throw error;
  const { code = '', message } = error as { readonly code?: string; readonly message: string };
  return refuse(STATUS[code] ?? 400, message.replace('webhook', 'request'));
}

function refuse(status: number, text: string, headers?: Readonly<Record<string, string>>) {
  const body = { name: 'RequestError', code: 'invalid-request', message: mask(text) };
  return Response.json(body, { status, ...(headers && { headers }) });
}
