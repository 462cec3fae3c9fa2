import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { readText, type Room } from '../room.js';
import { TEXTS } from '../texts.js';
import { openSimulatedRoom } from './open-simulated-room.js';
import type { ScenarioId } from './scenarios.js';
import { findWebhookServers } from './webhooks.js';

/** The simulated room once it is open, or why it is not. */
interface Opened {
  readonly room?: Room;
  readonly problem?: string;
}

/**
 * Opens a room for the scenario, and another one whenever scenario, webhooks or `turn` are others; one at a
 * time. Between two rooms there is none.
 */
export function useSimulatedRoom(
  scenario: ScenarioId,
  withWebhooks: boolean | undefined,
  turn: number,
): Opened {
  const [opened, setOpened] = useState<Opened>({});
  const last = useRef<Promise<Opened>>(Promise.resolve({}));
  useLayoutEffect(() => {
    let isWanted = true;
    const open = async ({ room: before }: Opened): Promise<Opened> => {
      await before?.leave();
      if (!isWanted || withWebhooks === undefined) return {};
      const found = await tryToOpen(scenario, withWebhooks);
      if (isWanted) setOpened(found);
      return found;
    };
    setOpened({});
    last.current = last.current.then(open);
    return () => {
      isWanted = false;
    };
  }, [scenario, withWebhooks, turn]);
  return opened;
}

async function tryToOpen(scenario: ScenarioId, withWebhooks: boolean): Promise<Opened> {
  try {
    return { room: await openSimulatedRoom(scenario, withWebhooks) };
  } catch (error) {
    return { problem: TEXTS.notOpened(readText(error)) };
  }
}

/** Is there a server beside the page that hears webhooks? Not known at first. */
export function useWebhookServers(): boolean | undefined {
  const [hasServers, setHasServers] = useState<boolean>();
  useEffect(() => void findWebhookServers().then(setHasServers), []);
  return hasServers;
}
