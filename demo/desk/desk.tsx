import { TransferController, type Transferee } from 'daily-transfer';
import { useTransfers } from 'daily-transfer/react';
import { useEffect } from 'react';
import { Activity } from './activity/activity.js';
import { CallerList } from './callers/caller-list.js';
import { Inspector } from './inspector/inspector.js';
import type { Room } from './room.js';
import { useView } from './shell/hooks.js';
import { ComposerPanel } from './transfer/composer-panel.js';
import { isInCall, isRunning } from './transfer/facts.js';
import { useComposer, type Start } from './transfer/use-composer.js';

interface DeskProps {
  /** While it is opened there is none, and the desk stands empty. */
  readonly room: Room | undefined;
  readonly start: Start;
  /** Hears who is chosen. */
  readonly onChosen?: (caller: Transferee | undefined) => void;
}

/** The desk: who is here, where one of them goes, and what becomes of it. */
export function Desk({ room, start, onChosen }: DeskProps) {
  const hasInspector = useView() === 'developer';
  const transfers = useTransfers(room?.call, room?.options);
  const composer = useComposer(transfers, room, start);
  const { chosen } = composer;
  const caller = transfers.transferees.find(({ sessionId }) => sessionId === chosen);
  useEffect(() => onChosen?.(caller), [caller, onChosen]);
  useUnloadGuard(composer.pending.length > 0 || transfers.transfers.some(isRunning));
  useConsole(room);
  return (
    <main className="desk" data-inspector={hasInspector || undefined}>
      <CallerList
        transferees={transfers.transferees}
        transfers={transfers.transfers}
        pending={composer.pending}
        chosen={chosen}
        hasEnded={room !== undefined && !isInCall(transfers.plan(NOTHING))}
        onChoose={composer.choose}
      />
      <ComposerPanel composer={composer} transfers={transfers} room={room} />
      {hasInspector && <Inspector composer={composer} transfers={transfers} room={room} />}
      <Activity transfers={transfers.transfers} composer={composer} />
    </main>
  );
}

/** Its plan tells of the call alone. */
const NOTHING = { sessionId: '', toEndPoint: '' };

/** The browser asks before a page is left on which something waits or runs. */
function useUnloadGuard(isBusy: boolean): void {
  useEffect(() => {
    if (!isBusy) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isBusy]);
}

/** For the console: `desk.controller.transfers`. */
function useConsole(room: Room | undefined): void {
  useEffect(() => {
    if (!room) return;
    window.desk = { ...room, controller: TransferController.attach(room.call) };
    return () => {
      window.desk = undefined;
    };
  }, [room]);
}

declare global {
  interface Window {
    /** The room that the page works in, and its controller. */
    desk?: (Room & { readonly controller: TransferController }) | undefined;
  }
}
