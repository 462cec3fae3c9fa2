/** What a simulation posts to the API that it is linked to. */
export interface Posted {
  readonly news?: {
    readonly type: string;
    readonly room: string;
    readonly at: number;
    readonly payload: Readonly<Record<string, unknown>>;
  };
  readonly id?: string;
  readonly reply?: unknown;
}

/** The other end of a link, without a server: keeps what is posted, and asks what a test says. */
export class FakeApi {
  readonly posted: Posted[] = [];
  /** What each request is answered with. */
  status = 200;
  isCancelled = false;
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;

  readonly fetch: typeof globalThis.fetch = (_url, { method, body, signal } = {}) => {
    if (method === 'POST') {
      if (this.status === 200) this.posted.push(JSON.parse(String(body)) as Posted);
      return Promise.resolve(new Response(null, { status: this.status }));
    }
    const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      this.#stream = controller;
    };
    signal?.addEventListener('abort', () => (this.isCancelled = true));
    const stream = this.status === 200 ? new ReadableStream({ start }) : null;
    return Promise.resolve(new Response(stream, { status: this.status }));
  };

  /** The types and payloads of the news, each of which the list has once. */
  get news(): readonly (readonly [type: string, payload: Readonly<Record<string, unknown>>])[] {
    return this.posted.flatMap(({ news }) => (news ? [[news.type, news.payload] as const] : []));
  }

  /** The replies, by the id of what was asked. */
  get replies(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.posted.flatMap(({ id, reply }) => (id ? [[id, reply]] : [])));
  }

  ask(id: string, verb: string, body: object, room = 'support'): void {
    this.tell(`data: ${JSON.stringify({ id, verb, room, body })}\n\n`);
  }

  /** Sends this text as it is. */
  tell(text: string): void {
    this.#stream?.enqueue(new TextEncoder().encode(text));
  }
}
