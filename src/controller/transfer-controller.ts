import { isTransferCall, type TransferCall } from '../daily/call.js';
import type { CallSignal } from '../daily/signals.js';
import { isTransferError } from '../domain/transfer/errors.js';
import type { TransferEventName, TransferListener } from '../domain/transfer/events.js';
import {
  makePlan,
  recheckPlan,
  type PlanFacts,
  type RunningTransfer,
  type TransferPlan,
} from '../domain/plan/plan.js';
import type { TransferRecord } from '../domain/transfer/record.js';
import {
  readRequest,
  type ReferOptions,
  type TransferOptions,
  type TransferRequest,
  type TransferSettings,
} from '../domain/plan/request.js';
import type { Transferee } from '../domain/transferee.js';
import { Chronicle } from './chronicle.js';
import { Emitter } from './emitter.js';
import { readOptions, type ControllerOptions, type TransferControllerOptions } from './options.js';
import { registry } from './registry.js';
import { RelayDoor } from './relay/door.js';
import { Room, type RoomChange } from './room.js';
import { Store, type TransferSnapshot } from './store.js';
import { Transfers, type TransfersHost } from './transfers.js';

/**
 * Moves SIP and phone callers out of a Daily call: decides between Daily's two methods, checks before
 * it sends, follows each transfer to its end, and tells by events and one promise.
 *
 * The call object is only listened to and called, never patched. Nothing here is a security boundary;
 * that is the server that mints tokens.
 *
 * @example
 * const transfers = TransferController.attach(call, { domain: 'acme', allowTargets: ['daily', '+1415'] });
 * const plan = transfers.plan({ sessionId, toEndPoint: '+14155552671' });
 * if (plan.ready) await transfers.transfer(plan.request);
 */
export class TransferController {
  readonly #call: TransferCall;
  readonly #options: ControllerOptions;
  readonly #emitter = new Emitter();
  readonly #store: Store;
  readonly #chronicle: Chronicle;
  readonly #transfers: Transfers;
  readonly #room: Room;
  readonly #relay?: RelayDoor;

  /**
   * Attaches to the call object, or returns the controller that is attached already; its options stay
   * those of the first attach.
   *
   * @throws TypeError if this is no call object, or an option is wrong
   */
  static attach(call: TransferCall, options?: TransferControllerOptions): TransferController {
    if (!isTransferCall(call)) {
      throw new TypeError('attach() takes a Daily call object, as createCallObject() returns it');
    }
    const known = registry().get(call);
    if (known) return known as TransferController;
    const controller = new TransferController(call, readOptions(options));
    registry().set(call, controller);
    return controller;
  }

  private constructor(call: TransferCall, options: ControllerOptions) {
    this.#call = call;
    this.#options = options;
    this.#store = new Store(
      () => ({ attached: this.attached, transferees: this.transferees, transfers: this.transfers }),
      () => this.#emitter.emit({ action: 'plans-changed' }),
    );
    this.#room = new Room(call, options.dailySipHosts, (signal, change) =>
      this.#hear(signal, change),
    );
    const host = this.#host();
    this.#chronicle = new Chronicle(host);
    this.#transfers = new Transfers(host, this.#chronicle);
    const learnAddress = (sessionId: string, address: string) =>
      this.#tell(this.#room.learnAddress(sessionId, address));
    if (options.relay)
      this.#relay = new RelayDoor({ ...host, chronicle: this.#chronicle, learnAddress });
    // Later, so that listeners can be added first.
    if (options.store) queueMicrotask(() => this.#chronicle.restore());
  }

  /** The options in force, defaults filled in. */
  get options(): Readonly<TransferControllerOptions> {
    return this.#options;
  }

  /** False after `detach()`, and once the call object has told that it is destroyed. */
  get attached(): boolean {
    return this.#room.isAttached;
  }

  /** The SIP and phone participants now in the room, in the order in which they came. */
  get transferees(): readonly Transferee[] {
    return this.#room.transferees;
  }

  /** The transfers of this controller, newest first. */
  get transfers(): readonly TransferRecord[] {
    return this.#chronicle.records;
  }

  /**
   * What would happen if we transferred now. Sends nothing; cheap enough for every keystroke.
   *
   * @throws TypeError if the request has a wrong type, or overrides a check that cannot be overridden
   */
  plan(request: TransferRequest): TransferPlan {
    const known = readRequest(request);
    return this.#plan(known, this.#transfers.runningFor(known.sessionId));
  }

  /**
   * Moves the caller. Resolves when handed off; Daily does not tell the browser whether the far end
   * answered. The same request joins the one that is under way.
   *
   * @throws TransferError (as rejection) with any of its codes; `blocked` and `busy` sent nothing
   * @throws TypeError (as rejection) if the request has a wrong type
   */
  transfer(request: TransferRequest): Promise<TransferRecord> {
    return this.#begin(() => request);
  }

  /** `transfer()` by Daily's sipCallTransfer, with the same checks. Daily's own resolves at acceptance, this one when handed off. */
  sipCallTransfer(options: TransferOptions, settings?: TransferSettings): Promise<TransferRecord> {
    return this.#begin(() => ({ ...settings, ...options, method: 'sipCallTransfer' }));
  }

  /** `transfer()` by Daily's sipRefer, with the same checks. Daily's own resolves at acceptance, this one when handed off. */
  sipRefer(options: ReferOptions, settings?: TransferSettings): Promise<TransferRecord> {
    return this.#begin(() => ({ ...settings, ...options, method: 'sipRefer' }));
  }

  /** The record of a transfer, as long as it is remembered. */
  find(id: string): TransferRecord | undefined {
    return this.#chronicle.find(id);
  }

  on<Name extends TransferEventName>(name: Name, listener: TransferListener<Name>): this {
    this.#emitter.on(name, listener);
    return this;
  }

  once<Name extends TransferEventName>(name: Name, listener: TransferListener<Name>): this {
    this.#emitter.once(name, listener);
    return this;
  }

  off<Name extends TransferEventName>(name: Name, listener: TransferListener<Name>): this {
    this.#emitter.off(name, listener);
    return this;
  }

  /**
   * Calls the listener after any change, at most once a microtask; returns what stops that. Bound, as is
   * `snapshot`, so that a hook can take both as they are.
   *
   * @example useSyncExternalStore(transfers.subscribe, transfers.snapshot)
   */
  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  /** All that can be shown, for stores and hooks: the same object until something changes. */
  readonly snapshot = (): TransferSnapshot => this.#store.snapshot();

  /**
   * Lets go of the call object: what runs is settled as `detached`, and no listener or timer is left.
   * The lists keep their last value.
   */
  detach(): void {
    if (this.attached) this.#shutDown('detached');
  }

  /**
   * A promise that rejects whatever is wrong. A `TransferError` is marked handled, so that an app may live
   * on events alone; a wrong type is a mistake in the app, and stays loud.
   */
  #begin(read: () => TransferRequest): Promise<TransferRecord> {
    try {
      return this.#transfers.begin(readRequest(read()));
    } catch (error) {
      const refusal = Promise.reject<TransferRecord>(error);
      if (isTransferError(error)) refusal.catch(() => {});
      return refusal;
    }
  }

  #host(): TransfersHost {
    const options = this.#options;
    return {
      call: this.#call,
      options,
      room: this.#room,
      plan: (request, running) => this.#plan(request, running),
      recheck: (plan, authorization) =>
        recheckPlan(plan, { ...this.#facts(plan.request.sessionId), authorization }, options),
      emit: (...events) => this.#emitter.emit(...events),
      touch: () => this.#store.touch(),
    };
  }

  #hear(signal: CallSignal, change: RoomChange): void {
    this.#tell(change);
    if (signal.kind === 'destroyed') this.#shutDown('call-ended');
    else this.#chronicle.hear(signal);
    this.#relay?.hear(signal);
  }

  #tell({ transferees, plans }: RoomChange): void {
    if (transferees || plans) this.#store.touch();
    if (!transferees) return;
    this.#emitter.emit({ action: 'transferees-changed', transferees: this.transferees });
  }

  #plan(request: TransferRequest, running: RunningTransfer | undefined): TransferPlan {
    const authorization = this.#options.authorize ? 'unasked' : 'none';
    const facts = this.#facts(request.sessionId);
    return makePlan({ ...facts, request, running, authorization }, this.#options);
  }

  #facts(sessionId: string): Pick<PlanFacts, 'room' | 'earlier'> {
    return {
      room: this.#room.factsFor(sessionId),
      earlier: this.#transfers.sentBefore(sessionId),
    };
  }

  /** daily-js keeps listeners of a destroyed call object, so they are taken off here too. */
  #shutDown(signal: 'detached' | 'call-ended'): void {
    this.#room.leave();
    registry().delete(this.#call);
    this.#store.touch();
    this.#transfers.stop(signal);
  }
}
