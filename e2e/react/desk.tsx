import { useState } from 'react';
import {
  TransferController,
  type TransferCall,
  type TransferControllerOptions,
  type TransferPlan,
  type TransferRequest,
  type Transferee,
} from 'daily-transfer';
import { useTransfers } from 'daily-transfer/react';

const OPTIONS: TransferControllerOptions = { domain: 'acme', allowTargets: ['daily'] };

/** A small desk that is compiled: a plan is made anew only where something that it was made from is new. */
export function Desk({ call }: { readonly call: TransferCall }) {
  const { transferees, transfers, plan, transfer } = useTransfers(call, OPTIONS);
  const [target, setTarget] = useState('sip:billing@acme.sip.daily.co');
  // What not to do: this function is always the same, so nothing tells React that its answer is another.
  const [stalePlan] = useState(
    () => (request: TransferRequest) => TransferController.attach(call).plan(request),
  );
  const shared = { transferees, target, transfer };
  return (
    <main>
      <label>
        To <input value={target} onChange={(event) => setTarget(event.target.value)} />
      </label>
      <Callers label="Callers" plan={plan} {...shared} />
      <Callers label="Callers with stale plans" plan={stalePlan} {...shared} />
      <output>{transfers.map(({ status }) => status).join()}</output>
    </main>
  );
}

interface CallersProps {
  readonly label: string;
  readonly transferees: readonly Transferee[];
  readonly target: string;
  readonly plan: (request: TransferRequest) => TransferPlan;
  readonly transfer: (request: TransferRequest) => Promise<unknown>;
}

function Callers({ label, transferees, ...shared }: CallersProps) {
  return (
    <section aria-label={label}>
      {transferees.map((transferee) => (
        <Caller key={transferee.sessionId} transferee={transferee} {...shared} />
      ))}
    </section>
  );
}

interface CallerProps extends Omit<CallersProps, 'label' | 'transferees'> {
  readonly transferee: Transferee;
}

/** The button is there while the plan is ready, and what stands in the way when it is not. */
function Caller({ transferee, target, plan, transfer }: CallerProps) {
  const request = { sessionId: transferee.sessionId, toEndPoint: target };
  const { ready, blockers } = plan(request);
  if (!ready) return <p>{blockers.map(({ code }) => code).join()}</p>;
  return <button onClick={() => void transfer(request)}>Send {transferee.name}</button>;
}
