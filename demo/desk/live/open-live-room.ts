import Daily from '@daily-co/daily-js';
import { guardCallMachine } from 'daily-transfer';
import { joinRoom, type Room } from '../room.js';
import { trustCallMachine } from '../trusted-scripts.js';
import { findMicrophone, playOthers } from './live-audio.js';
import type { LiveRoom } from './live-room.js';

/** Where daily-js loads its call machine from: it tries three hosts, one after the other (read in 0.92's bundle). */
const HOSTS = ['c.daily.co', 'c.dailywebrtc.com', 'c.dailywebrtc.net'];
const FILE = `call-machine/versioned/${Daily.version()}/static/call-machine-object-bundle.js`;
const CALL_MACHINES = new Set(HOSTS.map((host) => `https://${host}/${FILE}`));

/** Nobody but Daily and this page speaks to daily-js. To be called before there is any call object. */
export function guardLivePage(): void {
  guardCallMachine();
  trustCallMachine((url) => CALL_MACHINES.has(url));
}

/** Joins a real room in audio only, and without any device where there is no microphone. */
export async function openLiveRoom({ url, domain, token, allow }: LiveRoom): Promise<Room> {
  const dailyConfig = { avoidEval: true };
  const audioSource = await findMicrophone();
  const call = Daily.createCallObject({ audioSource, videoSource: false, dailyConfig });
  playOthers(call);
  const options = { domain, allowTargets: ['daily', ...allow] };
  const joined = await joinRoom(call, options, { url, ...(token && { token }) });
  const name = new URL(url).pathname.slice(1);
  return { ...joined, name, directory: [] };
}
