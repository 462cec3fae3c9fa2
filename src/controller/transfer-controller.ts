import { isTransferCall, type TransferCall } from '../daily/call.js';
import { Room, type RoomChange } from '../daily/room.js';
import type { CallEvent } from '../daily/signals.js';
import type { Confirmation } from '../confirmations/confirmation.js';
import { makePlan, recheckPlan, type PlanFacts } from '../domain/plan/make-plan.js';
import type { TransferPlan } from '../domain/plan/plan.js';
import {
  readRequest,
  type ReferOptions,
  type TransferOptions,
  type TransferRequest,
  type TransferSettings,
} from '../domain/plan/request.js';
import { refusalOf, TransferError } from '../domain/transfer/errors.js';
import type { TransferEventName, TransferListener } from '../domain/transfer/events.js';
import type { TransferRecord } from '../domain/transfer/record.js';
import type { Transferee } from '../domain/transferee.js';
import { report } from '../environment.js';
import { AppCode } from './app-code.js';
import { askAuthorization, type Authorize } from './authorization.js';
import { Emitter, type Payload } from './emitter.js';
import {
  demandSameOptions,
  readOptions,
  type ControllerOptions,
  type TransferControllerOptions,
} from './options.js';
import { Snapshots, type TransferSnapshot } from './snapshot.js';
import { Transfer } from './transfer.js';
import { TransferList } from './transfer-list.js';

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
  readonly #snapshots: Snapshots;
  readonly #list: TransferList;
  readonly #room: Room;
  readonly #hearConfirmation: ((event: CallEvent) => void) | undefined;
  readonly #appCode: AppCode;

  /**
   * Attaches to the call object, or returns the controller that is attached already.
   *
   * @throws TypeError if this is no call object, if an option is wrong, or if a controller is attached
   *   with other options (two functions count as the same)
   */
  static attach(call: TransferCall, options?: TransferControllerOptions): TransferController {
    if (!isTransferCall(call)) {
      throw new TypeError('attach() takes a Daily call object, as createCallObject() returns it');
    }
    const known = controllers().get(call);
    if (known) {
      demandSameOptions(options, known.options as ControllerOptions);
      return known;
    }
    const controller = new TransferController(call, readOptions(options));
    controllers().set(call, controller);
    controller.#tellReloadNotes().catch(report);
    return controller;
  }

  private constructor(call: TransferCall, options: ControllerOptions) {
    this.#call = call;
    this.#options = options;
    this.#snapshots = new Snapshots(
      () => ({
        attached: this.attached,
        transferees: this.transferees,
        transfers: this.transfers,
        plan: (request) => this.plan(request),
      }),
      () => this.#emitter.emit({ action: 'plans-changed' }),
    );
    this.#appCode = new AppCode(options, () => this.#snapshots.touch());
    this.#list = new TransferList(options.historyLimit, (...events) => this.#announce(...events));
    this.#room = new Room(call, options.dailySipHosts, (event, change) =>
      this.#hear(event, change),
    );
    this.#hearConfirmation = options.relay?.listen(call, (told) => this.#confirm(told));
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
    return this.#list.records;
  }

  /**
   * What would happen if we transferred now. Sends nothing; cheap enough for every keystroke.
   *
   * @throws TypeError if the request has a wrong type, or overrides a check that cannot be overridden
   */
  plan(request: TransferRequest): TransferPlan {
    return this.#plan(readRequest(request));
  }

  /**
   * Moves the caller. Resolves when handed off; Daily does not tell the browser whether the far end
   * answered. The same request joins the one that is under way.
   *
   * @throws TransferError (as rejection) with any of its codes; `blocked` and `busy` sent nothing
   * @throws TypeError (as rejection) if the request has a wrong type, or if this is called from within
   *   the app's own code in a plan or a send
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
    return this.#list.find(id);
  }

  /**
   * Calls the listener each time the event fires.
   *
   * @throws TypeError if there is no such event, or if the listener is no function
   * @example transfers.on('transfer-handed-off', ({ transfer }) => show(transfer.confidence));
   */
  on<Name extends TransferEventName>(name: Name, listener: TransferListener<Name>): this {
    this.#emitter.on(name, listener);
    return this;
  }

  /**
   * Calls the listener the next time the event fires.
   *
   * @throws TypeError if there is no such event, or if the listener is no function
   */
  once<Name extends TransferEventName>(name: Name, listener: TransferListener<Name>): this {
    this.#emitter.once(name, listener);
    return this;
  }

  /** Removes a listener that was added with `on()` or `once()`. */
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
  readonly subscribe = (listener: () => void): (() => void) => this.#snapshots.subscribe(listener);

  /** All that can be shown, for stores and hooks: the same object until something changes. */
  readonly snapshot = (): TransferSnapshot => this.#snapshots.current();

  /**
   * Lets go of the call object: what runs is settled as `detached`, and no listener or timer is left.
   * The lists keep their last value.
   */
  detach(): void {
    if (this.attached) this.#shutDown('detached');
  }

  /** Plans; then joins, refuses, or sends in this tick. With `authorize`, the app is asked before the send. */
  #begin(read: () => TransferRequest): Promise<TransferRecord> {
    try {
      if (this.#appCode.isRunning) throw new TypeError(NOT_FROM_WITHIN);
      const request = readRequest(read());
      const { signal, method = 'auto' } = request;
      const plan = this.#plan(request);
      const joined = this.#admit(plan);
      if (joined) return joined.join(signal);

      const { graceMs, authorize, timeoutMs: usual } = this.#options;
      const timeoutMs = request.timeoutMs ?? usual;
      const order = { plan, isAuto: method === 'auto', timeoutMs, graceMs };
      const transfer = new Transfer(this.#call, order, (...change) => this.#changed(...change));
      const promise = transfer.join(signal);
      this.#list.add(transfer);
      if (authorize) void this.#askThenSend(transfer, authorize);
      else this.#send(transfer);
      return promise;
    } catch (error) {
      const refusal = Promise.reject<TransferRecord>(error);
      // An event has told of it. A wrong type is a mistake in the app, and stays loud.
      if (error instanceof TransferError) refusal.catch(() => {});
      return refusal;
    }
  }

  #plan(request: TransferRequest): TransferPlan {
    const { sessionId } = request;
    return this.#appCode.run(() =>
      makePlan(
        {
          ...this.#factsFor(sessionId),
          request,
          running: this.#list.underWay(sessionId)?.running,
          authorization: this.#options.authorize ? 'unasked' : 'none',
        },
        this.#options,
      ),
    );
  }

  /**
   * The transfer that the request joins; nothing where one of its own may be sent.
   *
   * @throws TransferError where none may be
   */
  #admit(plan: TransferPlan): Transfer | undefined {
    const { sessionId, signal } = plan.request;
    if (!this.attached) throw new TransferError('detached', { plan });
    if (signal?.aborted) throw new TransferError('aborted', { plan, cause: signal.reason });
    const underWay = this.#list.underWay(sessionId);
    if (underWay && plan.joins !== undefined) return underWay;
    if (!underWay && plan.ready) return undefined;
    const error = refusalOf(underWay ? 'busy' : 'blocked', plan);
    this.#emitter.emit({ action: 'transfer-blocked', plan, error });
    throw error;
  }

  /** Asks the app, then checks everything again, since its code has run meanwhile; sends in the same tick. */
  async #askThenSend(transfer: Transfer, authorize: Authorize): Promise<void> {
    const asked = { authorize, timeoutMs: this.#options.authorizeTimeoutMs };
    const verdict = await askAuthorization(transfer.plan, asked, transfer.asking);
    if (!transfer.isWaiting) return;
    const plan = this.#recheck(transfer.plan, verdict.authorization);
    transfer.prepare(plan);
    if (!transfer.isWaiting) return;
    if (plan.ready) {
      this.#send(transfer);
      return;
    }
    const error = refusalOf('blocked', plan, verdict);
    transfer.giveUp(error);
    this.#emitter.emit({ action: 'transfer-blocked', plan, error });
  }

  #send(transfer: Transfer): void {
    this.#appCode.beforeSend(transfer.record);
    // The store may have detached us, or aborted the request.
    if (transfer.isWaiting) transfer.send(this.#room.isInterrupted);
    else this.#appCode.afterEnd(transfer.record);
  }

  #changed(transfer: Transfer, previous: TransferRecord | undefined): void {
    const { record } = transfer;
    const hasEnded = !transfer.isUnderWay && previous?.settled !== true;
    this.#list.changed(transfer, previous);
    if (hasEnded) this.#appCode.afterEnd(record);
  }

  #recheck(plan: TransferPlan, authorization: PlanFacts['authorization']): TransferPlan {
    const facts = { ...this.#factsFor(plan.request.sessionId), authorization };
    return this.#appCode.run(() => recheckPlan(plan, facts, this.#options));
  }

  #factsFor(sessionId: string): Pick<PlanFacts, 'room' | 'quota'> {
    return { room: this.#room.factsFor(sessionId), quota: this.#appCode.quotaOf(sessionId) };
  }

  #hear(event: CallEvent, change: RoomChange): void {
    this.#tellChange(change);
    if (event.kind === 'destroyed') this.#shutDown('call-ended');
    else this.#list.hear(event);
    this.#hearConfirmation?.(event);
  }

  #confirm(told: Confirmation): void {
    if (!this.attached) return;
    if (told.kind === 'address') {
      this.#tellChange(this.#room.learnAddress(told.sessionId, told.address));
      return;
    }
    const { endpoints, dailySipHosts } = this.#options;
    const found = told.findIn(this.#list.possible, { ...endpoints, dailySipHosts });
    found?.receive?.(told.signal, 'webhook', told);
  }

  /** Tells what an earlier page has left under way, once. None of it is sent again. */
  async #tellReloadNotes(): Promise<void> {
    const { store } = this.#options;
    const left = await this.#appCode.run(() => store?.findLeft());
    if (!store || !left || !this.attached) return;
    const records = left.flatMap((note) => {
      const { id, sessionId, target: toEndPoint, method } = note;
      const plan = this.plan({ sessionId, toEndPoint, method });
      return this.#appCode.run(() => store.remove(id)) ? store.restore(note, plan) : [];
    });
    if (records.length > 0) this.#list.restore(records);
  }

  #tellChange({ transferees, plans }: RoomChange): void {
    if (plans) this.#snapshots.touch();
    if (!transferees) return;
    this.#emitter.emit({ action: 'transferees-changed', transferees: this.transferees });
  }

  #announce(...events: readonly Payload[]): void {
    this.#snapshots.touch();
    this.#emitter.emit(...events);
  }

  /** daily-js keeps the listeners of a destroyed call object, so they are taken off then too. */
  #shutDown(signal: 'detached' | 'call-ended'): void {
    this.#room.leave();
    this.#appCode.stop();
    controllers().delete(this.#call);
    this.#snapshots.touch();
    this.#list.stop(signal);
  }
}

const NOT_FROM_WITHIN =
  'transfer() cannot be called from within a rule of allowTargets, a quota or a store; call it later';

/** Which controller is attached to which call object, shared by all copies of the package on a page. */
function controllers(): WeakMap<object, TransferController> {
  const page = globalThis as { [REGISTRY]?: WeakMap<object, TransferController> };
  page[REGISTRY] ??= new WeakMap();
  return page[REGISTRY];
}

const REGISTRY = Symbol.for('daily-transfer');
