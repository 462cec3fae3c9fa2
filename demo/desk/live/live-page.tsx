import { TransferController } from 'daily-transfer';
import { useRef, useState } from 'react';
import { Desk } from '../desk.js';
import type { Room } from '../room.js';
import { Header } from '../shell/header.js';
import { JOIN, TEXTS } from '../texts.js';
import { isRunning } from '../transfer/facts.js';
import { FieldTest } from './field-test/field-test.js';
import { JoinForm } from './join-form.js';
import { explainJoinFailure, type LiveRoom } from './live-room.js';
import { openLiveRoom } from './open-live-room.js';

const START = { draft: {}, undoMs: 4_000 };

/** The desk in a real room, once one is joined, or the field test there, which goes on in the next one. */
export function LivePage() {
  const [room, setRoom] = useState<Room>();
  const [joining, setJoining] = useState<LiveRoom>();
  const [problem, setProblem] = useState('');
  const [isTesting, setTesting] = useState(false);
  /** daily-js allows one call object at a time: who joins anew waits until the last room is left. */
  const left = useRef(Promise.resolve());

  const join = async (wanted: LiveRoom): Promise<void> => {
    setJoining(wanted);
    setProblem('');
    try {
      await left.current;
      setRoom(await openLiveRoom(wanted));
    } catch (error) {
      setProblem(explainJoinFailure(error));
    }
    setJoining(undefined);
  };
  const leave = (): void => {
    const isBusy = room && TransferController.attach(room.call).transfers.some(isRunning);
    if (isBusy && !window.confirm(JOIN.leaveAnyway)) return;
    left.current = room?.leave().catch(() => undefined) ?? left.current;
    setRoom(undefined);
  };
  const title = joining ? JOIN.joining(joining.domain) : JOIN.noRoom;
  return (
    <>
      <Header title={room ? JOIN.real : title} room={room?.name} isLive={room !== undefined}>
        {!room && <a href="../">{TEXTS.backToSimulated}</a>}
      </Header>
      {room && (
        <aside className="banner" aria-label={JOIN.real}>
          <p>{JOIN.banner}</p>
          <button
            type="button"
            className="quiet"
            aria-pressed={isTesting}
            onClick={() => setTesting(!isTesting)}
          >
            {JOIN.fieldTest}
          </button>
          <button type="button" className="quiet" onClick={leave}>
            {JOIN.leave}
          </button>
        </aside>
      )}
      {!room && (
        <JoinForm
          isBusy={joining !== undefined}
          problem={problem}
          onJoin={join}
          onProblem={setProblem}
        />
      )}
      {room && !isTesting && <Desk room={room} start={START} />}
      <main className="field-test-place" hidden={!room || !isTesting}>
        <FieldTest room={room} />
      </main>
    </>
  );
}
