'use client';

import Daily from '@daily-co/daily-js';
import { DailyProvider, useDaily } from '@daily-co/daily-react';
import { useTransfers } from 'daily-transfer/react';
import { simulateDaily } from 'daily-transfer/simulator';
import { useEffect, useState } from 'react';

/** The callers of a simulated room. An app of its own has `useCallObject()` here. */
export function Desk({ target }) {
  const [call, setCall] = useState(null);
  useEffect(() => {
    const daily = simulateDaily({ domain: 'acme' });
    const created = daily.createCallObject(Daily);
    setCall(created);
    void receive(daily.room('support'), created);
    return () => void daily.dispose();
  }, []);
  return (
    <DailyProvider callObject={call}>
      <Callers target={target} />
    </DailyProvider>
  );
}

async function receive(room, call) {
  await call.join({ url: room.url, token: room.ownerToken });
  room.dialIn({ name: 'Alice', from: 'sip:alice@pbx.example.com' });
}

function Callers({ target }) {
  const { transferees, transfers, transfer } = useTransfers(useDaily(), { domain: 'acme' });
  return (
    <>
      <p>{`${transferees.length} callers`}</p>
      {transferees.map(({ sessionId, name }) => (
        <button key={sessionId} onClick={() => transfer({ sessionId, toEndPoint: target })}>
          Send {name} to billing
        </button>
      ))}
      <output>{transfers[0]?.status}</output>
    </>
  );
}
