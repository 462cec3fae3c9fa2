import type { TransferRequest } from 'daily-transfer';

/** What the form asks for. Empty fields are left out, so that nothing is sent that nobody wrote. */
export function readForm(form: HTMLFormElement, sessionId: string): TransferRequest {
  const fields = new FormData(form);
  const text = (name: string): string => String(fields.get(name) ?? '').trim();
  const optional = (name: string): string | undefined => text(name) || undefined;
  const timeoutMs = Number(text('timeout')) * 1000;
  return {
    sessionId,
    toEndPoint: text('toEndPoint'),
    method: text('method') as NonNullable<TransferRequest['method']>,
    prefer: text('prefer') as NonNullable<TransferRequest['prefer']>,
    callerId: optional('callerId'),
    extension: optional('extension'),
    timeoutMs: timeoutMs >= 5_000 && timeoutMs <= 180_000 ? timeoutMs : undefined,
  };
}
