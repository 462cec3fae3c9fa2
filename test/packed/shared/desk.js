// A whole desk without an account: Alice calls the simulated room `support`, and is sent to billing.
import Daily from '@daily-co/daily-js';
import { guardCallMachine, TransferController } from 'daily-transfer';
import { simulateDaily } from 'daily-transfer/simulator';

guardCallMachine();
const daily = simulateDaily({ domain: 'acme' });
const room = daily.room('support');
const call = daily.createCallObject(Daily);
const controller = TransferController.attach(call, { domain: 'acme' });
controller.on('transferees-changed', ({ transferees: [caller] }) => {
  if (caller) void controller.transfer({ sessionId: caller.sessionId, toEndPoint: billing });
});
controller.subscribe(() => {
  document.querySelector('output').value = controller.transfers[0]?.status ?? '';
});
const billing = daily.room('billing').sipUri;
await call.join({ url: room.url, token: room.ownerToken });
room.dialIn({ name: 'Alice', from: 'sip:alice@pbx.example.com' });
