import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { addressWith, useAddress } from '../shell/hooks.js';
import { Icon } from '../shell/icon.js';
import { TRY } from '../texts.js';
import { SCENARIOS, type Scenario } from './scenarios.js';
import type { usePace } from './use-simulated-room.js';

/** So many stand in view; the others are under "More". */
const IN_VIEW = 6;

interface ScenarioBarProps {
  readonly scenario: Scenario;
  readonly pace: ReturnType<typeof usePace>;
  readonly onAgain: () => void;
  /** What "More" holds besides the other scenarios. */
  readonly children: ReactNode;
}

/** What can be tried in the simulated room, what happens then, and how fast. */
export function ScenarioBar({ scenario, pace, onAgain, children }: ScenarioBarProps) {
  const [isOpen, setOpen] = useState(false);
  const others = SCENARIOS.slice(IN_VIEW);
  const chip = (one: Scenario) => (
    <ScenarioLink key={one.id} one={one} current={scenario} onAgain={onAgain} />
  );
  return (
    <section className="try" aria-label={TRY.title}>
      <nav className="chips" aria-label={TRY.scenarios}>
        <span className="title" aria-hidden="true">
          {TRY.title}
        </span>
        {SCENARIOS.slice(0, IN_VIEW).map(chip)}
        {others.includes(scenario) && chip(scenario)}
        <button type="button" className="chip" popoverTarget="more">
          {TRY.more} <Icon name="down" />
        </button>
      </nav>
      <Pace pace={pace} />
      <p className="story">
        {scenario.story}{' '}
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

interface ScenarioLinkProps extends Pick<ScenarioBarProps, 'onAgain'> {
  readonly one: Scenario;
  readonly current: Scenario;
}

/** A link, so that it can be sent to somebody; of the current scenario it starts again. */
function ScenarioLink({ one, current, onAgain }: ScenarioLinkProps) {
  const address = useAddress();
  return (
    <a
      className="chip"
      href={addressWith(address, 'scenario', one.id)}
      aria-current={one === current ? 'true' : undefined}
      onClick={one === current ? onAgain : undefined}
    >
      {one.title}
    </a>
  );
}

function Pace({ pace }: Pick<ScenarioBarProps, 'pace'>) {
  const { speed, setSpeed, isPaused, setPaused, step, waiting } = pace;
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
        onClick={() => setPaused(!isPaused)}
      >
        <Icon name={isPaused ? 'play' : 'pause'} />
      </button>
      <button
        type="button"
        className="quiet round"
        aria-label={TRY.step}
        disabled={!isPaused || waiting === 0}
        onClick={step}
      >
        <Icon name="step" />
      </button>
    </div>
  );
}

/** Closes what is open over the page when another room is opened. */
export function useClosedOnChange(change: unknown): void {
  const first = useRef(change);
  useEffect(() => {
    if (first.current === change) return;
    first.current = change;
    document.querySelector<HTMLElement>('#more:popover-open')?.hidePopover();
  }, [change]);
}
