import type { TransferCall } from './call.js';

/**
 * The name of the room that the call is in, as Daily tells it (`room().name`, daily-js 0.92.2). Nothing
 * before it is joined, or where the call object cannot tell; never settles where Daily does not answer.
 */
export async function readRoomName(call: TransferCall): Promise<string | undefined> {
  try {
    const room = (await call.room?.()) as { readonly name?: unknown } | null | undefined;
    return typeof room?.name === 'string' ? room.name : undefined;
  } catch {
    return undefined;
  }
}
