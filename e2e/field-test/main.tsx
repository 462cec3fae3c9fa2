import Daily, { type DailyCall } from '@daily-co/daily-js';
import type { TransferControllerOptions } from 'daily-transfer';
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

const options: TransferControllerOptions = { domain: 'acme', allowTargets: 'any' };

const page = document.querySelector('#page');
if (page)
  createRoot(page).render(
    <StrictMode children={<FieldTest room={{ call, options }} now={now} />} />,
  );
Object.assign(window, { stage: { daily, room } satisfies Stage });
