import { bench, type Measure } from './bench.js';
import { Soak } from './soak.js';

/** What `scripts/bench.mjs` and `scripts/soak.mjs` call. */
export interface Figures {
  bench(rounds: number): Promise<readonly Measure[]>;
  readonly soak: Soak;
}

const figures: Figures = { bench, soak: new Soak() };
Object.assign(window, { figures });
