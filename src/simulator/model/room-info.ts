import type { DailyRoomInfo } from '@daily-co/daily-js';
import { roleOf, roomSipUri } from './addresses.js';
import { idOf } from './ids.js';

/** What `room()` tells of a room, with the defaults of Daily's page on creating rooms if asked for. */
export function describeRoom(
  domain: string,
  room: string,
  token: unknown,
  { withDefaults }: { readonly withDefaults: boolean },
): DailyRoomInfo {
  const own = { enable_dialout: true, sip_uri: { endpoint: roomSipUri(domain, room) } };
  return {
    id: idOf(`${domain}/${room}`),
    name: room,
    config: withDefaults ? { ...defaults, ...own } : own,
    domainConfig: { hide_daily_branding: false, hipaa: false, lang: 'en' },
    tokenConfig: roleOf(room, token) === 'owner' ? { is_owner: true } : {},
  };
}

/** Not checked with a live account, so no test of an app should rest on one of them. */
const defaults: DailyRoomInfo['config'] = {
  max_participants: 200,
  autojoin: false,
  enable_advanced_chat: false,
  enable_breakout_rooms: false,
  enable_chat: false,
  enable_emoji_reactions: false,
  enable_hand_raising: false,
  enable_knocking: false,
  enable_live_captions_ui: true,
  enable_network_ui: false,
  enable_noise_cancellation_ui: true,
  enable_people_ui: true,
  enable_pip_ui: false,
  enable_prejoin_ui: true,
  enable_screenshare: true,
  enable_video_processing_ui: true,
  start_audio_off: false,
  start_video_off: false,
  owner_only_broadcast: false,
  eject_at_room_exp: false,
  lang: 'en',
};
