import type {
  DailyParticipant,
  DailyParticipantCounts,
  DailyParticipantPermissions,
  DailyTrackState,
} from '@daily-co/daily-js';
import type { Role } from './addresses.js';
import type { Occupant, RoomState } from './domain.js';

/**
 * An occupant as daily-js tells of it, with everything that its types promise. Simulated rooms carry no
 * media: a microphone that is on stays `loading`, and daily-js shows `audio: false` for want of a track.
 */
export function describeParticipant(occupant: Occupant, local: boolean): DailyParticipant {
  return {
    session_id: occupant.sessionId,
    user_id: occupant.userId,
    user_name: occupant.name,
    userData: occupant.userData,
    local,
    owner: occupant.owner,
    permissions: occupant.permissions,
    joined_at: new Date(occupant.joinedAt),
    will_eject_at: new Date(0),
    audio: occupant.audio,
    video: occupant.video,
    screen: false,
    tracks: {
      audio: describeTrack(occupant.audio),
      video: describeTrack(occupant.video),
      screenAudio: describeTrack(false),
      screenVideo: describeTrack(false),
    },
    record: false,
    networkQualityState: 'good',
    networkThreshold: 'good',
    cam_info: {},
    screen_info: {},
    ...(occupant.leg && { participantType: occupant.leg.type }),
  };
}

/** How many are in the room, told apart by whether the others can see them. */
export function countParticipants(room: RoomState): DailyParticipantCounts {
  const hidden = room.occupants.filter((occupant) => occupant.hidden).length;
  return { present: room.occupants.length - hidden, hidden };
}

/** What a role may do. An owner may do everything; an admin may manage participants. */
export function permissionsOf(role: Role): DailyParticipantPermissions {
  return {
    hasPresence: true,
    canSend: true,
    canReceive: { base: true },
    canAdmin: role === 'admin' ? new Set(['participants'] as const) : role === 'owner',
  };
}

/**
 * May the occupant move callers? The docs ask for "an owner or an admin"; that the admin right is the one
 * for participants is inferred from the refusal of a dial-out in Daily's native SDK.
 */
export function mayTransfer(occupant: Occupant): boolean {
  const { canAdmin } = occupant.permissions;
  return (
    occupant.owner || canAdmin === true || (canAdmin !== false && canAdmin.has('participants'))
  );
}

function describeTrack(isOn: boolean): DailyTrackState {
  return isOn
    ? { subscribed: true, state: 'loading' }
    : { subscribed: true, state: 'off', off: { byUser: true } };
}
