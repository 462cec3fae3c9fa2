import Daily from '@daily-co/daily-js';
import { guardCallMachine } from 'daily-transfer';
import { openDesk, type Desk } from './desk.js';
import type { LiveRoom } from './live-room.js';
import { trustCallMachine } from './trusted-scripts.js';

/** Where daily-js 0.92 loads its call machine from: it tries three hosts, one after the other (read in its bundle). */
const CALL_MACHINE =
  /^https:\/\/c\.(?:daily\.co|dailywebrtc\.com|dailywebrtc\.net)\/call-machine\/versioned\/[\w.-]+\/static\/call-machine-object-bundle\.js$/;

guardCallMachine();
trustCallMachine((url) => CALL_MACHINE.test(url));

/** Joins a real room in audio only and without asking for a device. */
export async function openLiveDesk({ url, domain, token, allow }: LiveRoom): Promise<Desk> {
  const dailyConfig = { avoidEval: true };
  const call = Daily.createCallObject({ audioSource: false, videoSource: false, dailyConfig });
  const options = { domain, allowTargets: ['daily', ...allow] };
  const desk = await openDesk(call, options, { url, ...(token && { token }) });
  return { ...desk, title: `Real room at ${domain}.daily.co` };
}
