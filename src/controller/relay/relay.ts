import { readRoomName } from '../../daily/room-name.js';
import type { CallSignal } from '../../daily/signals.js';
import { findTransfer } from '../../domain/transfer/find-transfer.js';
import type { RelayFact } from '../../wire/fact.js';
import { openMessage, type SignedFact } from '../../wire/message.js';
import { importPublicKey } from '../../wire/signing.js';
import { report } from '../ambient.js';
import { Addresses } from './addresses.js';
import type { RelayHost } from './door.js';
import { Replays } from './replays.js';

/** Between the clock of the server that signs and the clock of this page, either way. */
const WINDOW_MS = 300_000;
/** So many messages wait to be verified; whoever sends more wastes only these. */
const MOST_WAITING = 64;

/**
 * The verifier, once its key is read.
 *
 * @throws TypeError if that is no public key, or if the page has no WebCrypto
 */
export async function openRelay(host: RelayHost): Promise<Relay> {
  if (!globalThis.crypto?.subtle) {
    throw new TypeError(
      'unable to verify what the relay tells; a page has WebCrypto over https only',
    );
  }
  const { publicKey = '', addresses = false } = host.options.relay ?? {};
  return new Relay(host, await importPublicKey(publicKey), addresses);
}

/**
 * Takes in what the server tells, once it is sure that the server tells it: signed, of this room, of now,
 * for the first time, and of a transfer that was sent here. Who sends a message is never asked: Daily's
 * `fromId` is no proof. All that comes of it is a fact that is fed to that transfer.
 */
export class Relay {
  readonly #host: RelayHost;
  readonly #key: CryptoKey;
  readonly #addresses: Addresses | undefined;
  readonly #replays = new Replays();
  #room: string | undefined;
  #rooms = 0;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(host: RelayHost, key: CryptoKey, withAddresses: boolean) {
    this.#host = host;
    this.#key = key;
    if (withAddresses) this.#addresses = new Addresses(host, key, (fact) => this.#isWanted(fact));
    this.#enter();
  }

  /** One of Daily's events; a message is verified when those before it are, and dropped where too many wait. */
  hear(signal: CallSignal, receivedAt: number): void {
    if (signal.kind === 'joined') this.#enter();
    if (signal.kind === 'room-changed' || signal.kind === 'network') this.#look();
    if (signal.kind !== 'message' || this.#waiting >= MOST_WAITING) return;
    this.#waiting += 1;
    this.#last = this.#last.then(() => this.#open(signal.data, receivedAt)).catch(report);
  }

  /**
   * The call may be in another room now. Until Daily has told its name, the ids of its sessions bind alone,
   * which are of one room and which nobody can guess.
   */
  #enter(): void {
    this.#room = undefined;
    this.#rooms += 1;
    void this.#askRoom(this.#rooms);
    this.#look();
  }

  #look(): void {
    this.#addresses?.look().catch(report);
  }

  async #askRoom(asked: number): Promise<void> {
    const name = await readRoomName(this.#host.call);
    if (asked === this.#rooms) this.#room = name;
  }

  async #open(data: unknown, receivedAt: number): Promise<void> {
    const signed = await openMessage(data, this.#key);
    this.#waiting -= 1;
    if (signed) this.#take(signed, receivedAt);
  }

  #take({ fact, sentAt }: SignedFact, receivedAt: number): void {
    if (fact.kind !== 'transfer' || !this.#isWanted(fact)) return;
    if (Math.abs(receivedAt - sentAt) > WINDOW_MS || !this.#replays.isFirst(fact, sentAt)) return;
    const { chronicle, options } = this.#host;
    const open = chronicle.of(fact.sessionId).filter(({ isOpen }) => isOpen);
    // How long ago by the servers' clocks, so that a page whose clock is wrong by minutes still knows it.
    const happenedAt = receivedAt - Math.max(0, sentAt - fact.at);
    const { dailySipHosts, endpoints } = options;
    const transfer = findTransfer({ ...fact, happenedAt }, open, { ...endpoints, dailySipHosts });
    transfer?.receive(fact.type, 'webhook');
  }

  #isWanted({ room }: RelayFact): boolean {
    return this.#host.room.isAttached && (this.#room === undefined || room === this.#room);
  }
}
