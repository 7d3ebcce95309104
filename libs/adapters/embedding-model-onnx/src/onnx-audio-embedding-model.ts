import {
  averageWindows,
  checkClips,
  clipWindows,
  ModelClosedError,
  type AudioEmbeddingModel,
  type AudioEmbeddingModelSpec,
  type EmbeddingMatrix,
  type EmbedOptions,
  type PcmClip,
} from '@kindred/embedding-model';
import type { OnnxModelOptions } from './onnx-model-options.ts';
import { batchLimits } from './session/batch-limits.ts';
import type { Device } from './session/devices.ts';
import type { ModelInput } from './session/model-session.ts';
import { EncodingCall } from './thread/encoding-call.ts';

/** Clips of sound in a pool of encoder threads, window by window. A single clip is urgent unless it is of a bulk. */
export class OnnxAudioEmbeddingModel implements AudioEmbeddingModel {
  readonly spec: AudioEmbeddingModelSpec;
  /** Where it computes. */
  readonly device: Device;
  /** As its manifest says; undefined where it says nothing. */
  readonly licence: string | undefined;
  readonly #options: OnnxModelOptions<AudioEmbeddingModelSpec>;
  #closing: Promise<void> | undefined;

  constructor(options: OnnxModelOptions<AudioEmbeddingModelSpec>) {
    this.spec = options.spec;
    this.device = options.device;
    this.licence = options.licence;
    this.#options = options;
  }

  async embedClips(clips: readonly PcmClip[], { signal, isBulk }: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    if (this.#closing !== undefined) throw new ModelClosedError(this.spec.modelId);
    const { dimension, clip: input } = this.spec;
    checkClips(clips, input, signal);
    if (clips.length === 0) return { rows: 0, dimension, data: new Float32Array(0) };
    const ofClips = clips.map(({ samples }) => clipWindows(samples, input));
    const windows = ofClips.flat();
    const size = batchLimits(this.device).windows;
    const chunks = [];
    for (let from = 0; from < windows.length; from += size) {
      const part = windows.slice(from, from + size);
      const weight = part.length / size;
      chunks.push({ rows: part.map((_, i) => from + i), weight, input: () => packSamples(part) });
    }
    const urgent = !(isBulk ?? clips.length > 1);
    const { pool, model, timeoutMs } = this.#options;
    const call = new EncodingCall({ model, chunks, rows: windows.length, dimension, urgent, timeoutMs, signal });
    const counts = ofClips.map(({ length }) => length);
    return averageWindows(await pool.submit(call), dimension, counts);
  }

  /** Calls that are still running are rejected with ModelClosedError. */
  async close(): Promise<void> {
    await (this.#closing ??= this.#options.onClose());
  }
}

/** Copies the windows into one buffer [count, samples] of its own, which is then moved to the thread. */
function packSamples(windows: readonly Float32Array[]): ModelInput {
  const size = windows[0]?.length ?? 0;
  const samples = new Float32Array(windows.length * size);
  windows.forEach((window, i) => samples.set(window, i * size));
  return { kind: 'audio', count: windows.length, samples };
}
