import { readSessionData } from '../../daily/session-data.js';
import { addressKey, openMessage } from '../../wire/message.js';
import type { AddressFact, RelayFact } from '../../wire/fact.js';
import type { RelayHost } from './door.js';

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
 * The addresses of callers in the meeting's session data, for pages that come later than the callers.
 * Each entry is verified once, one after the other; one that is removed takes nothing back.
 */
export class Addresses {
  readonly #host: RelayHost;
  readonly #key: CryptoKey;
  readonly #isWanted: (fact: RelayFact) => boolean;
  #entries: readonly Entry[] = [];
  /** What was found in each entry that stands there. */
  #judged = new Map<string, AddressFact | undefined>();
  #isJudging = false;

  /** @param isWanted is it a fact of this room, and does anybody still listen? */
  constructor(host: RelayHost, key: CryptoKey, isWanted: (fact: RelayFact) => boolean) {
    this.#host = host;
    this.#key = key;
    this.#isWanted = isWanted;
  }

  /** Reads what stands there now; what is known of it already is told again, since it may be forgotten. */
  async look(): Promise<void> {
    this.#entries = readEntries(readSessionData(this.#host.call));
    const texts = new Set(this.#entries.map(({ text }) => text));
    const standing = [...this.#judged].filter(([text]) => texts.has(text));
    this.#judged = new Map(standing);
    for (const [, fact] of standing) this.#tell(fact);
    if (this.#isJudging) return;
    this.#isJudging = true;
    for (let entry = this.#next(); entry; entry = this.#next()) await this.#judge(entry);
    this.#isJudging = false;
  }

  #next(): Entry | undefined {
    return this.#entries.find(({ text }) => !this.#judged.has(text));
  }

  async #judge({ sessionId, text, value }: Entry): Promise<void> {
    const fact = (await openMessage(value, this.#key))?.fact;
    const isRight = fact?.kind === 'address' && fact.sessionId === sessionId;
    this.#judged.set(text, isRight ? fact : undefined);
    if (isRight) this.#tell(fact);
  }

  #tell(fact: AddressFact | undefined): void {
    if (fact && this.#isWanted(fact)) this.#host.learnAddress(fact.sessionId, fact.address);
  }
}

/** The entries under our keys, whatever else the data is. */
function readEntries(data: unknown): readonly Entry[] {
  if (typeof data !== 'object' || data === null) return [];
  const ours = Object.entries(data).filter(([key]) => key.startsWith(KEY));
  return ours.slice(0, MOST_ENTRIES).flatMap(([key, value]: [string, unknown]) => {
    const text = readText(value);
    return text === undefined ? [] : { sessionId: key.slice(KEY.length), text, value };
  });
}

function readText(value: unknown): string | undefined {
  const { m, s } = (value ?? {}) as { readonly m?: unknown; readonly s?: unknown };
  return typeof m === 'string' && typeof s === 'string' ? `${m} ${s}` : undefined;
}
