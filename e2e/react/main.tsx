import Daily from '@daily-co/daily-js';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { simulateDaily } from 'daily-transfer/simulator';
import { Desk } from './desk.js';

const daily = simulateDaily({ domain: 'acme' });
const room = daily.room('support');
const call = daily.createCallObject(Daily);
await call.join({ url: room.url, token: room.ownerToken });
Object.assign(window, { dailyCall: call, room });

createRoot(document.querySelector('#root') ?? document.body).render(
  <StrictMode>
    <Desk call={call} />
  </StrictMode>,
);
