import type { FakeMedia } from './fake-media.js';
import { findRoomOf, type DomainState, type Occupant } from './model/domain.js';
import { pageOf } from './model/pages.js';
import { maySend } from './model/rights.js';

/** Where daily-js looks for tracks: the state of its call machine's store, read in 0.92.2. */
export interface TrackStore {
  readonly local: {
    readonly public: object;
    readonly streams: Readonly<Record<'cam' | 'screen', { readonly stream: TrackList }>>;
  };
  readonly participants: object;
  readonly streams: Readonly<Record<string, object>>;
}

/** As much of a `MediaStream` as daily-js reads. */
interface TrackList {
  readonly getAudioTracks: () => readonly MediaStreamTrack[];
  readonly getVideoTracks: () => readonly MediaStreamTrack[];
}

/** The tracks that a page has: none without media, else its own and those of the others in its room. */
export function describeTracks(
  domain: DomainState,
  clientId: string,
  media: FakeMedia | undefined,
): TrackStore {
  const { sessionId, isInitialized, audio, video } = pageOf(domain, clientId);
  const occupants = findRoomOf(domain, clientId)?.occupants ?? [];
  const self = occupants.find((one) => one.sessionId === sessionId);
  const isOn = { audio: self?.audio ?? audio, video: self?.video ?? video };
  const own = media && isInitialized ? media.tracksOf(sessionId) : undefined;
  const cam = {
    getAudioTracks: () => (own && isOn.audio ? [own.audio] : []),
    getVideoTracks: () => (own && isOn.video ? [own.video] : []),
  };
  const others = occupants.filter((one) => one !== self);
  const streams = others.flatMap((one) => (media ? describeStreams(one, media) : []));
  return {
    local: { public: {}, streams: { cam: { stream: cam }, screen: { stream: noTracks } } },
    participants: {},
    streams: Object.fromEntries(streams),
  };
}

const noTracks: TrackList = { getAudioTracks: () => [], getVideoTracks: () => [] };

function describeStreams(occupant: Occupant, media: FakeMedia): [string, object][] {
  const { sessionId: participantId, joinedAt: starttime } = occupant;
  return (['audio', 'video'] as const)
    .filter((kind) => occupant[kind] && maySend(occupant, kind))
    .map((kind) => {
      const pendingTrack = media.tracksOf(participantId)[kind];
      return [`${participantId}-${kind}`, { participantId, type: 'cam', pendingTrack, starttime }];
    });
}
