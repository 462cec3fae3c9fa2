import type { DailyCall } from '@daily-co/daily-js';

/** Plays what the others say, as a call object leaves that to its page. */
export function playOthers(call: DailyCall): void {
  const players = new Map<string, HTMLAudioElement>();
  call.on('track-started', ({ participant, track }) => {
    if (!participant || participant.local || track.kind !== 'audio') return;
    const player = new Audio();
    player.srcObject = new MediaStream([track]);
    players.set(track.id, player);
    // A browser that wants a click first stays silent; the transfers do not hang on it.
    player.play().catch(() => undefined);
  });
  call.on('track-stopped', ({ track }) => {
    players.get(track.id)?.pause();
    players.delete(track.id);
  });
}

/** Is there a microphone to speak into? Asks nobody for it. */
export async function findMicrophone(): Promise<boolean> {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.some(({ kind }) => kind === 'audioinput');
  } catch {
    return false;
  }
}
