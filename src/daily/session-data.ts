import type { TransferCall } from './call.js';
import { isJoined } from './facts.js';

/**
 * The meeting's session data, which the server and anybody in the room can write. Read only when joined:
 * before, daily-js throws and prints an error (0.92.2). Nothing where the call object cannot tell.
 */
export function readSessionData(call: TransferCall): unknown {
  if (!isJoined(call)) return undefined;
  try {
    return call.meetingSessionState().data;
  } catch {
    return undefined;
  }
}
