import type { TransferPlan } from 'daily-transfer';
import { COMPOSER, INSPECTOR } from '../texts.js';

const SIGNS = { passed: '✓', failed: '■', unknown: '?' } as const;

/** Every check with its code, and what a developer has to change. */
export function CheckTable({ plan }: { readonly plan: TransferPlan | undefined }) {
  if (!plan) return <p className="note">{INSPECTOR.noPlan}</p>;
  return (
    <ol className="check-table" aria-label={COMPOSER.checksTitle}>
      {plan.checks.map(({ code, state, message, hint, fix, overridden }) => (
        <li key={code} data-state={state}>
          <span aria-hidden="true">{SIGNS[state]}</span>
          <span>
            <code>{code}</code> {message} {hint}
            {overridden && <i> {COMPOSER.goAnyway}.</i>}
            {fix && <span className="fix">{fix}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
