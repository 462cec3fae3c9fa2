/** What `navigator.mediaDevices` is on a computer without a camera, a microphone or a screen to share. */
export class NoDevices extends EventTarget {
  readonly ondevicechange = null;

  enumerateDevices(): Promise<readonly MediaDeviceInfo[]> {
    return Promise.resolve([]);
  }

  getUserMedia(): Promise<MediaStream> {
    return Promise.reject(new DOMException('Requested device not found', 'NotFoundError'));
  }

  getDisplayMedia(): Promise<MediaStream> {
    return Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
  }
}

/** `MediaStreamTrack` where there is none. daily-js asks whether it exists; nothing makes one. */
export class NoTrack extends EventTarget {}

/** `MediaStream` where there is none: a list of tracks that does not play. */
export class SilentStream extends EventTarget {
  readonly id = crypto.randomUUID();
  readonly #tracks: Set<MediaStreamTrack>;

  constructor(tracks: SilentStream | readonly MediaStreamTrack[] = []) {
    super();
    this.#tracks = new Set(tracks instanceof SilentStream ? tracks.getTracks() : tracks);
  }

  get active(): boolean {
    return this.getTracks().some(({ readyState }) => readyState === 'live');
  }

  getTracks(): MediaStreamTrack[] {
    return [...this.#tracks];
  }

  getAudioTracks(): MediaStreamTrack[] {
    return this.getTracks().filter(({ kind }) => kind === 'audio');
  }

  getVideoTracks(): MediaStreamTrack[] {
    return this.getTracks().filter(({ kind }) => kind === 'video');
  }

  getTrackById(id: string): MediaStreamTrack | null {
    return this.getTracks().find((track) => track.id === id) ?? null;
  }

  addTrack(track: MediaStreamTrack): void {
    this.#tracks.add(track);
  }

  removeTrack(track: MediaStreamTrack): void {
    this.#tracks.delete(track);
  }

  clone(): SilentStream {
    return new SilentStream(this.getTracks().map((track) => track.clone()));
  }
}
