import type { DailyParticipant, DailyParticipantCounts, DailyTrackState } from '@daily-co/daily-js';
import type { Occupant, RoomState } from './domain.js';
import { maySend } from './rights.js';

/**
 * An occupant as daily-js tells of it, with everything that its types promise. Without media the local
 * tracks are `off`, since daily-js would have none to show; a microphone elsewhere that is on stays
 * `loading`.
 */
export function describeParticipant(occupant: Occupant, local: boolean): DailyParticipant {
  const audio = describeTrack(occupant, 'audio', local);
  const video = describeTrack(occupant, 'video', local);
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
    audio: audio.state !== 'off',
    video: video.state !== 'off',
    screen: false,
    tracks: { audio, video, screenAudio: notShared, screenVideo: notShared },
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

const notShared: DailyTrackState = { subscribed: true, state: 'off', off: { byUser: true } };

function describeTrack(
  occupant: Occupant,
  kind: 'audio' | 'video',
  local: boolean,
): DailyTrackState {
  if (!maySend(occupant, kind)) {
    return { subscribed: true, state: 'off', off: { byCanSendPermission: true } };
  }
  if (occupant[kind] && occupant.hasMedia) return { subscribed: true, state: 'playable' };
  if (occupant[kind] && !local) return { subscribed: true, state: 'loading' };
  return { subscribed: true, state: 'off', off: { byUser: true } };
}
