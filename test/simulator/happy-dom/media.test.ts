import { describe, expect, it } from 'vitest';
import { SilentStream } from '../../../src/simulator/happy-dom/media.js';

function track(kind: string, readyState: string): MediaStreamTrack {
  const id = `${kind}-1`;
  return { id, kind, readyState, clone: () => track(kind, 'ended') } as MediaStreamTrack;
}

describe('SilentStream', () => {
  const [audio, video] = [track('audio', 'live'), track('video', 'live')];

  it('has the tracks that it was given, by kind and by id', () => {
    const stream = new SilentStream([audio, video]);
    expect(stream.getTracks()).toEqual([audio, video]);
    expect(stream.getAudioTracks()).toEqual([audio]);
    expect(stream.getVideoTracks()).toEqual([video]);
    expect(stream.getTrackById('video-1')).toBe(video);
    expect(stream.getTrackById('video-2')).toBeNull();
    expect(new SilentStream(stream).getTracks()).toEqual([audio, video]);
  });

  it('takes tracks in once, and lets them go', () => {
    const stream = new SilentStream();
    stream.addTrack(audio);
    stream.addTrack(audio);
    expect(stream.getTracks()).toEqual([audio]);
    expect(stream.active).toBe(true);
    stream.removeTrack(audio);
    expect(stream.getTracks()).toEqual([]);
    expect(stream.active).toBe(false);
  });

  it('is copied with its tracks, as another stream', () => {
    const stream = new SilentStream([audio]);
    const copy = stream.clone();
    expect(copy.id).not.toBe(stream.id);
    expect(copy.getTracks()).toMatchObject([{ kind: 'audio' }]);
    expect(copy.active).toBe(false);
  });
});
