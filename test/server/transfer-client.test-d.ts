import { TransferClient, type AcceptedTransfer, type DailyApiError } from 'daily-transfer/server';

/* What must compile, and what must not. */

declare const client: TransferClient;
declare const error: DailyApiError;
const call = { sessionId: 'caller', toEndPoint: '+12025550143' } as const;

client.plan('support', { ...call, transfereeType: 'pstn-dial-in', signal: undefined });
client.transfer(
  'support',
  client.plan('support', call).request,
) satisfies Promise<AcceptedTransfer>;
client.sipCallTransfer('support', { ...call, callerId: 'id' }, { timeoutMs: 5_000 });
client.sipRefer('support', call, { transfereeAddress: undefined, override: ['room-on-sfu'] });
error.outcome satisfies 'refused' | 'not-sent' | 'unknown';

// @ts-expect-error: there is no client without a key
export const keyless = new TransferClient({ domain: 'acme' });
// @ts-expect-error: the room comes first
client.transfer(call);
// @ts-expect-error: sipRefer takes no caller id
client.sipRefer('support', { sessionId: 'caller', toEndPoint: 'sip:a@b.example', callerId: 'id' });
// @ts-expect-error: nothing is sent twice by a server
client.transfer('support', { ...call, fallback: true });
// @ts-expect-error: a web participant cannot be transferred
client.transfer('support', { ...call, transfereeType: 'web' });
// @ts-expect-error: the method is said by the name
client.sipCallTransfer('support', call, { method: 'sipRefer' });
// @ts-expect-error: what is allowed cannot be overridden
client.transfer('support', { ...call, override: ['target-allowed'] });
