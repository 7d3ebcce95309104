import { averageWindows, clipWindows } from '../audio/clip-windows.ts';
import { checkClips } from '../check-input.ts';
import type {
  AudioEmbeddingModel,
  AudioEmbeddingModelSpec,
  EmbeddingMatrix,
  EmbedOptions,
  PcmClip,
} from '../embedding-model.ts';
import { ModelClosedError } from '../errors.ts';

const LOWEST_HZ = 60;
const BANDS_PER_OCTAVE = 6;

/**
 * Test double: how loud a clip is in bands of a sixth of an octave from 60 Hz on, less a little of their mean, unit length. Clips with
 * like pitches are close; silence has a vector too.
 */
export class HashAudioEmbeddingModel implements AudioEmbeddingModel {
  readonly spec: AudioEmbeddingModelSpec;
  #closed = false;

  /** @param dimension number of bands; 30 reach to 1,900 Hz */
  constructor(dimension = 30, sampleRate = 8000) {
    this.spec = {
      modelId: `test:band-energies-${String(dimension)}`,
      revision: '1',
      dtype: 'fp32',
      dimension,
      pooling: 'none',
      clip: { sampleRate, windowSeconds: 0.5, shorter: 'repeat', longer: 'average', maxWindows: 4 },
    };
  }

  async embedClips(clips: readonly PcmClip[], options: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    if (this.#closed) throw new ModelClosedError(this.spec.modelId);
    const { clip: input, dimension } = this.spec;
    checkClips(clips, input, options.signal);
    const windows = clips.map(({ samples }) => clipWindows(samples, input));
    const all = windows.flat();
    const rows = new Float32Array(all.length * dimension);
    all.forEach((window, row) => {
      bandLoudness(window, input.sampleRate, rows.subarray(row * dimension, (row + 1) * dimension));
    });
    return averageWindows(
      rows,
      dimension,
      windows.map(({ length }) => length),
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}

/** Writes the unit vector of a window into `row` [bands]; each band is heard by correlating with its middle frequency. */
function bandLoudness(window: Float32Array, sampleRate: number, row: Float32Array): void {
  for (let band = 0; band < row.length; band++) {
    const hertz = LOWEST_HZ * 2 ** (band / BANDS_PER_OCTAVE);
    let [real, imaginary] = [0, 0];
    for (let at = 0; at < window.length; at++) {
      const fade = Math.sin((Math.PI * (at + 0.5)) / window.length);
      const angle = (2 * Math.PI * hertz * at) / sampleRate;
      real += (window[at] ?? 0) * fade * Math.cos(angle);
      imaginary += (window[at] ?? 0) * fade * Math.sin(angle);
    }
    row[band] = Math.log1p(1000 * (Math.hypot(real, imaginary) / window.length)) + 0.05;
  }
  const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
  for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) - 0.9 * mean;
  const length = Math.hypot(...row);
  for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) / length;
}
