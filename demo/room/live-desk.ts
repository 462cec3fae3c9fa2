import Daily from '@daily-co/daily-js';
import { guardCallMachine } from 'daily-transfer';
import { findMicrophone, playOthers } from './live-audio.js';
import { openDesk, type Desk } from './desk.js';
import type { LiveRoom } from './live-room.js';
import { trustCallMachine } from './trusted-scripts.js';

/** Where daily-js loads its call machine from: it tries three hosts, one after the other (read in 0.92's bundle). */
const HOSTS = ['c.daily.co', 'c.dailywebrtc.com', 'c.dailywebrtc.net'];
const FILE = `call-machine/versioned/${Daily.version()}/static/call-machine-object-bundle.js`;
const CALL_MACHINES = new Set(HOSTS.map((host) => `https://${host}/${FILE}`));

guardCallMachine();
trustCallMachine((url) => CALL_MACHINES.has(url));

/** Joins a real room in audio only, and without any device where there is no microphone. */
export async function openLiveDesk({ url, domain, token, allow }: LiveRoom): Promise<Desk> {
  const dailyConfig = { avoidEval: true };
  const audioSource = await findMicrophone();
  const call = Daily.createCallObject({ audioSource, videoSource: false, dailyConfig });
  playOthers(call);
  const options = { domain, allowTargets: ['daily', ...allow] };
  const desk = await openDesk(call, options, { url, ...(token && { token }) });
  return { ...desk, title: `Real room at ${domain}.daily.co` };
}
