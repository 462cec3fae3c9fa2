import type { TransferCall } from '../daily/call.js';
import { readSessionData } from '../daily/facts.js';
import { report } from '../environment.js';
import type { AddressFact } from '../wire/fact.js';
import { addressKey, openMessage, readMessage } from '../wire/message.js';

interface Entry {
  readonly sessionId: string;
  /** What is signed and the signature, by which an entry is known again. */
  readonly text: string;
  readonly value: unknown;
}

const KEY = addressKey('');
/** Daily takes 100 KB of session data, in which there is no room for more entries. */
const MOST_ENTRIES = 500;

/**
 * The addresses of callers in the meeting's session data, for pages that join after the callers. Each
 * entry is verified once, one after the other; an entry that is removed takes nothing back.
 */
export class Addresses {
  readonly #call: TransferCall;
  readonly #key: Promise<CryptoKey>;
  readonly #tell: (fact: AddressFact) => void;
  #entries: readonly Entry[] = [];
  /** What each entry that stands there says, if it is one. */
  #judged = new Map<string, AddressFact | undefined>();
  #isJudging = false;

  constructor(
    { call, key }: { readonly call: TransferCall; readonly key: Promise<CryptoKey> },
    tell: (fact: AddressFact) => void,
  ) {
    this.#call = call;
    this.#key = key;
    this.#tell = tell;
  }

  /** Reads what stands there now. What was verified before is told again, since it may be forgotten. */
  look(): void {
    this.#entries = readEntries(readSessionData(this.#call));
    const texts = new Set(this.#entries.map(({ text }) => text));
    const standing = [...this.#judged].filter(([text]) => texts.has(text));
    this.#judged = new Map(standing);
    for (const [, fact] of standing) if (fact) this.#tell(fact);
    if (!this.#isJudging) this.#judgeAll().catch(report);
  }

  async #judgeAll(): Promise<void> {
    this.#isJudging = true;
    try {
      const key = await this.#key.catch(() => undefined);
      if (!key) return; // The listener tells it.
      for (let entry = this.#next(); entry; entry = this.#next()) await this.#judge(entry, key);
    } finally {
      this.#isJudging = false;
    }
  }

  #next(): Entry | undefined {
    return this.#entries.find(({ text }) => !this.#judged.has(text));
  }

  async #judge({ sessionId, text, value }: Entry, key: CryptoKey): Promise<void> {
    const fact = (await openMessage(value, key))?.fact;
    const isRight = fact?.kind === 'address' && fact.sessionId === sessionId;
    this.#judged.set(text, isRight ? fact : undefined);
    if (isRight) this.#tell(fact);
  }
}

/** The entries under our keys, whatever else the data is. */
function readEntries(data: unknown): readonly Entry[] {
  if (typeof data !== 'object' || data === null) return [];
  const ours = Object.entries(data).filter(([key]) => key.startsWith(KEY));
  return ours.slice(0, MOST_ENTRIES).flatMap(([key, value]: [string, unknown]) => {
    const message = readMessage(value);
    const sessionId = key.slice(KEY.length);
    return message ? { sessionId, text: `${message.m} ${message.s}`, value } : [];
  });
}
