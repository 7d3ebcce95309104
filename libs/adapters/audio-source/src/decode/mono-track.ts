import { AudioTooLongError, DamagedAudioError } from '../errors.ts';
import type { AudioFormat } from '../sniff-audio.ts';

/** Collects what a decoder gives, piece by piece: the mean of the channels, up to a longest time. */
export class MonoTrack {
  readonly #maxSeconds: number;
  readonly #pieces: Float32Array[] = [];
  #length = 0;
  #sampleRate = 0;

  constructor(maxSeconds: number) {
    this.#maxSeconds = maxSeconds;
  }

  /** @param channels each [samples] @throws AudioTooLongError, DamagedAudioError */
  add(format: AudioFormat, channels: readonly Float32Array[], sampleRate: number): void {
    const [first] = channels;
    if (first === undefined || first.length === 0) return;
    if (this.#sampleRate !== 0 && sampleRate !== this.#sampleRate)
      throw new DamagedAudioError(format, 'it changes its sample rate on the way');
    this.#sampleRate = sampleRate;
    this.#length += first.length;
    if (this.#length > this.#maxSeconds * sampleRate) throw new AudioTooLongError(this.#maxSeconds);
    const mono = new Float32Array(first.length);
    for (const channel of channels)
      for (let i = 0; i < mono.length; i++) mono[i] = (mono[i] ?? 0) + (channel[i] ?? 0) / channels.length;
    if (!mono.every((sample) => Number.isFinite(sample)))
      throw new DamagedAudioError(format, 'a sample is not a finite number');
    this.#pieces.push(mono);
  }

  /** @throws DamagedAudioError where nothing was added */
  finish(format: AudioFormat): { readonly samples: Float32Array<ArrayBuffer>; readonly sampleRate: number } {
    if (this.#length === 0) throw new DamagedAudioError(format, 'it holds no sound');
    const samples = new Float32Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces.splice(0)) {
      samples.set(piece, at);
      at += piece.length;
    }
    return { samples, sampleRate: this.#sampleRate };
  }
}
