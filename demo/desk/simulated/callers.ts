import type { SimulatedRoom } from 'daily-transfer/simulator';

/** Everyday callers: each leads to another row of the decision rule. Of Dave's address only webhooks tell. */
export function letCallersIn(room: SimulatedRoom): void {
  room.dialIn({ name: 'Alice', from: 'sip:alice@pbx.example.com' });
  room.dialIn({ name: 'Bob', from: 'sip:+14155550123@carrier.example.net', type: 'pstn-dial-in' });
  room.dialIn({ name: 'Carol', from: 'sip:carol@acme.sip.daily.co' });
  room.dialIn({ name: 'Dave', from: 'sip:dave@pbx.example.com', silent: true });
  room.dialOut({ name: 'Erin', to: 'sip:erin@pbx.example.com' });
  room.joinWeb({ name: 'Frank, on the web' });
}
