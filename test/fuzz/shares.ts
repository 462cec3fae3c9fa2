import { ENDPOINT_PROBLEMS, type Endpoint } from '../../src/domain/endpoint/endpoint.js';

/** Counts what came out of a run: the accepted, and every problem. */
export class Shares {
  readonly #counts = new Map<string, number>(
    ['accepted', ...Object.keys(ENDPOINT_PROBLEMS)].map((name) => [name, 0]),
  );
  #all = 0;

  /** Counts one answer. */
  count(endpoint: Endpoint): void {
    const name = endpoint.kind === 'invalid' ? endpoint.problem : 'accepted';
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    this.#all += 1;
  }

  /** Per cent of all, by name, with two digits. */
  read(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      [...this.#counts].map(([name, count]) => [name, round((count / this.#all) * 100)]),
    );
  }

  /** The names that miss what design.md §11 demands: 25 % for the accepted, 1 % for every problem. */
  missed(): string[] {
    return Object.entries(this.read())
      .filter(([name, share]) => share < (name === 'accepted' ? 25 : 1))
      .map(([name, share]) => `${name}: ${share} %`);
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
