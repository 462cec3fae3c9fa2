import Daily from '@daily-co/daily-js';
import { guardCallMachine, TransferController } from 'daily-transfer';
import { simulateDaily } from 'daily-transfer/simulator';

guardCallMachine();

// A simulated room with two callers, so that this runs without an account. In your app these six lines are
// your own: `Daily.createCallObject()` and `join()` with a token that may transfer.
const daily = simulateDaily({ domain: 'acme', dailyVersion: Daily.version() });
const room = daily.room('support');
const call = Daily.createCallObject({ dailyConfig: daily.dailyConfig });
await call.join({ url: room.url, token: room.ownerToken });
room.dialIn({ from: 'sip:alice@home.example.net', name: 'Alice' });
room.dialIn({ from: '+14155550123', name: 'Bob' });

const controller = TransferController.attach(call, {
  domain: 'acme',
  allowTargets: ['daily', 'pbx.example.com', '+1415'],
});

const form = find('form', HTMLFormElement);
const callers = find('select', HTMLSelectElement);
const target = find('input', HTMLInputElement);
const button = find('button', HTMLButtonElement);
const status = find('output', HTMLOutputElement);

function readRequest() {
  return { sessionId: callers.value, toEndPoint: target.value.trim() };
}

/** The callers as they are now, what would happen to the chosen one, and what became of the last one. */
function draw(): void {
  const { transferees, transfers, plan } = controller.snapshot();
  const chosen = callers.value || transferees[0]?.sessionId;
  const options = transferees.map(
    ({ name, sessionId }) => new Option(name, sessionId, false, sessionId === chosen),
  );
  callers.replaceChildren(...options);
  const { ready, method, blockers } = plan(readRequest());
  const [last] = transfers;
  const result = last && `${last.plan.transferee?.name}: ${last.code ?? last.status}`;
  const next = ready ? `Ready: ${method}` : blockers[0]?.message;
  button.disabled = !ready;
  status.value = [result, next].filter(Boolean).join(' · ');
}

controller.subscribe(draw);
form.addEventListener('input', draw);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void controller.transfer(readRequest()); // How it ends stands in the snapshot.
});
draw();

function find<Kind extends Element>(selector: string, kind: new () => Kind): Kind {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`the page has no ${selector}`);
  return element;
}
