import {
  readEvent,
  type LinkEvent,
  type LinkPost,
  type RoomReply,
  type RoomRequest,
} from './link-protocol.js';
import type { News } from './model/domain.js';
import { asRecord } from './model/record.js';
import type { Simulation } from './simulation.js';

/** How a link reaches the simulated API. */
export interface LinkOptions {
  /** Default: the window's own. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

const usualDelayMs = 120;

/**
 * Joins a simulation to a simulated API elsewhere. What its webhooks are to hear is posted there, in order,
 * and what is asked of its rooms by REST comes back as an event stream.
 *
 * @returns resolves when the stream is open, with the function that ends the link
 * @throws Error as a rejection if there is no such API at the address
 */
export async function linkTo(
  simulation: Simulation,
  url: string,
  { fetch = (...given) => globalThis.fetch(...given) }: LinkOptions,
): Promise<() => void> {
  const leaving = new AbortController();
  const { signal } = leaving;
  const stream = await fetch(url, { signal });
  if (!stream.ok || !stream.body) {
    throw new Error(`unable to link the simulation; ${url} answered ${stream.status}`);
  }
  let posted = Promise.resolve();
  const post = (said: LinkPost): void => {
    const send = async (): Promise<void> => {
      if (signal.aborted) return;
      const init = { method: 'POST', body: JSON.stringify(said), signal };
      const sent = await fetch(url, init).catch(() => undefined);
      if (!sent?.ok && !signal.aborted) simulation.note('link-failed', asRecord(said));
    };
    posted = posted.then(send);
  };
  const tell = (news: News): void => post({ news });
  simulation.witnesses.add(tell);
  void follow(stream.body, ({ id, request }) => {
    obey(simulation, request, (reply) => post({ id, reply }));
  }).catch(() => undefined);
  return () => {
    simulation.witnesses.delete(tell);
    leaving.abort();
  };
}

/** Does what the API asks of a room, and answers when Daily would. */
function obey(
  simulation: Simulation,
  request: RoomRequest,
  answer: (reply: RoomReply) => void,
): void {
  const { refusal, behaviour } = simulation.obeyApi(request);
  if (refusal) return answer({ outcome: refusal });
  if (request.verb !== 'transfer') return answer({ outcome: 'done' });
  const { reply = 'accept', afterMs = usualDelayMs, error = 'transfer failed' } = behaviour ?? {};
  if (reply === 'silent') return;
  const said: RoomReply =
    reply === 'accept' ? { outcome: 'done' } : { outcome: 'refused', info: describe(error) };
  simulation.clock.schedule({ afterMs, isStep: false, run: () => answer(said) });
}

/** Reads an event stream to its end. */
async function follow(
  body: ReadableStream<Uint8Array>,
  hear: (event: LinkEvent) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
    const whole = text.split('\n\n');
    text = whole.pop() ?? '';
    for (const one of whole) {
      const event = readEvent(one);
      if (event) hear(event);
    }
  }
}

function describe(error: unknown): string {
  return typeof error === 'string' ? error : JSON.stringify(error);
}
