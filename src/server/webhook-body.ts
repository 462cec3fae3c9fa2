import { Deadline } from './deadline.js';
import { WebhookError } from './webhook-error.js';

/** A webhook is a few hundred bytes, and comes at once. */
const MAX_BODY_MS = 3_000;

/**
 * The raw bytes of a request, counted as they come, whatever `content-length` says.
 *
 * @throws WebhookError as a rejection, and then no more is read: `too-large`; `slow-body` if it did not end
 *   within three seconds; `broken-body` if it ended early or was read before
 */
export async function readBody(request: Request, max: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length')) > max) throw new WebhookError('too-large');
  const deadline = new Deadline(MAX_BODY_MS);
  try {
    return await readAll(request.body ?? new Blob([]).stream(), max, deadline);
  } catch (cause) {
    if (cause instanceof WebhookError) throw cause;
    if (deadline.signal.aborted) throw new WebhookError('slow-body');
    throw new WebhookError('broken-body', { cause });
  } finally {
    deadline.lift();
  }
}

async function readAll(
  body: ReadableStream<Uint8Array>,
  max: number,
  deadline: Deadline,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const chunk = (await deadline.before(reader.read())).value;
      if (!chunk) return join(chunks, length);
      chunks.push(chunk);
      length += chunk.length;
      if (length > max) throw new WebhookError('too-large');
    }
  } finally {
    // It is not waited for: the other side may never answer.
    reader.cancel().catch(() => {});
  }
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
