/** The part of a request of `node:http` that is read. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The part of a response of `node:http` that is used. */
export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): unknown;
  write(chunk: Uint8Array): unknown;
  end(): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** Answers a request, as every web-standard server does. */
export type Handle = (request: Request) => Promise<Response>;

/**
 * Puts a web-standard server behind Node's own: `createServer(toNodeListener(api.handle))`. A body that never
 * ends, such as an event stream, is cancelled when the other side goes away.
 */
export function toNodeListener(
  handle: Handle,
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  return async (request, response) => {
    const answer = await handle(await readRequest(request));
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    const reader = answer.body?.getReader();
    response.on('close', () => void reader?.cancel().catch(() => undefined));
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      response.write(part.value);
    }
    response.end();
  };
}

/** The body is read whole first: nothing that a room or a webhook says is large. */
async function readRequest(incoming: NodeRequest): Promise<Request> {
  const { method = 'GET', url = '/', headers } = incoming;
  const parts: BlobPart[] = [];
  for await (const part of incoming) parts.push(new Uint8Array(part));
  const body = method === 'GET' || method === 'HEAD' ? null : new Blob(parts);
  const host = String(headers['host'] ?? 'localhost');
  return new Request(new URL(url, `http://${host}`), { method, headers: toHeaders(headers), body });
}

function toHeaders(headers: NodeRequest['headers']): Headers {
  const entries = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return new Headers(entries);
}
