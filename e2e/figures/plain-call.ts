import { CallEvents } from '../../test/support/call-events.js';
import type { CallEventName, TransferCall } from '../../src/daily/call.js';

type Person = Readonly<Record<string, unknown>>;

/** A joined call object of plain fields that remembers nothing of what it was asked, so that it can run for long. */
export class PlainCall implements TransferCall {
  readonly events = new CallEvents();
  readonly people: Record<string, Person> = {
    local: { session_id: 'me', local: true, owner: true, user_name: 'Agent' },
  };
  readonly #answers = new Map<string, { resolve(): void; reject(reason: unknown): void }>();

  participants(): object {
    return this.people;
  }

  meetingState(): string {
    return 'joined-meeting';
  }

  meetingSessionState(): { readonly topology: string } {
    return { topology: 'sfu' };
  }

  isDestroyed(): boolean {
    return false;
  }

  on(name: CallEventName, listener: (payload: unknown) => void): void {
    this.events.add(name, listener);
  }

  off(name: CallEventName, listener: (payload: unknown) => void): void {
    this.events.remove(name, listener);
  }

  prependListener(name: CallEventName, listener: (payload: unknown) => void): void {
    this.events.addFirst(name, listener);
  }

  sipCallTransfer({ sessionId }: { readonly sessionId: string }): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#answers.set(sessionId, { resolve: () => resolve({}), reject });
    });
  }

  sipRefer(options: { readonly sessionId: string }): Promise<unknown> {
    return this.sipCallTransfer(options);
  }

  answer(sessionId: string, isYes: boolean): void {
    const answer = this.#answers.get(sessionId);
    this.#answers.delete(sessionId);
    if (isYes) answer?.resolve();
    else answer?.reject('not now');
  }

  enter(sessionId: string, participantType?: string): void {
    const participant = { session_id: sessionId, user_name: 'Alice', participantType };
    this.people[sessionId] = participant;
    this.events.emit('participant-joined', { participant });
  }

  leave(sessionId: string): void {
    const participant = this.people[sessionId];
    delete this.people[sessionId];
    this.events.emit('participant-left', { participant });
  }
}

/** A call with so many participants in it, five of them telephony. */
export function crowd(size: number): PlainCall {
  const call = new PlainCall();
  for (let index = 0; index < size - 1; index += 1) {
    call.enter(`session-${index}`, index < 5 ? 'sip-dial-in' : undefined);
  }
  return call;
}
