import Daily from '@daily-co/daily-js';
import { guardCallMachine, sessionStore, type AllowRule } from 'daily-transfer';
import type { Confirmations } from 'daily-transfer/confirmations';
import { simulateDaily } from 'daily-transfer/simulator';
import { joinRoom, type Room } from '../room.js';
import { DIRECTORY } from '../transfer/directory.js';
import { trustCallMachine } from '../trusted-scripts.js';
import { letCallersIn } from './callers.js';
import { play, SCENARIOS, type ScenarioId } from './scenarios.js';
import { openWebhookServers, type WebhookServers } from './webhooks.js';

/** The targets that the simulated desk allows besides the rooms of its own domain. */
const ALLOWED: readonly AllowRule[] = [
  'daily',
  'pbx.example.com',
  '*.example.org',
  (target) => target.kind === 'phone' && /^\+1415\d{7}$/.test(target.number), // whole numbers of San Francisco: half a one is not called
];

/** An empty call machine, served with the page: its Content-Security-Policy lets no `data:` script in. */
const EMPTY_BUNDLE = new URL('../no-call-machine', document.baseURI).href;

/** Nobody but this page speaks to daily-js. To be called before there is any call object. */
export function guardSimulatedPage(): void {
  guardCallMachine();
  trustCallMachine((url) => url === `${EMPTY_BUNDLE}/call-machine-object-bundle.js`);
}

/**
 * Joins a simulated room under the genuine daily-js, with the everyday callers in it: no account, no network,
 * no cost. With webhooks there is a simulated Daily API beside the page too, and a server that tells the desk
 * what they tell.
 */
export async function openSimulatedRoom(id: ScenarioId, withWebhooks: boolean): Promise<Room> {
  const servers = withWebhooks ? await openWebhookServers() : undefined;
  const dailyVersion = Daily.version();
  const daily = simulateDaily({ domain: 'acme', dailyVersion, bundlePath: EMPTY_BUNDLE });
  const room = daily.room('support');
  try {
    const call = Daily.createCallObject({ dailyConfig: daily.dailyConfig });
    if (servers) await daily.link(servers.link);
    const relay = servers && (await listenTo(servers));
    const options = {
      domain: 'acme',
      allowTargets: ALLOWED,
      graceMs: 4_000,
      store: sessionStore(),
      ...(relay && { relay }),
    };
    const joined = await joinRoom(call, options, { url: room.url, token: room.ownerToken });
    letCallersIn(room);
    play(SCENARIOS[id], daily);
    await daily.settled();
    const leave = async (): Promise<void> => {
      daily.useClock('real'); // in single steps, or with a silent machine, leaving would not be answered
      room.wake();
      await joined.leave();
      daily.dispose();
    };
    return { ...joined, name: room.name, directory: DIRECTORY, daily, leave };
  } catch (error) {
    daily.dispose();
    throw error;
  }
}

/** Takes in what the server tells by Daily's webhooks; the code for it is loaded when it is wanted. */
async function listenTo({ publicKey }: WebhookServers): Promise<Confirmations> {
  const { confirmations } = await import('daily-transfer/confirmations');
  return confirmations({ publicKey, addresses: true });
}
