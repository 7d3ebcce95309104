import type { LogMelInput } from '../../manifest/audio-manifest.ts';
import { FourierTransform } from './fourier-transform.ts';
import { melFilters, type MelFilter } from './mel-filters.ts';

/** Frames of a window of so many samples. */
export function frameCount(samples: number, { nFft, frameLength = nFft, hop, centre }: LogMelInput): number {
  const mirrored = centre ? 2 * Math.floor(frameLength / 2) : 0;
  return 1 + Math.floor((samples + mirrored - frameLength) / hop);
}

/** The logarithmic mel spectrogram of windows of one length, as a manifest describes it. */
export class LogMel {
  readonly frames: number;
  readonly #input: LogMelInput;
  readonly #frameLength: number;
  readonly #filters: readonly MelFilter[];
  readonly #transform: FourierTransform;
  readonly #hann: Float64Array;
  readonly #frame: Float64Array;
  readonly #spectrum: Float64Array;

  /** @param samples of every window */
  constructor(input: LogMelInput, sampleRate: number, samples: number) {
    const { nFft, frameLength = nFft } = input;
    this.#input = input;
    this.#frameLength = frameLength;
    this.frames = frameCount(samples, input);
    this.#filters = melFilters(input, sampleRate);
    this.#transform = new FourierTransform(nFft);
    this.#hann = Float64Array.from(
      { length: frameLength },
      (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / frameLength),
    );
    this.#frame = new Float64Array(nFft);
    this.#spectrum = new Float64Array(nFft / 2 + 1);
  }

  /** @param window [samples] @param out [frames, mels] or, with F before T, [mels, frames]; overwritten */
  write(window: Float32Array, out: Float32Array): void {
    const { hop, mels, layout, mean, std } = this.#input;
    const bandsFirst = layout.endsWith('FT');
    for (let frame = 0; frame < this.frames; frame++) {
      this.#hear(window, frame * hop);
      for (const [band, filter] of this.#filters.entries()) {
        const value = (this.#loudness(filter) - mean) / std;
        out[bandsFirst ? band * this.frames + frame : frame * mels + band] = value;
      }
    }
  }

  /** The spectrum of the frame at a time. */
  #hear(window: Float32Array, time: number): void {
    const [length, frame] = [this.#frameLength, this.#frame];
    const start = this.#input.centre ? time - Math.floor(length / 2) : time;
    for (let i = 0; i < length; i++)
      frame[i] = (window[mirrored(start + i, window.length)] ?? 0) * (this.#hann[i] ?? 0);
    this.#transform.energies(frame, this.#spectrum);
    if (this.#input.power === 1)
      for (let i = 0; i < this.#spectrum.length; i++) this.#spectrum[i] = Math.sqrt(this.#spectrum[i] ?? 0);
  }

  #loudness({ first, weights }: MelFilter): number {
    let energy = 0;
    for (let i = 0; i < weights.length; i++) energy += (weights[i] ?? 0) * (this.#spectrum[first + i] ?? 0);
    const heard = Math.max(this.#input.floor, energy);
    if (this.#input.log === 'natural') return Math.log(heard);
    return (this.#input.log === 'dB' ? 10 : 1) * Math.log10(heard);
  }
}

/** Reflected at both ends, without repeating the outermost sample. */
function mirrored(at: number, length: number): number {
  if (at < 0) return -at;
  return at < length ? at : 2 * (length - 1) - at;
}
