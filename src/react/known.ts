import type { TransferController } from '../controller/transfer-controller.js';
import type { TransferCall } from '../daily/call.js';

/** The controllers that components have attached, by call object, for as long as they are attached. */
const controllers = new Map<TransferCall, TransferController>();
const listeners = new Set<() => void>();

/** The controller that a component has attached to this call object. */
export function controllerOf(
  call: TransferCall | null | undefined,
): TransferController | undefined {
  return call ? controllers.get(call) : undefined;
}

/** The controllers that components have attached. */
export function allControllers(): readonly TransferController[] {
  return [...controllers.values()];
}

/** A component has attached this controller. Those that are detached meanwhile are forgotten. */
export function addController(call: TransferCall, controller: TransferController): void {
  if (controllers.get(call) === controller) return;
  for (const [other, { attached }] of controllers) if (!attached) controllers.delete(other);
  controllers.set(call, controller);
  const told = [...listeners];
  for (const listener of told) listener();
}

/** Calls the listener when another controller was attached; returns what stops that. */
export function onAdded(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
