import type { TransferControllerOptions } from '../controller/options.js';
import { TransferController } from '../controller/transfer-controller.js';
import type { TransferCall } from '../daily/call.js';

/** What the components of a page know of, in all copies of the package. */
interface Known {
  /** The last controller of a call object; its lists can be drawn when it has ended. */
  readonly last: WeakMap<TransferCall, TransferController>;
  /** Weak, so that a call object which is over can go. */
  readonly all: Set<WeakRef<TransferController>>;
  readonly listeners: Set<() => void>;
}

/** The controller that components have attached to this call object. */
export function controllerOf(
  call: TransferCall | null | undefined,
): TransferController | undefined {
  return call ? known().last.get(call) : undefined;
}

/** The controller that has a transfer of this id. */
export function controllerWith(id: string): TransferController | undefined {
  return [...known().all].map((one) => one.deref()).find((controller) => controller?.find(id));
}

/**
 * A component is mounted. A call object that is destroyed gets no controller again.
 *
 * @throws TypeError as `TransferController.attach()` does
 */
export function attach(call: TransferCall, options: TransferControllerOptions | undefined): void {
  if (call.isDestroyed?.()) return; // What is no call object is left to `attach()`.
  const controller = TransferController.attach(call, options);
  const { last, all } = known();
  if (last.get(call) === controller) return;
  last.set(call, controller);
  for (const one of all) if (!one.deref()) all.delete(one);
  all.add(new WeakRef(controller));
  controller.subscribe(tell);
  tell();
}

/** Calls the listener when something has changed, whatever call object it is about; returns what stops that. */
export function listen(listener: () => void): () => void {
  const { listeners } = known();
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function tell(): void {
  const told = [...known().listeners];
  for (const listener of told) listener();
}

function known(): Known {
  const page = globalThis as { [KNOWN]?: Known };
  page[KNOWN] ??= { last: new WeakMap(), all: new Set(), listeners: new Set() };
  return page[KNOWN];
}

const KNOWN = Symbol.for('daily-transfer/react');
