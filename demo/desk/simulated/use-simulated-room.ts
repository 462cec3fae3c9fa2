import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { readText, type Room } from '../room.js';
import { TEXTS } from '../texts.js';
import { openSimulatedRoom } from './open-simulated-room.js';
import type { Scenario } from './scenarios.js';
import { findWebhookServers } from './webhooks.js';

/** The simulated room as far as it is open. */
export interface SimulatedRoomState {
  readonly room?: Room | undefined;
  /** Another text for every room: what belongs to the last one is forgotten. */
  readonly opening: string;
  readonly problem?: string | undefined;
}

/**
 * Opens a room for the scenario, and another one whenever scenario, webhooks or `turn` are others; one at a
 * time. From that moment on the room before is not there any more.
 */
export function useSimulatedRoom(
  scenario: Scenario,
  withWebhooks: boolean | undefined,
  turn: number,
): SimulatedRoomState {
  const wanted = useMemo(() => ({ scenario, withWebhooks, turn }), [scenario, withWebhooks, turn]);
  const [opened, setOpened] = useState<Opened>();
  const last = useRef<Promise<Room | undefined>>(Promise.resolve(undefined));
  useEffect(() => {
    const { withWebhooks: isLinked } = wanted;
    if (isLinked === undefined) return;
    let isWanted = true;
    const open = async (left: Room | undefined): Promise<Room | undefined> => {
      await left?.leave();
      if (!isWanted) return undefined;
      try {
        const room = await openSimulatedRoom(wanted.scenario, isLinked);
        if (isWanted) setOpened({ wanted, room });
        return room;
      } catch (error) {
        if (isWanted) setOpened({ wanted, problem: TEXTS.notOpened(readText(error)) });
        return undefined;
      }
    };
    last.current = last.current.then(open);
    return () => {
      isWanted = false;
    };
  }, [wanted]);
  const opening = `${scenario.id} ${withWebhooks} ${turn}`;
  return opened?.wanted === wanted ? { ...opened, opening } : { opening };
}

/** What came of the opening of a room. */
interface Opened {
  readonly wanted: object;
  readonly room?: Room;
  readonly problem?: string;
}

/** How the simulated Daily's time passes: at a speed, or a step at a time; and how much waits. */
export function usePace({ room, opening }: SimulatedRoomState) {
  const [speed, setSpeed] = useState(1);
  const [isPaused, setPaused] = useState(false);
  const [, look] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    room?.daily?.useClock(isPaused ? 'stepped' : 'real', { speed });
    look();
  }, [room, speed, isPaused]);
  useEffect(() => setPaused(false), [opening]);
  useEffect(() => room?.daily?.subscribe(look), [room]);
  const step = (): void => void room?.daily?.step().then(look);
  return { speed, setSpeed, isPaused, setPaused, step, waiting: room?.daily?.pending ?? 0 };
}

/** Is there a server beside the page that hears webhooks? Not known at first. */
export function useWebhookServers(): boolean | undefined {
  const [hasServers, setHasServers] = useState<boolean>();
  useEffect(() => void findWebhookServers().then(setHasServers), []);
  return hasServers;
}
