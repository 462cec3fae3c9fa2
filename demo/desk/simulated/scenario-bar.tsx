import type { SimulatedDaily } from 'daily-transfer/simulator';
import { Suspense, useEffect, useState, type ReactNode } from 'react';
import { addressWith, useAddress, useChangesOf } from '../shell/hooks.js';
import { Icon } from '../shell/icon.js';
import { STORIES, TRY } from '../texts.js';
import { SCENARIO_IDS, type ScenarioId } from './scenarios.js';

/** So many stand in view; the others are under "More". */
const IN_VIEW = 6;

interface ScenarioBarProps {
  readonly current: ScenarioId;
  readonly daily: SimulatedDaily | undefined;
  readonly onAgain: () => void;
  /** What "More" holds besides the other scenarios. */
  readonly children: ReactNode;
}

/** What can be tried in the simulated room, what happens then, and how fast. */
export function ScenarioBar({ current, daily, onAgain, children }: ScenarioBarProps) {
  const address = useAddress();
  const [isOpen, setOpen] = useState(false);
  const others = SCENARIO_IDS.slice(IN_VIEW);
  /** A link, so that it can be sent to somebody; of the current scenario it starts again. */
  const chip = (id: ScenarioId) => (
    <a
      key={id}
      className="chip"
      href={addressWith(address, 'scenario', id)}
      aria-current={id === current ? 'true' : undefined}
      onClick={() => {
        closeMore();
        if (id === current) onAgain();
      }}
    >
      {STORIES[id].title}
    </a>
  );
  return (
    <section className="try" aria-label={TRY.title}>
      <nav className="chips" aria-label={TRY.scenarios}>
        <span className="title" aria-hidden="true">
          {TRY.title}
        </span>
        {SCENARIO_IDS.slice(0, IN_VIEW).map(chip)}
        {others.includes(current) && chip(current)}
        <button type="button" className="chip" popoverTarget="more">
          {TRY.more} <Icon name="down" />
        </button>
      </nav>
      <Pace daily={daily} />
      <p className="story">
        {STORIES[current].story}{' '}
        <button type="button" className="quiet" onClick={onAgain}>
          <Icon name="again" /> {TRY.again}
        </button>
      </p>
      <div
        id="more"
        className="more"
        popover="auto"
        role="group"
        aria-label={TRY.more}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        <h2>{TRY.moreScenarios}</h2>
        <div className="chips">{others.map(chip)}</div>
        <Suspense>{isOpen && children}</Suspense>
      </div>
    </section>
  );
}

function closeMore(): void {
  document.querySelector<HTMLElement>('#more:popover-open')?.hidePopover();
}

/** How the simulated Daily's time passes: at a speed, or a step at a time; and how much waits. */
function Pace({ daily }: Pick<ScenarioBarProps, 'daily'>) {
  const [speed, setSpeed] = useState(1);
  const [paused, setPaused] = useState<SimulatedDaily>();
  const isPaused = daily !== undefined && daily === paused;
  const waiting = daily?.pending ?? 0;
  const drawAgain = useChangesOf(daily);
  useEffect(() => {
    daily?.useClock(isPaused ? 'stepped' : 'real', { speed });
  }, [daily, speed, isPaused]);
  return (
    <div className="pace" role="group" aria-label={TRY.speed}>
      <span className="waiting">{isPaused ? TRY.waiting(waiting) : ''}</span>
      {TRY.speeds.map(([factor, text]) => (
        <button
          key={factor}
          type="button"
          className="quiet"
          aria-pressed={factor === speed}
          onClick={() => setSpeed(factor)}
        >
          {text}
        </button>
      ))}
      <button
        type="button"
        className="quiet round"
        aria-label={isPaused ? TRY.goOn : TRY.pause}
        onClick={() => setPaused(isPaused ? undefined : daily)}
      >
        <Icon name={isPaused ? 'play' : 'pause'} />
      </button>
      <button
        type="button"
        className="quiet round"
        aria-label={TRY.step}
        disabled={!isPaused || waiting === 0}
        onClick={() => void daily?.step().then(drawAgain)}
      >
        <Icon name="step" />
      </button>
    </div>
  );
}
