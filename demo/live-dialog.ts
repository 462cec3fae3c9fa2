import { find } from './elements.js';
import { readLiveRoom, type LiveRoom } from './live-room.js';

/** The dialog that asks for a real room. */
export interface LiveDialog {
  /** While the page changes desks nothing can be sent, and the dialog cannot be closed. */
  setBusy(isBusy: boolean): void;
}

/**
 * Has the dialog call `join`, which resolves with what went wrong, if anything. The dialog then stays, with
 * the explanation, until the person closes it. The token is out of its field in any case.
 */
export function askForLiveRoom(join: (room: LiveRoom) => Promise<string | undefined>): LiveDialog {
  const dialog = find('live', HTMLDialogElement);
  const form = find('live-form', HTMLFormElement);
  const problem = find('live-problem', HTMLElement);
  const progress = find('live-progress', HTMLElement);
  const buttons = ['open-live', 'live-join', 'live-close'].map((id) => find(id, HTMLButtonElement));
  let isClosable = true;

  const submit = async (): Promise<void> => {
    if (!isClosable) return;
    const reading = readLiveRoom(form);
    problem.textContent = reading.problem ?? '';
    if (!reading.room) return;
    const joining = join(reading.room);
    find('live-token', HTMLInputElement).value = '';
    problem.textContent = (await joining) ?? '';
    if (problem.textContent === '') dialog.close();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  find('open-live', HTMLButtonElement).addEventListener('click', () => dialog.showModal());
  find('live-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    form.reset();
    problem.textContent = '';
  });
  dialog.addEventListener('cancel', (event) => {
    if (!isClosable) event.preventDefault();
  });

  return {
    setBusy: (isBusy) => {
      isClosable = !isBusy;
      // Chrome lets a second Esc in a row pass by the `cancel` event.
      dialog.setAttribute('closedby', isBusy ? 'none' : 'closerequest');
      for (const button of buttons) button.disabled = isBusy;
      progress.textContent = isBusy ? 'Joining …' : '';
    },
  };
}
