import Daily, { type DailyCall } from '@daily-co/daily-js';
import { useTransfers } from 'daily-transfer/react';
import { simulateDaily, type SimulatedDaily, type SimulatedRoom } from 'daily-transfer/simulator';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { FieldTest } from '../../demo/desk/live/field-test/field-test.js';

/** What the spec lets happen. */
export interface Stage {
  readonly daily: SimulatedDaily;
  readonly room: SimulatedRoom;
}

const daily = simulateDaily({ domain: 'acme', clock: 'virtual' });
const room = daily.room('support');
const call = daily.createCallObject<DailyCall>(Daily);
await call.join({ url: room.url, token: room.ownerToken, userName: 'Agent' });

/** The steps are timed by what has happened in the simulation. */
const now = () => daily.log.at(-1)?.atMs ?? 0;

function Page() {
  const transfers = useTransfers(call, { domain: 'acme', allowTargets: 'any' });
  return <FieldTest call={call} transfers={transfers} dailyVersion={Daily.version()} now={now} />;
}

const page = document.querySelector('#page');
if (page) createRoot(page).render(<StrictMode children={<Page />} />);
Object.assign(window, { stage: { daily, room } satisfies Stage });
