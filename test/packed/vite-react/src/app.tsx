import {
  DailyProvider,
  useCallObject,
  useDaily,
  useMeetingState,
  useParticipantIds,
  useParticipantProperty,
} from '@daily-co/daily-react';
import { useTransfers } from 'daily-transfer/react';
import { useEffect } from 'react';

/** A desk in the room at `url`: who is there, and a button that sends a caller to billing. */
export function App({ url, token }: { url: string; token: string }) {
  const callObject = useCallObject({ options: { url, token } });
  return (
    <DailyProvider callObject={callObject}>
      <Room />
    </DailyProvider>
  );
}

function Room() {
  const call = useDaily();
  const state = useMeetingState();
  const ids = useParticipantIds({ filter: 'remote' });
  useEffect(() => {
    void call?.join();
  }, [call]);
  return (
    <main>
      <h1>{state}</h1>
      <ul>
        {ids.map((id) => (
          <Caller key={id} id={id} />
        ))}
      </ul>
      <Outcome />
    </main>
  );
}

function Caller({ id }: { id: string }) {
  const name = useParticipantProperty(id, 'user_name');
  const { plan, transfer } = useTransfers(useDaily(), { domain: 'acme' });
  const request = { sessionId: id, toEndPoint: 'sip:billing@acme.sip.daily.co' };
  return (
    <li>
      {name}
      <button disabled={!plan(request).ready} onClick={() => void transfer(request)}>
        Send {name} to billing
      </button>
    </li>
  );
}

function Outcome() {
  const { transfers } = useTransfers(useDaily(), { domain: 'acme' });
  return <output>{transfers[0]?.status}</output>;
}
