import {
  changeRoom,
  findOccupant,
  findRoom,
  type Change,
  type DomainState,
  type Message,
  type Occupant,
  type Topology,
} from './model/domain.js';
import { connect, createLeg, hangUp, tellOfLeg, type Farewell, type NewLeg } from './model/legs.js';
import { changeSession, eject, endMeeting, tellDialInReady } from './model/meeting.js';
import { changeMachine, interrupt, reconnect, tellRaw } from './model/network.js';
import { createVisitor, depart, enter, hide, show, update } from './model/occupants.js';
import type { DialInOptions, DialOutOptions, Rights } from './room-options.js';
import { RoomView } from './room-view.js';
import type { DialInHandler, DialOutHandler, TransferHandler } from './handlers.js';
import type { LogEntry } from './log.js';
import type { Simulation } from './simulation.js';

/**
 * One simulated room. Its verbs make happen what can happen in a room; the pages that are in it hear of it
 * by the messages of Daily's call machine. What Daily's docs leave open (what comes first, how often) can be
 * chosen.
 *
 * | verb | messages to the pages in the room, in order |
 * | --- | --- |
 * | `dialIn()` | `participant-joined`, `participant-counts-updated`, `dialin-connected` |
 * | `dialOut()` | `participant-joined`, `participant-counts-updated`, `dialout-connected` |
 * | `answer()` | `dialout-answered` |
 * | `hangUp()` | `participant-left`, `participant-counts-updated`, `dialin-stopped` or `dialout-stopped` |
 * | `dialError()`, `dialWarning()` | `dialin-error` … `dialout-warning` |
 * | `dialInReady()` | `dialin-ready` |
 * | `joinWeb()` | `participant-joined`, `participant-counts-updated` |
 * | `leave()` | `participant-left`, `participant-counts-updated` |
 * | `hide()` | `participant-left` with the reason `hidden`, `participant-counts-updated` |
 * | `show()` | `participant-joined`, `participant-counts-updated` |
 * | `grant()`, `revokeOwner()` | `participant-updated` |
 * | `eject()` | to that page `error` (`ejected`), `left-meeting`; to the others as `leave()` |
 * | `endMeeting()` | `error` (`exp-room`), `left-meeting` |
 * | `networkDown()` | `network-connection` (`interrupted`), then nothing |
 * | `networkUp()` | `network-connection` (`connected`), then everything that was held |
 * | `goSilent()`, `wake()` | none: the call machines answer nothing, not even leaving, until they wake |
 * | `useTopology()` | `meeting-session-state-updated`, `network-connection` of each new connection |
 * | `repeat()` | the last event once more |
 * | `send()` | the message as it is |
 * | `onDialOut()` | what the handler says; by default as `dialOut()`, at once |
 * | `onDialIn()` | what the handler says; by default as `dialInReady()`, at once |
 * | `onTransfer()` | what the handler says; by default the answer after 120 ms, and 200 ms later as `hangUp()` |
 *
 * A transferred caller that arrives in another room of the domain is a `dialIn()` there.
 */
export class SimulatedRoom extends RoomView {
  readonly #simulation: Simulation;

  /** @internal */
  constructor(name: string, simulation: Simulation) {
    super(name, simulation);
    this.#simulation = simulation;
  }

  /** Decides from now on how transfers go that this room takes; without a handler, as usual. */
  onTransfer(handler?: TransferHandler): void {
    setOrDelete(this.#simulation.handlers.transfer, this.name, handler);
  }

  /** Decides from now on how dial-outs go that pages ask for; without a handler, as usual. */
  onDialOut(handler?: DialOutHandler): void {
    setOrDelete(this.#simulation.handlers.dialOut, this.name, handler);
  }

  /** Decides from now on how `startDialIn()` goes; without a handler, as usual. */
  onDialIn(handler?: DialInHandler): void {
    setOrDelete(this.#simulation.handlers.dialIn, this.name, handler);
  }

  /** A caller dials in. Returns its session id. */
  dialIn({ type = 'sip-dial-in', from, ...rest }: DialInOptions = {}): string {
    return this.#connect({ ...rest, type, address: from });
  }

  /** The room dials somebody, whose phone rings now. Returns the session id. */
  dialOut({ to, type, ...rest }: DialOutOptions): string {
    const usual = /^[+\d]/.test(to) ? 'pstn-dial-out' : 'sip-dial-out';
    return this.#connect({ name: to, ...rest, type: type ?? usual, address: to });
  }

  /** The dialled party picks up. */
  answer(sessionId: string): void {
    this.#run(tellOfLeg(this.name, sessionId, 'answered'));
  }

  /** The caller hangs up, or the line is cut. */
  hangUp(sessionId: string, farewell: Partial<Farewell> = {}): void {
    this.#run(hangUp(this.name, sessionId, { stopped: 'after', left: 'once', ...farewell }));
  }

  /** Something went wrong with the leg. It stays in the room; `hangUp()` ends it. */
  dialError(sessionId: string, errorMsg = 'the call failed'): void {
    this.#run(tellOfLeg(this.name, sessionId, 'error', { errorMsg }));
  }

  /** Something about the leg is not as it should be, and it goes on. */
  dialWarning(sessionId: string, errorMsg = 'the codec was changed'): void {
    this.#run(tellOfLeg(this.name, sessionId, 'warning', { errorMsg }));
  }

  /** The room is ready for SIP callers. */
  dialInReady(): void {
    this.#run(tellDialInReady(this.name));
  }

  /** Somebody joins with a browser elsewhere. Returns the session id. */
  joinWeb({ name = 'Guest', owner = false }: { name?: string; owner?: boolean } = {}): string {
    return this.#enter((domain) => createVisitor(domain, name, owner), enter);
  }

  /** Somebody leaves, without any telephony event. */
  leave(sessionId: string): void {
    this.#run(depart(this.name, sessionId));
  }

  /** The others no longer see this participant, who is still there. */
  hide(sessionId: string): void {
    this.#run(hide(this.name, sessionId));
  }

  /** The others see this participant again. */
  show(sessionId: string): void {
    this.#run(show(this.name, sessionId));
  }

  /** Gives or takes rights: of the participant, or of every page in the room. */
  grant(rights: Rights, sessionId?: string): void {
    const { owner, ...permissions } = rights;
    this.#each(sessionId, (one) =>
      update(this.name, one.sessionId, {
        ...(owner !== undefined && { owner }),
        permissions: { ...one.permissions, ...permissions },
      }),
    );
  }

  /** Takes from the participant, or from every page in the room, what an owner may do. */
  revokeOwner(sessionId?: string): void {
    this.grant({ owner: false, canAdmin: false }, sessionId);
  }

  /** Throws out the participant, or every page in the room. */
  eject(sessionId?: string): void {
    this.#each(sessionId, (one) => eject(this.name, one.sessionId));
  }

  /** Ends the meeting for everybody. */
  endMeeting(): void {
    this.#run(endMeeting(this.name));
  }

  /** The pages lose the room: nothing reaches them, and what they ask for waits. */
  networkDown(): void {
    this.#run(interrupt(this.name));
  }

  /** The pages have the room back: what waited arrives now, in order. */
  networkUp(): void {
    this.#run(reconnect(this.name));
  }

  /** The call machines of the pages stop working: nothing is answered or told, and all of it is lost. */
  goSilent(): void {
    this.#run(changeMachine(this.name, 'silent'));
  }

  /** The call machines work again. */
  wake(): void {
    this.#run(changeMachine(this.name, 'awake'));
  }

  /** The media of the room goes through Daily's servers (`sfu`) or between the browsers (`peer`). */
  useTopology(topology: Topology): void {
    this.#run(changeSession(this.name, { topology }));
  }

  /** Tells the pages the last event, or the last one of that name, once more. */
  repeat(action?: string): void {
    const told = this.#simulation.log.filter((entry) => isEvent(entry, this.name, action));
    const last = told[told.length - 1];
    if (last) this.send({ ...last.message, action: last.action });
  }

  /** Tells the pages whatever it is: for what has no verb. */
  send(message: Message): void {
    this.#run(tellRaw(this.name, message));
  }

  #connect(leg: NewLeg): string {
    return this.#enter(
      (domain) => createLeg(domain, leg),
      (room, occupant) => connect(room, occupant, leg.order),
    );
  }

  #enter(
    create: (domain: DomainState) => readonly [Occupant, DomainState],
    arrive: (room: string, occupant: Occupant) => Change,
  ): string {
    let sessionId = '';
    this.#run((domain) => {
      const [occupant, drawn] = create(domain);
      sessionId = occupant.sessionId;
      return arrive(this.name, occupant)(changeRoom(drawn, this.name, {}));
    });
    return sessionId;
  }

  #each(sessionId: string | undefined, changeOf: (occupant: Occupant) => Change): void {
    const room = findRoom(this.#simulation.domain, this.name);
    const one = sessionId === undefined ? undefined : findOccupant(room, sessionId);
    const pages = room.occupants.filter(({ clientId }) => clientId !== undefined);
    const meant = sessionId === undefined ? pages : [one];
    meant.forEach((occupant) => occupant && this.#run(changeOf(occupant)));
  }

  #run(change: Change): void {
    this.#simulation.run(change);
  }
}

function isEvent(entry: LogEntry, room: string, action = entry.action): boolean {
  const { direction, message } = entry;
  const isAnswer = message['callbackStamp'] !== undefined;
  return direction === 'sent' && !isAnswer && entry.room === room && entry.action === action;
}

function setOrDelete<T>(handlers: Map<string, T>, room: string, handler: T | undefined): void {
  if (handler) handlers.set(room, handler);
  else handlers.delete(room);
}
