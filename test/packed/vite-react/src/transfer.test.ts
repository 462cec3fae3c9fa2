import Daily from '@daily-co/daily-js';
import { TransferController } from 'daily-transfer';
import { simulateDaily } from 'daily-transfer/simulator';
import { expect, it } from 'vitest';

it('hands a caller off', async () => {
  using daily = simulateDaily({ domain: 'acme', clock: 'virtual' });
  const room = daily.room('support');
  const call = daily.createCallObject(Daily);
  const transfers = TransferController.attach(call, { domain: 'acme' });
  await call.join({ url: room.url, token: room.ownerToken });

  const sessionId = room.dialIn({ name: 'Alice', from: 'sip:alice@pbx.example.com' });
  room.onTransfer(() => ({ reply: 'accept', afterMs: 120, order: 'left-first' }));
  await daily.settled(); // what happened has reached daily-js
  const done = transfers.transfer({ sessionId, toEndPoint: daily.room('billing').sipUri });
  await daily.advance(1_000); // time passes only here
  expect((await done).status).toBe('handed-off');
});
