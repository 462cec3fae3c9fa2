import { bench, type Measure } from './bench.js';
import { Soak } from './soak.js';

/** What `.ci/bench.mjs` and `.ci/soak.mjs` call. */
export interface Figures {
  bench(rounds: number): Promise<readonly Measure[]>;
  readonly soak: Soak;
}

const figures: Figures = { bench, soak: new Soak() };
Object.assign(window, { figures });
