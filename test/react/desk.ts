import { Component, createElement, type ReactNode } from 'react';
import type { TransferCall, TransferControllerOptions } from 'daily-transfer';
import { useTransfers, type Transfers } from 'daily-transfer/react';

export const OPTIONS: TransferControllerOptions = { domain: 'acme', allowTargets: 'any' };

interface DeskProps {
  readonly call: TransferCall | null;
  readonly options?: TransferControllerOptions;
  /** Takes what is drawn. */
  readonly drawn?: Transfers[];
}

const drawnByAll: Transfers[] = [];
const caught = new Set<string>();

/** Forgets what was drawn and caught; for `afterEach()`. */
export function forget(): void {
  drawnByAll.length = 0;
  caught.clear();
}

/** Draws the names of the callers. */
export function Desk({ call, options = OPTIONS, drawn = drawnByAll }: DeskProps): string {
  const transfers = useTransfers(call, options);
  drawn.push(transfers);
  return namesIn(transfers);
}

/** What was drawn last, by any desk or by the one that was given this list. */
export function latest(drawn: readonly Transfers[] = drawnByAll): Transfers {
  const last = drawn.at(-1);
  if (!last) throw new Error('nothing is drawn');
  return last;
}

export function namesIn({ transferees }: Transfers): string {
  return transferees.map(({ name }) => name).join();
}

/** Draws the message of an error instead of what threw it. */
export class Boundary extends Component<{ readonly children?: ReactNode }> {
  override state: { readonly message?: string } = {};

  static getDerivedStateFromError({ message }: Error): object {
    caught.add(message);
    return { message };
  }

  override render(): ReactNode {
    return this.state.message ?? this.props.children;
  }
}

/** What the error boundaries of this test have caught. */
export const messagesCaught = (): readonly string[] => [...caught];

/** A desk within an error boundary. */
export function guarded(props: DeskProps): ReactNode {
  return createElement(Boundary, null, createElement(Desk, props));
}
