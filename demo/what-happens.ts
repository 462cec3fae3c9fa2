import type { Desk } from './desk.js';
import { button, make } from './elements.js';
import type { SimulatedDaily, SimulatedRoom, TransferBehaviour } from 'daily-transfer/simulator';

/** How the simulated Daily answers a transfer, by the name that the page shows. */
const ANSWERS: Readonly<Record<string, TransferBehaviour>> = {
  'Daily says yes, the caller leaves': {},
  'The caller leaves first, then Daily says yes': { order: 'left-first' },
  'Daily says no': { reply: 'reject', error: 'REFER is not supported by the originating system' },
  'Daily says yes, the caller never leaves': { leaves: false },
  'The caller leaves, Daily never answers': { reply: 'silent', leaves: true },
  'Daily never answers, the caller stays': { reply: 'silent', leaves: false },
};

/** Everyday callers: each leads to another row of the decision rule. */
export function letCallersIn(daily: SimulatedDaily): void {
  const room = daily.room('support');
  room.dialIn({ name: 'Alice', from: 'sip:alice@pbx.example.com' });
  room.dialIn({ name: 'Bob', from: 'sip:+14155550123@carrier.example.net', type: 'pstn-dial-in' });
  room.dialIn({ name: 'Carol', from: 'sip:carol@acme.sip.daily.co' });
  room.dialIn({ name: 'Dave', silent: true });
  room.dialOut({ name: 'Erin', to: 'sip:erin@pbx.example.com' });
  room.joinWeb({ name: 'Frank, on the web' });
}

/** The panel by which a person makes things happen in the simulated room. */
export function showWhatHappens(
  place: HTMLElement,
  desk: Desk,
  selected: () => string | undefined,
): void {
  const { daily } = desk;
  if (!daily) {
    place.replaceChildren();
    return;
  }
  const room = daily.room('support');
  place.replaceChildren(
    make('h3', {}, 'What happens'),
    make('label', { for: 'answer' }, 'When a transfer is sent'),
    chooseAnswer(room),
    make('div', { class: 'buttons' }, ...verbs(daily, room, selected)),
  );
}

function chooseAnswer(room: SimulatedRoom): HTMLElement {
  const options = Object.keys(ANSWERS).map((name) => make('option', {}, name));
  const select = make('select', { id: 'answer' }, ...options);
  select.addEventListener('change', () => {
    const answer = ANSWERS[(select as HTMLSelectElement).value];
    room.onTransfer(answer && (() => answer));
  });
  return select;
}

function verbs(
  daily: SimulatedDaily,
  room: SimulatedRoom,
  selected: () => string | undefined,
): readonly HTMLElement[] {
  const withSelected = (act: (sessionId: string) => void) => () => {
    const sessionId = selected();
    if (sessionId !== undefined) act(sessionId);
  };
  return [
    button('New callers', () => letCallersIn(daily)),
    button(
      'Caller hangs up',
      withSelected((id) => room.hangUp(id)),
    ),
    button(
      'Caller is hidden',
      withSelected((id) => room.hide(id)),
    ),
    button('Network down', () => room.networkDown()),
    button('Network up', () => room.networkUp()),
    button('Take owner right', () => room.revokeOwner()),
    button('Give owner right', () => room.grant({ owner: true })),
    button('End the meeting', () => room.endMeeting()),
  ];
}
