import { windowLength } from '@kindred/embedding-model';
import * as ort from 'onnxruntime-node';
import type { AudioEncoderManifest } from '../../manifest/audio-manifest.ts';
import { batchLimits } from '../batch-limits.ts';
import type { ModelInput } from '../model-session.ts';
import type { OpenedSession } from '../open-session.ts';
import { unitRows, type OutputReading } from '../read-rows.ts';
import { audioShape } from './audio-shape.ts';
import { LogMel } from './log-mel.ts';

/** Windows of sound → vectors, as the manifest says. */
export class AudioSession {
  readonly #session: ort.InferenceSession;
  readonly #manifest: AudioEncoderManifest;
  readonly #samples: number;
  /** Undefined where the graph takes the samples themselves. */
  readonly #logMel: LogMel | undefined;
  readonly #reading: OutputReading;
  readonly #rowsPerRun: number;

  constructor({ session, device }: OpenedSession, manifest: AudioEncoderManifest, maxRows: number) {
    const { input, sampleRate, pooling, normalise } = manifest;
    this.#session = session;
    this.#manifest = manifest;
    this.#samples = windowLength(manifest);
    this.#logMel = input.features === 'logMel' ? new LogMel(input, sampleRate, this.#samples) : undefined;
    this.#reading = { pooling, normalise, channelsFirst: true };
    this.#rowsPerRun = Math.min(maxRows, batchLimits(device).windows);
  }

  /** A falling tone, to learn the length of vectors with. */
  probe(): ModelInput {
    const tone = (_: unknown, i: number): number => 0.3 * Math.sin(0.1 * i * (1 - i / (4 * this.#samples)));
    return { kind: 'audio', count: 1, samples: Float32Array.from({ length: this.#samples }, tone) };
  }

  async embed(chunks: readonly ModelInput[]): Promise<Float32Array<ArrayBuffer>> {
    const windows = chunks.flatMap((chunk) =>
      chunk.kind === 'audio'
        ? Array.from({ length: chunk.count }, (_, i) =>
            chunk.samples.subarray(i * this.#samples, (i + 1) * this.#samples),
          )
        : [],
    );
    let out: Float32Array<ArrayBuffer> | undefined;
    for (let from = 0; from < windows.length; from += this.#rowsPerRun) {
      const part = windows.slice(from, from + this.#rowsPerRun);
      const rows = await this.#run(part);
      out ??= new Float32Array((rows.length / part.length) * windows.length);
      out.set(rows, (rows.length / part.length) * from);
    }
    return out ?? new Float32Array(0);
  }

  /** windows, each [samples] → [windows, dimension] */
  async #run(windows: readonly Float32Array[]): Promise<Float32Array> {
    const { input, output } = this.#manifest;
    const shape = audioShape(this.#manifest);
    const size = shape.reduce((product, length) => product * length, 1);
    const features = new Float32Array(windows.length * size);
    for (const [i, window] of windows.entries()) {
      if (this.#logMel === undefined) features.set(window, i * size);
      else this.#logMel.write(window, features.subarray(i * size, (i + 1) * size));
    }
    const tensor = new ort.Tensor('float32', features, [windows.length, ...shape]);
    const { [output]: result } = await this.#session.run({ [input.name]: tensor }, [output]);
    return unitRows(result, windows.length, { reading: this.#reading, name: output });
  }

  async close(): Promise<void> {
    await this.#session.release();
  }
}
