import type { TransferPlan } from 'daily-transfer';
import { Dialog } from '../shell/dialog.js';
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
  return (
    <Dialog title={CONFIRM.title(names.name)} onClose={onCancel}>
      {mustAsk && <p className="warning">{CONFIRM.askFirst}</p>}
      {isLive && <p className="warning">{CONFIRM.live}</p>}
      <dl>
        <dt>{CONFIRM.to}</dt>
        <dd className="whole">
          <bdi dir="ltr">{request.toEndPoint}</bdi>
        </dd>
        <dt>{CONFIRM.by}</dt>
        <dd>
          <code>{method}</code>
          {because && `, because ${REASONS[because]}`}
        </dd>
      </dl>
      <ul className="means">
        {consequences.map(({ code, message }) => (
          <li key={code}>{message}</li>
        ))}
      </ul>
      <div className="buttons">
        <button type="button" className="second" onClick={onCancel}>
          {CONFIRM.cancel}
        </button>
        <button type="button" className="main" autoFocus onClick={onConfirm}>
          {CONFIRM.confirm}
        </button>
      </div>
    </Dialog>
  );
}
