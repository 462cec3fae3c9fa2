import Daily from '@daily-co/daily-js';
import { TransferController } from 'daily-transfer';
import { simulateDaily } from 'daily-transfer/simulator';
import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => void vi.useRealTimers());

it('waits for Daily until the deadline', async () => {
  vi.useFakeTimers();
  using daily = simulateDaily({ domain: 'acme', clock: 'virtual' });
  const room = daily.room('support');
  const call = daily.createCallObject(Daily);
  const transfers = TransferController.attach(call, { domain: 'acme' });
  await call.join({ url: room.url, token: room.ownerToken });

  const sessionId = room.dialIn({ name: 'Alice', from: 'sip:alice@pbx.example.com' });
  room.onTransfer(() => ({ reply: 'silent' }));
  await daily.settled();
  const done = transfers.transfer({ sessionId, toEndPoint: daily.room('billing').sipUri });
  const refused = expect(done).rejects.toMatchObject({ code: 'daily-silent' });
  await daily.advance(45_000); // the deadline of the transfer, a timer of the page
  await refused;
});
