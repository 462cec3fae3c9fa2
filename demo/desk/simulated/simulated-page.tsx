import type { Transferee } from 'daily-transfer';
import { useState } from 'react';
import { Desk } from '../desk.js';
import { Header } from '../shell/header.js';
import { useAddress, useView } from '../shell/hooks.js';
import { later } from '../shell/later.js';
import { TEXTS } from '../texts.js';
import { ScenarioBar } from './scenario-bar.js';
import { findScenario, SCENARIOS } from './scenarios.js';
import { useSimulatedRoom, useWebhookServers } from './use-simulated-room.js';

const More = later(async () => (await import('./more.js')).More);

/** `?undo=off` sends at once what was confirmed, for tests that are about something else. */
const UNDO_SECONDS = new URLSearchParams(location.search).get('undo') === 'off' ? 0 : 4;

/** The desk in a simulated room, with everything that can be tried in it. */
export function SimulatedPage() {
  const id = findScenario(useAddress().get('scenario'));
  const { draft, needsWebhooks = false } = SCENARIOS[id];
  const hasServers = useWebhookServers();
  const [wantsWebhooks, setWantsWebhooks] = useState<boolean>();
  const [undoSeconds, setUndoSeconds] = useState(UNDO_SECONDS);
  const [turn, setTurn] = useState(0);
  const [caller, setCaller] = useState<Transferee>();
  const withWebhooks = wantsWebhooks ?? (needsWebhooks && hasServers);
  const { room, problem } = useSimulatedRoom(id, withWebhooks, turn);
  const key = room ? 'open' : 'opening'; // what belongs to a room is forgotten with it
  const isDeveloper = useView() === 'developer';
  return (
    <>
      <Header title={room ? TEXTS.simulated : (problem ?? TEXTS.opening)} room={room?.name}>
        <a href="live/">{TEXTS.joinReal}</a>
      </Header>
      {isDeveloper && (
        <ScenarioBar current={id} daily={room?.daily} onAgain={() => setTurn(turn + 1)}>
          <More
            key={key}
            scenario={SCENARIOS[id]}
            daily={room?.daily}
            caller={caller}
            webhooks={{ isOn: withWebhooks ?? false, hasServers }}
            onWebhooks={setWantsWebhooks}
            undoSeconds={undoSeconds}
            onUndoSeconds={setUndoSeconds}
          />
        </ScenarioBar>
      )}
      <Desk
        key={key}
        room={room}
        start={{ caller: 'Alice', draft, undoMs: 1000 * undoSeconds }}
        onChosen={setCaller}
      />
    </>
  );
}
