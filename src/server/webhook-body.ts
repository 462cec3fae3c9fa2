import { WebhookError } from './webhook-error.js';

/**
 * The raw bytes of a request, counted as they come, whatever `content-length` says.
 *
 * @throws WebhookError `too-large`, and then nothing more is read; `broken-body` if the body ended early or
 *   was read before
 */
export async function readBody(request: Request, max: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length')) > max) throw new WebhookError('too-large');
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const reader = request.body?.getReader();
    for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
      chunks.push(read.value);
      length += read.value.length;
      if (length > max) break;
    }
    if (length > max) await reader?.cancel();
  } catch (cause) {
    throw new WebhookError('broken-body', { cause });
  }
  if (length > max) throw new WebhookError('too-large');
  return join(chunks, length);
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let start = 0;
  for (const chunk of chunks) {
    whole.set(chunk, start);
    start += chunk.length;
  }
  return whole;
}
