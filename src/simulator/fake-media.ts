/** What somebody with fake media sends. */
export interface FakeTracks {
  readonly audio: MediaStreamTrack;
  readonly video: MediaStreamTrack;
}

const size = { width: 320, height: 180 };

/** Often enough for a picture that is seen to move. */
const drawEveryMs = 250;

/**
 * Tracks for everybody, made when they are first asked for: a canvas with a clock hand as the camera, a tone
 * as the microphone. Needs a browser that can capture a canvas.
 */
export class FakeMedia {
  readonly #tracks = new Map<string, FakeTracks>();
  readonly #ends = new Set<() => void>();

  /** The tracks of somebody, who always has the same ones. */
  tracksOf(sessionId: string): FakeTracks {
    const known = this.#tracks.get(sessionId);
    if (known) return known;
    const hue = (this.#tracks.size * 67) % 360;
    const tracks = { audio: this.#playTone(220 + hue), video: this.#draw(hue) };
    this.#tracks.set(sessionId, tracks);
    return tracks;
  }

  /** Ends every track. */
  stop(): void {
    this.#tracks.forEach(({ audio, video }) => [audio, video].forEach((track) => track.stop()));
    this.#ends.forEach((end) => end());
    this.#tracks.clear();
    this.#ends.clear();
  }

  #draw(hue: number): MediaStreamTrack {
    const canvas = Object.assign(document.createElement('canvas'), size);
    const pen = canvas.getContext('2d');
    let turns = 0;
    const draw = (): void => {
      turns += 1 / 12;
      if (pen) drawHand(pen, hue, turns);
    };
    draw();
    const timer = setInterval(draw, drawEveryMs);
    this.#ends.add(() => clearInterval(timer));
    return firstOf(canvas.captureStream().getVideoTracks());
  }

  #playTone(frequency: number): MediaStreamTrack {
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency });
    const out = new MediaStreamAudioDestinationNode(context);
    tone.connect(new GainNode(context, { gain: 0.1 })).connect(out);
    tone.start();
    this.#ends.add(() => void context.close());
    return firstOf(out.stream.getAudioTracks());
  }
}

function drawHand(pen: CanvasRenderingContext2D, hue: number, turns: number): void {
  const { width, height } = size;
  const [x, y, angle] = [width / 2, height / 2, turns * 2 * Math.PI];
  pen.fillStyle = `hsl(${hue} 50% 40%)`;
  pen.fillRect(0, 0, width, height);
  pen.strokeStyle = 'white';
  pen.lineWidth = 8;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + Math.sin(angle) * 70, y - Math.cos(angle) * 70);
  pen.stroke();
}

function firstOf([track]: readonly MediaStreamTrack[]): MediaStreamTrack {
  if (!track) throw new Error('unable to make fake media; the browser gave no track');
  return track;
}
