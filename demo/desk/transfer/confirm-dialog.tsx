import type { TransferPlan } from 'daily-transfer';
import { Dialog } from '../shell/dialog.js';
import { useView } from '../shell/hooks.js';
import { CONFIRM, REASONS } from '../texts.js';
import type { Names } from './facts.js';

interface ConfirmDialogProps {
  readonly plan: TransferPlan;
  readonly names: Names;
  /** The transfer before this one may still run. */
  readonly mustAsk: boolean;
  readonly isLive: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Shows the whole target, as it will be sent, to be read once more. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { plan, names, mustAsk, isLive, onConfirm, onCancel } = props;
  const { method, because, consequences, request } = plan;
  const isDeveloper = useView() === 'developer';
  return (
    <Dialog title={CONFIRM.title(names.name)} onClose={onCancel}>
      {mustAsk && <p className="warning">{CONFIRM.askFirst}</p>}
      {isLive && <p className="warning">{CONFIRM.live}</p>}
      <dl>
        <dt>{CONFIRM.to}</dt>
        <dd className="whole">
          <bdi dir="ltr">{request.toEndPoint}</bdi>
        </dd>
        {isDeveloper && <dt>{CONFIRM.by}</dt>}
        {isDeveloper && (
          <dd>
            <code>{method}</code>
            {because && `, because ${REASONS[because]}`}
          </dd>
        )}
      </dl>
      <ul className="means">
        {consequences.slice(0, isDeveloper ? undefined : 1).map(({ code, message }) => (
          <li key={code}>{message}</li>
        ))}
      </ul>
      <div className="buttons">
        <button type="button" className="second" onClick={onCancel}>
          {CONFIRM.cancel}
        </button>
        <button type="button" className="main" autoFocus onClick={onConfirm}>
          <bdi>{CONFIRM.confirm(names.name)}</bdi>
        </button>
      </div>
    </Dialog>
  );
}
