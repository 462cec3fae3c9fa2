import { warn } from './warn.js';

/** The part of a request of `node:http` that is read. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Has all of it arrived? */
  readonly complete: boolean;
}

/** The part of a response of `node:http` that is used. */
export interface NodeResponse {
  writeHead(status: number, headers: string[]): unknown;
  write(chunk: Uint8Array): unknown;
  end(): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/**
 * Makes a listener of `node:http` from a function that answers web-standard requests. Bodies are streamed in
 * both directions, so that a handler's own limits hold. If the function throws, the answer is 500 and Node
 * shows a warning; the listener never rejects.
 *
 * @example
 * createServer(toNodeListener(createWebhookHandler({ hmac, relay }))).listen(8787);
 */
export function toNodeListener(
  handle: (request: Request) => Response | Promise<Response>,
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    const request = readRequest(incoming);
    const response = request ? await answer(handle, request) : new Response(null, { status: 400 });
    // A body that was not read to its end must not be taken for the next request.
    const isOpen = incoming.complete ? [] : ['connection', 'close'];
    outgoing.writeHead(response.status, [...[...response.headers].flat(), ...isOpen]);
    await send(response, outgoing).catch(warn);
    outgoing.end();
  };
}

async function answer(
  handle: (request: Request) => Response | Promise<Response>,
  request: Request,
): Promise<Response> {
  try {
    return await handle(request);
  } catch (error) {
    warn(error);
    return new Response(null, { status: 500 });
  }
}

/** A body without end, such as an event stream, is cancelled when the other side goes away. */
async function send(response: Response, outgoing: NodeResponse): Promise<void> {
  const reader = response.body?.getReader();
  outgoing.on('close', () => void reader?.cancel().catch(() => {}));
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    outgoing.write(part.value);
  }
}

/** `undefined` for what is no request to a web-standard server, such as `CONNECT` or a broken `Host`. */
function readRequest(incoming: NodeRequest): Request | undefined {
  const { method = 'GET', url = '/', headers } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const fields = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  try {
    return new Request(new URL(url, `http://${String(headers['host'] ?? 'localhost')}`), {
      method,
      headers: fields,
      ...(hasBody && { body: toStream(incoming), duplex: 'half' as const }),
    });
  } catch {
    return undefined;
  }
}

function toStream(incoming: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const chunks = incoming[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
  });
}
