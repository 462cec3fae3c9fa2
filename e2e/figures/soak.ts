import { TransferController, type TransferRecord } from 'daily-transfer';
import { PlainCall } from './plain-call.js';

const TARGET = 'sip:billing@acme.sip.daily.co';
const AT_ONCE = 100;

/** How a transfer of the soak goes, in turn. */
const WAYS = ['answer-first', 'left-first', 'refused', 'hung-up'] as const;

/** Long runs on one call object, between which the DevTools protocol looks at the page. */
export class Soak {
  readonly #call = new PlainCall();
  readonly #timers = countTimers();
  #controller = TransferController.attach(this.#call, { domain: 'acme' });
  #callers = 0;

  /** Runs so many transfers, a hundred at once; returns how they ended. */
  async transfers(count: number): Promise<Readonly<Record<string, number>>> {
    const ends: Record<string, number> = {};
    for (let done = 0; done < count; done += AT_ONCE) {
      for (const status of await this.#batch()) ends[status] = (ends[status] ?? 0) + 1;
    }
    return ends;
  }

  /** Attaches and detaches so many times, to the same call object and to a new one in turn. */
  attaches(count: number): void {
    this.#controller.detach();
    for (let turn = 0; turn < count; turn += 1) {
      const call = turn % 2 === 0 ? this.#call : new PlainCall();
      const controller = TransferController.attach(call, { domain: 'acme' });
      controller.on('transfer-updated', () => {});
      controller.detach();
    }
    this.#controller = TransferController.attach(this.#call, { domain: 'acme' });
  }

  /** What is held now: listeners on the call object, and timers of the page. */
  held(): { readonly listeners: number; readonly timers: number } {
    const counts = Object.values(this.#call.events.count());
    return { listeners: counts.reduce((sum, one) => sum + one, 0), timers: this.#timers.size };
  }

  /** Lets go of the call object. */
  detach(): void {
    this.#controller.detach();
  }

  async #batch(): Promise<readonly string[]> {
    const callers = Array.from({ length: AT_ONCE }, () => `caller-${(this.#callers += 1)}`);
    callers.forEach((caller) => this.#call.enter(caller, 'sip-dial-in'));
    const ends = callers.map((sessionId) =>
      this.#controller.transfer({ sessionId, toEndPoint: TARGET }).then(readStatus, readCode),
    );
    callers.forEach((caller, index) => this.#end(caller, WAYS[index % WAYS.length]));
    const statuses = await Promise.all(ends);
    callers.forEach((caller) => caller in this.#call.people && this.#call.leave(caller));
    return statuses;
  }

  #end(caller: string, way: (typeof WAYS)[number] | undefined): void {
    const isYes = way === 'answer-first' || way === 'left-first';
    if (way === 'left-first' || way === 'hung-up') this.#call.leave(caller);
    this.#call.answer(caller, isYes);
    if (way === 'answer-first') this.#call.leave(caller);
  }
}

const readStatus = ({ status }: TransferRecord) => status;
const readCode = (error: unknown) => String((error as { readonly code?: unknown }).code);

/** Every timer that waits, from now on. */
function countTimers(): ReadonlySet<number> {
  const waiting = new Set<number>();
  const { setTimeout: start, clearTimeout: stop } = window;
  const startCounted = (act: () => void, ms?: number) => {
    const id = start(() => (waiting.delete(id), act()), ms);
    waiting.add(id);
    return id;
  };
  const stopCounted = (id?: number) => {
    if (id !== undefined) waiting.delete(id);
    stop(id);
  };
  Object.assign(window, { setTimeout: startCounted, clearTimeout: stopCounted });
  return waiting;
}
