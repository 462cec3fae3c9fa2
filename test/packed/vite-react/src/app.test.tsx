import Daily from '@daily-co/daily-js';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { simulateDaily } from 'daily-transfer/simulator';
import { afterEach, expect, it } from 'vitest';
import { App } from './app';

afterEach(async () => {
  cleanup();
  await Daily.getCallInstance()?.destroy(); // the app's own: daily-js allows one at a time
});

it('sends a caller to billing', async () => {
  using daily = simulateDaily({ domain: 'acme' });
  const [room, billing] = [daily.room('support'), daily.room('billing')];
  render(<App url={room.url} token={room.ownerToken} />);
  await screen.findByText('joined-meeting');

  room.dialIn({ name: 'Alice', from: 'sip:alice@pbx.example.com' });
  fireEvent.click(await screen.findByRole('button', { name: 'Send Alice to billing' }));

  await screen.findByText('handed-off');
  await waitFor(() => expect(billing.participants).toMatchObject([{ name: 'Alice' }]));
});

it('says so when Daily refuses', async () => {
  using daily = simulateDaily({ domain: 'acme' });
  const room = daily.room('support');
  room.onTransfer(() => ({ reply: 'reject', error: 'not now' }));
  render(<App url={room.url} token={room.ownerToken} />);
  await screen.findByText('joined-meeting');

  room.dialIn({ name: 'Bob', from: 'sip:bob@pbx.example.com' });
  fireEvent.click(await screen.findByRole('button', { name: 'Send Bob to billing' }));

  await screen.findByText('failed');
  screen.getByText('Bob');
});

it('lets nobody send callers who may not', async () => {
  using daily = simulateDaily({ domain: 'acme' });
  const room = daily.room('support');
  render(<App url={room.url} token={room.guestToken} />);
  await screen.findByText('joined-meeting');

  room.dialIn({ name: 'Carol', from: 'sip:carol@pbx.example.com' });
  const button = await screen.findByRole('button', { name: 'Send Carol to billing' });
  expect(button).toHaveProperty('disabled', true);
});
