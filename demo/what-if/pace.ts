import type { SimulatedDaily } from 'daily-transfer/simulator';

/** How the simulated Daily's time passes: at a speed, or a step at a time. */
export interface DeskPace {
  readonly speed: number;
  readonly isStepping: boolean;
}

/** Goes on at this pace. The desk's own timers, its deadlines among them, keep to real time. */
export function setPace(daily: SimulatedDaily, { speed, isStepping }: DeskPace): void {
  daily.useClock(isStepping ? 'stepped' : 'real', { speed });
}
