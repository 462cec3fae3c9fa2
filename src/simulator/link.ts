import type { ApiRefusal, ApiRequest } from './model/api-requests.js';
import type { News } from './model/domain.js';
import { asRecord } from './model/record.js';
import type { Simulation } from './simulation.js';

/** How a link reaches the simulated API. */
export interface LinkOptions {
  /** Default: the window's own. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** What the room did about a request of the API, as it is posted back. */
interface Reply {
  readonly outcome: 'done' | 'refused' | ApiRefusal;
  readonly info?: string;
}

const usualDelayMs = 120;

/**
 * Joins a simulation to a simulated API elsewhere: what its webhooks are to hear is posted there, in order,
 * and what is asked of its rooms by REST comes back as an event stream. Resolves, when the stream is open,
 * with the way to end it.
 *
 * @throws Error if there is no such API at the address.
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
  const post = (said: object): void => {
    const send = async (): Promise<void> => {
      if (signal.aborted) return;
      const sent = await fetch(url, { method: 'POST', body: JSON.stringify(said), signal }).catch(
        () => undefined,
      );
      if (!sent?.ok && !signal.aborted) note(simulation, said);
    };
    posted = posted.then(send);
  };
  const hear = (news: News): void => post({ news });
  simulation.witnesses.add(hear);
  void follow(stream.body, (said) => {
    const { id, ...request } = asRecord(said);
    obey(simulation, request as unknown as ApiRequest, (reply) => post({ id, reply }));
  }).catch(() => undefined);
  return () => {
    simulation.witnesses.delete(hear);
    leaving.abort();
  };
}

/** Does what the API asks of a room, and answers when Daily would. */
function obey(simulation: Simulation, request: ApiRequest, answer: (reply: Reply) => void): void {
  const { refusal, behaviour } = simulation.obeyApi(request);
  if (refusal) return answer({ outcome: refusal });
  if (request.verb !== 'transfer') return answer({ outcome: 'done' });
  const { reply = 'accept', afterMs = usualDelayMs, error = 'transfer failed' } = behaviour ?? {};
  if (reply === 'silent') return;
  const said: Reply =
    reply === 'accept' ? { outcome: 'done' } : { outcome: 'refused', info: describe(error) };
  simulation.clock.schedule({ afterMs, isStep: false, run: () => answer(said) });
}

/** Reads an event stream to its end. */
async function follow(
  body: ReadableStream<Uint8Array>,
  hear: (said: unknown) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    const data = events.filter((event) => event.startsWith('data: '));
    for (const event of data) hear(JSON.parse(event.slice('data: '.length)));
  }
}

/** What could not be posted stands in the log. */
function note(simulation: Simulation, about: object): void {
  const effect = { kind: 'note', action: 'link-failed', room: '', about: asRecord(about) } as const;
  simulation.run((domain) => [domain, [effect]]);
}

function describe(error: unknown): string {
  return typeof error === 'string' ? error : JSON.stringify(error);
}
