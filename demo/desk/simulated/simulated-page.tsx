import type { Transferee } from 'daily-transfer';
import { useState } from 'react';
import { Desk } from '../desk.js';
import { Header } from '../shell/header.js';
import { useAddress, useView } from '../shell/hooks.js';
import { later } from '../shell/later.js';
import { TEXTS } from '../texts.js';
import { ScenarioBar, useClosedOnChange } from './scenario-bar.js';
import { findScenario } from './scenarios.js';
import { usePace, useSimulatedRoom, useWebhookServers } from './use-simulated-room.js';

const More = later(async () => (await import('./more.js')).More);

/** `?undo=off` sends at once what was confirmed, for tests that are about something else. */
const UNDO_SECONDS = new URLSearchParams(location.search).get('undo') === 'off' ? 0 : 4;

/** The desk in a simulated room, with everything that can be tried in it. */
export function SimulatedPage() {
  const address = useAddress();
  const scenario = findScenario(address.get('scenario'));
  const hasServers = useWebhookServers();
  const [wantsWebhooks, setWantsWebhooks] = useState<boolean>();
  const [undoSeconds, setUndoSeconds] = useState(UNDO_SECONDS);
  const [turn, setTurn] = useState(0);
  const [caller, setCaller] = useState<Transferee>();
  const withWebhooks = wantsWebhooks ?? (scenario.needsWebhooks && hasServers);
  const simulated = useSimulatedRoom(scenario, withWebhooks, turn);
  const { room, opening, problem } = simulated;
  const pace = usePace(simulated);
  useClosedOnChange(scenario);
  const start = { caller: scenario.caller, draft: scenario.draft, undoMs: 1000 * undoSeconds };
  const isDeveloper = useView() === 'developer';
  return (
    <>
      <Header title={room ? TEXTS.simulated : (problem ?? TEXTS.opening)} room={room?.name}>
        <a href="live/">{TEXTS.joinReal}</a>
      </Header>
      {isDeveloper && (
        <ScenarioBar scenario={scenario} pace={pace} onAgain={() => setTurn(turn + 1)}>
          <More
            key={opening}
            room={room}
            caller={caller}
            webhooks={{ isOn: withWebhooks ?? false, hasServers }}
            onWebhooks={setWantsWebhooks}
            undoSeconds={undoSeconds}
            onUndoSeconds={setUndoSeconds}
          />
        </ScenarioBar>
      )}
      <Desk
        key={`${opening} ${room ? 'open' : 'opening'}`}
        room={room}
        start={start}
        onChosen={setCaller}
      />
    </>
  );
}
