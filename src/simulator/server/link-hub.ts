import { writeEvent, type RoomReply, type RoomRequest } from '../link-protocol.js';

/**
 * The stream to the window in which the simulated domain lives. There is one domain: a window that links
 * itself takes the place of the one before.
 */
export class LinkHub {
  readonly #waiting = new Map<string, (reply: RoomReply) => void>();
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;

  /** The event stream for a window. */
  open(): Response {
    this.close();
    let own: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => {
        own = stream;
        this.#stream = stream;
        stream.enqueue(encode(': linked\n\n'));
      },
      cancel: () => {
        if (this.#stream === own) this.#drop();
      },
    });
    const headers = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };
    return new Response(body, { headers });
  }

  /** Asks a room of the linked simulation. Resolves with what became of it. */
  ask(request: RoomRequest): Promise<RoomReply> {
    const stream = this.#stream;
    if (!stream) return Promise.resolve({ outcome: 'no-call' });
    const id = crypto.randomUUID();
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      stream.enqueue(encode(writeEvent({ id, request })));
    });
  }

  /** Takes an answer of the window. */
  answer(id: string, reply: RoomReply): void {
    this.#waiting.get(id)?.(reply);
    this.#waiting.delete(id);
  }

  /** Ends the stream; whoever waits for an answer hears that the call is over. */
  close(): void {
    this.#stream?.close();
    this.#drop();
  }

  #drop(): void {
    this.#stream = undefined;
    this.#waiting.forEach((resolve) => resolve({ outcome: 'closed' }));
    this.#waiting.clear();
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
