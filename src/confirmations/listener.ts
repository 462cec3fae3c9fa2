import type { TransferCall } from '../daily/call.js';
import { readJoinedAt, readRoomName } from '../daily/facts.js';
import type { CallEvent } from '../daily/signals.js';
import { findTransfer } from '../domain/transfer/find-transfer.js';
import { transitionByWebhook } from '../domain/transfer/webhook-lifecycle.js';
import { report, wallClock } from '../environment.js';
import type { AddressFact, RelayFact } from '../wire/fact.js';
import { openMessage, readMessage, type SignedFact } from '../wire/message.js';
import { Addresses } from './addresses.js';
import type { Confirmation } from './confirmation.js';
import type { HeardFacts } from './heard.js';

/** A message that took longer from the server to this page is no news. */
const WINDOW_MS = 300_000;
/** So many messages wait to be verified; whoever sends more wastes only these. */
const MOST_WAITING = 64;

/**
 * Verifies what the server tells one call: signed, for this room, recent, and not heard before. Who
 * sent a message is never asked: Daily's `fromId` is no proof.
 */
export class Listener {
  readonly #call: TransferCall;
  readonly #key: Promise<CryptoKey>;
  readonly #heard: HeardFacts;
  readonly #take: (confirmation: Confirmation) => void;
  readonly #addresses: Addresses | undefined;
  #room: string | undefined;
  #rooms = 0;
  /** How far the clock of this page is ahead of Daily's. */
  #aheadMs = 0;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();
  #hasToldMisfit = false;

  constructor(
    source: {
      readonly call: TransferCall;
      readonly key: Promise<CryptoKey>;
      readonly addresses: boolean;
      readonly heard: HeardFacts;
    },
    take: (confirmation: Confirmation) => void,
  ) {
    this.#call = source.call;
    this.#key = source.key;
    this.#heard = source.heard;
    this.#take = take;
    if (source.addresses) this.#addresses = new Addresses(source, (fact) => this.#tell(fact));
    source.key.catch(report);
    this.#enter();
  }

  /** One of Daily's events. A message waits for those before it, and is dropped where too many wait. */
  hear(event: CallEvent): void {
    if (event.kind === 'joined') {
      this.#readClock();
      this.#enter();
    }
    if (event.kind === 'room-changed' || event.kind === 'network-recovered')
      this.#addresses?.look();
    if (event.kind !== 'message' || this.#waiting >= MOST_WAITING) return;
    this.#waiting += 1;
    const receivedAt = wallClock();
    this.#last = this.#last.then(() => this.#open(event.data, receivedAt)).catch(() => {});
  }

  /**
   * The call may be in another room now. Until Daily has told its name, only the session ids bind, which
   * belong to one room and which nobody can guess.
   */
  #enter(): void {
    this.#room = undefined;
    this.#rooms += 1;
    void this.#askRoom(this.#rooms);
    this.#addresses?.look();
  }

  async #askRoom(asked: number): Promise<void> {
    const name = await readRoomName(this.#call);
    if (asked === this.#rooms) this.#room = name;
  }

  /** We have joined just now, so Daily's time of it tells how far our clock is off. */
  #readClock(): void {
    const joinedAt = readJoinedAt(this.#call);
    this.#aheadMs = joinedAt === undefined ? 0 : wallClock() - joinedAt;
  }

  async #open(data: unknown, receivedAt: number): Promise<void> {
    const key = await this.#key.finally(() => (this.#waiting -= 1));
    const signed = await openMessage(data, key);
    if (signed) this.#judge(signed, receivedAt);
    else if (readMessage(data)) this.#tellMisfit();
  }

  /** Once only, since anybody in the room can send what does not verify. */
  #tellMisfit(): void {
    if (this.#hasToldMisfit) return;
    this.#hasToldMisfit = true;
    report(
      new TypeError(
        'a confirmation could not be verified; it is forged, or publicKey does not belong to the signing key of the server',
      ),
    );
  }

  #judge({ fact, sentAt }: SignedFact, receivedAt: number): void {
    if (fact.kind !== 'transfer') return;
    const isRecent = Math.abs(receivedAt - this.#aheadMs - sentAt) <= WINDOW_MS;
    if (!isRecent || !this.#isHere(fact)) return;
    const heardAt = this.#heard.firstHeardAt(fact, sentAt, receivedAt);
    if (heardAt === undefined) return;
    const happenedAt = fact.at + this.#aheadMs;
    const signedAt = sentAt + this.#aheadMs;
    const { sessionId, type, toEndPoint, isSipRefer } = fact;
    const clue = { sessionId, toEndPoint, isSipRefer, happenedAt, signedAt, heardAt };
    this.#take({
      kind: 'transfer',
      sessionId,
      signal: type,
      transition: transitionByWebhook,
      findIn: (sent, options) => findTransfer(clue, sent, options),
    });
  }

  #tell(fact: AddressFact): void {
    const { kind, sessionId, address } = fact;
    if (this.#isHere(fact)) this.#take({ kind, sessionId, address });
  }

  #isHere({ room }: RelayFact): boolean {
    return this.#room === undefined || room === this.#room;
  }
}
