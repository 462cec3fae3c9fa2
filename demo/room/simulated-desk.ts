import Daily from '@daily-co/daily-js';
import { guardCallMachine, sessionStore } from 'daily-transfer';
import { confirmations } from 'daily-transfer/confirmations';
import { simulateDaily } from 'daily-transfer/simulator';
import { openWebhookServers } from '../what-if/webhooks.js';
import { openDesk, type Desk } from './desk.js';
import { trustCallMachine } from './trusted-scripts.js';

/** The targets that the simulated desk allows besides the rooms of its own domain. */
export const SIMULATED_TARGETS: readonly string[] = [
  'daily',
  'pbx.example.com',
  '*.example.org',
  '+1415',
];

/** An empty call machine, served with the page: its Content-Security-Policy lets no `data:` script in. */
const EMPTY_BUNDLE = new URL('./no-call-machine', document.baseURI).href;

/** Nobody but this page speaks to daily-js. To be called before there is any call object. */
guardCallMachine();
trustCallMachine((url) => url === `${EMPTY_BUNDLE}/call-machine-object-bundle.js`);

/**
 * Joins a simulated room under the genuine daily-js: no account, no network, no cost. With webhooks there is
 * a simulated Daily API beside the page too, and a server that tells the desk what they tell.
 */
export async function openSimulatedDesk({ withWebhooks = false } = {}): Promise<Desk> {
  const servers = withWebhooks ? await openWebhookServers() : undefined;
  const version = Daily.version();
  const daily = simulateDaily({ domain: 'acme', dailyVersion: version, bundlePath: EMPTY_BUNDLE });
  const room = daily.room('support');
  try {
    const call = Daily.createCallObject({ dailyConfig: daily.dailyConfig });
    if (servers) await daily.link(servers.link);
    const relay = servers && confirmations({ publicKey: servers.publicKey, addresses: true });
    const options = {
      domain: 'acme',
      allowTargets: SIMULATED_TARGETS,
      graceMs: 4_000,
      store: sessionStore(),
      ...(relay && { relay }),
    };
    const desk = await openDesk(call, options, { url: room.url, token: room.ownerToken });
    const leave = async (): Promise<void> => {
      daily.useClock('real'); // in single steps, or with a silent machine, leaving would not be answered
      room.wake();
      await desk.leave();
      daily.dispose();
    };
    return { ...desk, title: 'Simulated room "support" of acme.daily.co', daily, leave };
  } catch (error) {
    daily.dispose();
    throw error;
  }
}
