import { isOverridable, type Check, type TransferPlan } from 'daily-transfer';
import { useView } from '../shell/hooks.js';
import { COMPOSER } from '../texts.js';
import type { Draft } from './request.js';

interface ChecksProps {
  readonly plan: TransferPlan;
  readonly draft: Draft;
  readonly onOverride: (override: Draft['override']) => void;
}

/**
 * What failed, in words for the person at the page; for developers also what is not known, and the rest folded.
 * What is in the way first stands beside the button already.
 */
export function Checks({ plan, draft, onOverride }: ChecksProps) {
  const isDeveloper = useView() === 'developer';
  const passed = plan.checks.filter(({ state }) => state === 'passed');
  const others = plan.checks.filter(({ state }) => state !== 'passed');
  const [first] = plan.blockers;
  const told = others.filter(
    (check) =>
      (check !== first || isOverridable(check.code)) && (check.state === 'failed' || isDeveloper),
  );
  return (
    <div className="checks">
      <ul aria-label={COMPOSER.checksTitle}>
        {told.map((check) => (
          <CheckLine key={check.code} check={check} draft={draft} onOverride={onOverride} />
        ))}
      </ul>
      {isDeveloper && (
        <details>
          <summary>{COMPOSER.checks(passed.length, plan.checks.length)}</summary>
          <ul>
            {passed.map(({ code, message }) => (
              <li key={code} data-state="passed">
                {message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

interface CheckLineProps extends Omit<ChecksProps, 'plan'> {
  readonly check: Check;
}

function CheckLine({ check, draft, onOverride }: CheckLineProps) {
  const { code, state, message, hint } = check;
  const others = draft.override.filter((one) => one !== code);
  return (
    <li data-state={state}>
      <span>
        {message} {hint}
      </span>
      {state === 'failed' && isOverridable(code) && (
        <label className="override">
          <input
            type="checkbox"
            checked={draft.override.includes(code)}
            onChange={(event) =>
              onOverride(event.currentTarget.checked ? [...others, code] : others)
            }
          />
          {COMPOSER.goAnyway}
        </label>
      )}
    </li>
  );
}
