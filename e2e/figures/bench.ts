import JsSIP from 'jssip';
import { Grammar } from 'sip.js';
import { mask, parseEndpoint, TransferController } from 'daily-transfer';
import { crowd } from './plain-call.js';
import { measure } from './stopwatch.js';
import { measureTransfer } from './transfer-cost.js';

/** One line of the table: how many times as much, and what is held. */
export interface Measure {
  readonly name: string;
  readonly ratio: number;
  readonly hold: { readonly atMost: number } | { readonly atLeast: number };
  /** Microseconds of either side. */
  readonly micros: Readonly<Record<string, number>>;
}

const TARGET = 'sip:billing@acme.sip.daily.co';

/** Addresses that all three parsers accept. */
const ADDRESSES = [
  TARGET,
  'sip:sales@pbx.example.com',
  'sip:alice@home.example.net:5060;transport=tcp',
  'sip:+14155552671@sip.example.com;user=phone',
];

/** All measures, in one run. */
export async function bench(rounds: number): Promise<readonly Measure[]> {
  const { own, ours } = await measureTransfer(rounds * 2);
  return [
    {
      name: "transfer() against the call's own method",
      ratio: ours / own,
      hold: { atMost: 10 },
      micros: { 'transfer()': ours, 'sipCallTransfer() of daily-js': own },
    },
    measurePlan(rounds),
    measureEvent(rounds),
    ...measureParsers(rounds),
    measureMasking(rounds),
  ];
}

function measurePlan(rounds: number): Measure {
  const request = { sessionId: 'session-0', toEndPoint: TARGET };
  const [few, many] = [10, 10_000].map((size) =>
    TransferController.attach(crowd(size), { domain: 'acme' }),
  );
  if (!few?.plan(request).ready || !many?.plan(request).ready) throw new Error('no plan is ready');
  const [ofFew = 0, ofMany = 0] = measure(
    { few: repeat(() => few.plan(request)), many: repeat(() => many.plan(request)) },
    rounds,
  );
  few.detach();
  many.detach();
  return {
    name: 'plan(), 10,000 participants against 10',
    ratio: ofMany / ofFew,
    hold: { atMost: 1.2 },
    micros: { '10,000': ofMany, '10': ofFew },
  };
}

function measureEvent(rounds: number): Measure {
  const rooms = [10, 10_000].map((size) => {
    const call = crowd(size);
    const controller = TransferController.attach(call, { domain: 'acme' });
    const payload = { participant: call.people['session-0'] };
    return { controller, emit: () => call.events.emit('participant-updated', payload) };
  });
  const [few, many] = rooms;
  if (!few || !many) throw new Error('there are two rooms');
  const [ofFew = 0, ofMany = 0] = measure(
    { few: repeat(few.emit), many: repeat(many.emit) },
    rounds,
  );
  rooms.forEach(({ controller }) => controller.detach());
  return {
    name: 'one participant event, 10,000 participants against 10',
    ratio: ofMany / ofFew,
    hold: { atMost: 1.5 },
    micros: { '10,000': ofMany, '10': ofFew },
  };
}

function measureParsers(rounds: number): readonly Measure[] {
  const all = (parse: (text: string) => unknown) => repeat(() => ADDRESSES.forEach(parse));
  const works = {
    ours: all((text) => parseEndpoint(text)),
    sipJs: all((text) => Grammar.URIParse(text)),
    jsSip: all((text) => JsSIP.URI.parse(text)),
  };
  const [ours = 0, sipJs = 0, jsSip = 0] = measure(works, rounds).map(
    (micros) => micros / ADDRESSES.length,
  );
  return [
    {
      name: 'parseEndpoint, times as fast as SIP.js',
      ratio: sipJs / ours,
      hold: { atLeast: 50 },
      micros: { parseEndpoint: ours, 'SIP.js': sipJs },
    },
    {
      name: 'parseEndpoint, times as fast as JsSIP',
      ratio: jsSip / ours,
      hold: { atLeast: 10 },
      micros: { parseEndpoint: ours, JsSIP: jsSip },
    },
  ];
}

/** Texts of which a careless expression would look through the rest at each character. */
const LONG_PIECES = ['1', '1    ', '+', '@', 'a@b ', 'a1', '12345678-1234-', '. ('];

function measureMasking(rounds: number): Measure {
  const costs = LONG_PIECES.map((piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const parts = Array.from({ length: 10 }, () => text.slice(0, text.length / 10));
    const [whole = 0, inParts = 0] = measure(
      { whole: repeat(() => mask(text)), inParts: repeat(() => parts.map(mask)) },
      Math.ceil(rounds / 4),
    );
    return { whole, inParts, ratio: whole / inParts };
  });
  const worst = costs.reduce((one, other) => (other.ratio > one.ratio ? other : one));
  return {
    name: 'mask() of 100,000 characters, against ten times 10,000',
    ratio: worst.ratio,
    hold: { atMost: 2 },
    micros: { whole: worst.whole, 'in parts': worst.inParts },
  };
}

let kept: unknown;

/** Keeps what comes out, or the engine might leave the work undone. */
function repeat(act: () => unknown): (times: number) => void {
  return (times) => {
    for (let turn = 0; turn < times; turn += 1) kept = act();
    if (kept === repeat) throw new Error('never');
  };
}
