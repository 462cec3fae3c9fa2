import type { CallEventName, TransferCall } from '../../src/daily/call.js';
import type { TransferMethod } from '../../src/domain/plan/choose-method.js';
import { CallEvents } from './call-events.js';

/** A transfer that was asked of the fake call, and the way to answer it. */
interface Sent {
  readonly method: TransferMethod;
  readonly options: Readonly<Record<string, unknown>>;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Somebody in the room, with the fields of daily-js that matter here and any odd ones of a test. */
export type Person = Readonly<Record<string, unknown>> & { readonly session_id: string };

/** A caller that dials in. */
export interface Caller {
  readonly name?: string;
  readonly type?: string;
  /** `sipFrom` of `dialin-connected`; left out, there is no dial event at all. */
  readonly from?: string;
  /** `sipEndpoint`: what the caller dialled. */
  readonly dialled?: string;
}

/**
 * A small room behind the port, for tests in which time must be exact. Its verbs do what daily-js does, in
 * its order: the list changes first, then the event is told. Transfers are answered by hand.
 */
export class FakeCall implements TransferCall {
  readonly sent: Sent[] = [];
  readonly events = new CallEvents();
  /** Set to make the next call of Daily's methods throw at once. */
  throws: { readonly thrown: unknown } | undefined;
  /** Runs while Daily's method is being called. */
  whileSending: () => void = () => {};
  topology: string = 'sfu';
  /** What `room()` answers; set to a promise for an answer that comes later. */
  roomInfo: unknown = { id: 'room', name: 'support' };
  /** The meeting's session data. */
  data: unknown = {};
  prependListener?: NonNullable<TransferCall['prependListener']>;
  readonly #pending: Pending[] = [];
  readonly #people: Record<string, Person> = {};
  readonly #hidden = new Map<string, Person>();
  #state = 'new';
  #isDestroyed = false;
  #ids = 0;

  /** Joined, as an owner, unless told otherwise; an old daily-js has no `prependListener` in its reach. */
  constructor({ joined = true, old = false }: { joined?: boolean; old?: boolean } = {}) {
    if (!old) this.prependListener = (name, listener) => this.events.addFirst(name, listener);
    this.#people['local'] = { session_id: 'me', local: true, owner: true, user_name: 'Agent' };
    if (joined) this.#state = 'joined-meeting';
  }

  /* What the port has. */

  participants(): Record<string, Person> {
    return this.#people;
  }

  meetingState(): string {
    return this.#state;
  }

  meetingSessionState(): { readonly topology: string; readonly data: unknown } {
    if (this.#state !== 'joined-meeting') throw new Error('only supported after join');
    return { topology: this.topology, data: this.data };
  }

  room(): Promise<unknown> {
    return Promise.resolve(this.roomInfo);
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  on(name: CallEventName, listener: (payload: unknown) => void): this {
    this.events.add(name, listener);
    return this;
  }

  off(name: CallEventName, listener: (payload: unknown) => void): this {
    this.events.remove(name, listener);
    return this;
  }

  sipCallTransfer(options: object): Promise<unknown> {
    return this.#send('sipCallTransfer', options);
  }

  sipRefer(options: object): Promise<unknown> {
    return this.#send('sipRefer', options);
  }

  /* What Daily does with a transfer. */

  /** Daily says yes to the transfer of that number, by default the last one. */
  accept(index = this.sent.length - 1): Promise<void> {
    this.#pending[index]?.resolve({ action: 'sip-call-transfer' });
    return settled();
  }

  /** Daily says no. */
  refuse(reason?: unknown, index = this.sent.length - 1): Promise<void> {
    this.#pending[index]?.reject(reason);
    return settled();
  }

  /* What callers do. */

  dialIn({ name = 'Alice', type = 'sip-dial-in', from, dialled }: Caller = {}): string {
    const sessionId = `caller-${(this.#ids += 1)}`;
    this.enter({ session_id: sessionId, user_name: name, participantType: type });
    const addresses = { sipFrom: from, sipEndpoint: dialled };
    if (from !== undefined || dialled !== undefined) {
      this.tell('dialin-connected', { sessionId, sipCallId: `call-${sessionId}`, ...addresses });
    }
    return sessionId;
  }

  dialOut(to: string, type = 'sip-dial-out'): string {
    const sessionId = `caller-${(this.#ids += 1)}`;
    this.enter({ session_id: sessionId, user_name: to, participantType: type });
    this.tell('dialout-connected', { sessionId, destination: to, origin: 'sip:room@daily.co' });
    return sessionId;
  }

  /** Anybody comes in, with whatever fields. */
  enter(person: Person): void {
    this.#people[person['local'] === true ? 'local' : person.session_id] = person;
    this.tell('participant-joined', { participant: person });
  }

  update(sessionId: string, fields: Readonly<Record<string, unknown>>): void {
    const person = this.#people[sessionId];
    if (!person) return;
    this.#people[sessionId] = { ...person, ...fields };
    this.tell('participant-updated', { participant: this.#people[sessionId] });
  }

  /** Leaves the list without a word, as when an event never reaches us. */
  vanish(sessionId: string): Person {
    const person = this.#people[sessionId] ?? { session_id: sessionId };
    delete this.#people[sessionId];
    return person;
  }

  leave(sessionId: string): void {
    this.tell('participant-left', { participant: this.vanish(sessionId) });
  }

  stop(sessionId: string): void {
    this.tell('dialin-stopped', { sessionId });
  }

  hangUp(sessionId: string): void {
    this.leave(sessionId);
    this.stop(sessionId);
  }

  hide(sessionId: string): void {
    const participant = this.vanish(sessionId);
    this.#hidden.set(sessionId, participant);
    this.tell('participant-left', { participant, reason: 'hidden' });
  }

  show(sessionId: string): void {
    const person = this.#hidden.get(sessionId);
    if (person) this.enter(person);
  }

  /* What becomes of our own call. */

  join(): void {
    this.#state = 'joined-meeting';
    this.tell('joined-meeting', { participants: this.#people });
  }

  /** The app leaves: the list is empty before anybody is told. */
  leaveMeeting(): void {
    this.#end('left-meeting');
    this.tell('left-meeting');
  }

  /** A fatal error, as when we are ejected. */
  fail(): void {
    this.#end('error');
    this.tell('error', { errorMsg: 'Ejected from meeting', error: { type: 'ejected' } });
  }

  /** Leaves first, then is no more; `silently` if nobody is told. */
  destroy({ silently = false } = {}): void {
    if (this.#state === 'joined-meeting') this.#end('left-meeting');
    if (!silently) this.tell('left-meeting');
    this.#isDestroyed = true;
    if (!silently) this.tell('call-instance-destroyed');
  }

  /** Anybody in the room, or the server (`API`), sends a message. */
  sendMessage(data: unknown, fromId = 'API'): void {
    this.tell('app-message', { data: structuredClone(data), fromId });
  }

  /** The meeting's session data is other data now. */
  changeData(data: unknown): void {
    this.data = structuredClone(data);
    const meetingSessionState = { topology: this.topology, data: this.data };
    this.tell('meeting-session-state-updated', { meetingSessionState });
  }

  networkDown(): void {
    this.tell('network-connection', { type: 'signaling', event: 'interrupted' });
  }

  networkUp(): void {
    this.tell('network-connection', { type: 'signaling', event: 'connected' });
  }

  /** Gives or takes rights of our own. */
  grant(fields: Readonly<Record<string, unknown>>): void {
    this.update('local', fields);
  }

  /** Any event with any payload. */
  tell(name: CallEventName, payload: unknown = {}): void {
    this.events.emit(name, payload);
  }

  #end(state: string): void {
    this.#state = state;
    for (const id of Object.keys(this.#people)) if (id !== 'local') delete this.#people[id];
    if (state === 'error') delete this.#people['local'];
  }

  #send(method: TransferMethod, options: object): Promise<unknown> {
    this.sent.push({ method, options: options as Record<string, unknown> });
    const answer = new Promise((resolve, reject) => this.#pending.push({ resolve, reject }));
    this.whileSending();
    if (!this.throws) return answer;
    answer.catch(() => {});
    throw this.throws.thrown;
  }
}

/** Resolves when every microtask that is under way has run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
