import type { Page } from '../page.js';
import { isRunning } from '../present/callers.js';
import { NO_FIELDS } from '../present/fields.js';
import { openLiveDesk } from '../room/live-desk.js';
import { explainJoinFailure, readLiveRoom, type LiveRoom } from '../room/live-room.js';
import { TEXTS } from '../texts.js';

/** Lets a person join a real room, and leave it. The token is out of its field as soon as it is read. */
export function offerJoin(page: Page): void {
  /** daily-js allows one call object at a time: who joins anew waits until the last room is left, or says why not. */
  let left = Promise.resolve();

  page.offer({
    leave: () => {
      left = leave(page).catch(() => undefined);
    },
  });
  page.root.addEventListener('submit', ({ target }) => {
    if (!(target instanceof HTMLFormElement) || target.id !== 'join') return;
    const { room, problem } = readLiveRoom(target);
    if (page.state.joining.isBusy) return;
    if (!room) return page.change({ joining: { isBusy: false, problem } });
    const token = target.elements.namedItem('token');
    if (token instanceof HTMLInputElement) token.value = '';
    void join(page, room, left);
  });
}

async function join(page: Page, room: LiveRoom, left: Promise<void>): Promise<void> {
  page.change({ joining: { isBusy: true, problem: '' }, notice: TEXTS.joiningRoom(room.domain) });
  try {
    await left;
    const desk = await openLiveDesk(room);
    page.use(desk, desk.title);
  } catch (error) {
    page.change({
      joining: { isBusy: false, problem: explainJoinFailure(error) },
      notice: TEXTS.noRoom,
    });
  }
}

async function leave(page: Page): Promise<void> {
  const { desk } = page;
  const isBusy = page.state.pending || desk?.controller.transfers.some(isRunning);
  if (isBusy && !window.confirm(TEXTS.leaveAnyway)) return;
  page.use(undefined, TEXTS.noRoom);
  page.change({ fields: NO_FIELDS }); // the form is gone, and comes back empty
  await desk?.leave();
}
