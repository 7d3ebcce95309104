import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EncoderManifestInput } from '../manifest/encoder-manifest.ts';
import { writeOnnx, type OnnxGraph } from './onnx-file.ts';
import { tinyTokenizer, tinyTokenizerConfig } from './tiny-tokenizer.ts';

type ImageInput = Extract<EncoderManifestInput, { kind: 'image' }>;
type AudioInput = Extract<EncoderManifestInput, { kind: 'audio' }>;
type TextInput = Extract<EncoderManifestInput, { kind: 'text' }>;

/** A temporary folder for encoders; `remove` deletes it. */
export class EncoderFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async make(): Promise<EncoderFolder> {
    return new EncoderFolder(await mkdtemp(join(tmpdir(), 'kindred-encoders-')));
  }

  /** @returns the file's path */
  async write(name: string, content: string | Uint8Array | object): Promise<string> {
    const path = join(this.path, name);
    await mkdir(dirname(path), { recursive: true });
    const raw = typeof content === 'string' || content instanceof Uint8Array;
    await writeFile(path, raw ? content : JSON.stringify(content));
    return path;
  }

  writeGraph(name: string, graph: OnnxGraph): Promise<string> {
    return this.write(name, writeOnnx(graph));
  }

  async writeTokenizer(words?: readonly string[], padToken?: string): Promise<void> {
    await this.write('tokenizer.json', tinyTokenizer(words));
    await this.write('tokenizer_config.json', tinyTokenizerConfig(padToken));
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }
}

/** A complete manifest of `patchTokensGraph(8)`. */
export const PATCH_MANIFEST: ImageInput = {
  kind: 'image',
  file: 'image.onnx',
  dtype: 'fp32',
  width: 8,
  height: 8,
  fit: 'cover',
  kernel: 'cubic',
  layout: 'NCHW',
  input: {
    name: 'pixel_values',
    type: 'float32',
    scale: 1 / 255,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  },
  output: 'last_hidden_state',
  pooling: 'cls',
  normalise: true,
};

/** A complete manifest of `contextualTextGraph()`. */
export const TEXT_MANIFEST: TextInput = {
  kind: 'text',
  file: 'text.onnx',
  dtype: 'fp32',
  tokenizer: { file: 'tokenizer.json', config: 'tokenizer_config.json' },
  output: 'last_hidden_state',
  pooling: 'mean',
  normalise: true,
  maxTokens: 64,
};

/** A complete manifest of `melStatisticsGraph(26, 40)`: half a second of 4,000 samples, energies from -60 dB to 0 as 0 to 3. */
export const MEL_MANIFEST = {
  kind: 'audio',
  file: 'audio.onnx',
  dtype: 'fp32',
  sampleRate: 8000,
  windowSeconds: 0.5,
  shorter: 'repeat',
  input: {
    name: 'input_features',
    features: 'logMel',
    layout: 'NCTF',
    nFft: 512,
    hop: 160,
    mels: 40,
    fMin: 60,
    fMax: 4000,
    melScale: 'slaney',
    melNorm: 'none',
    log: 'dB',
    mean: -20,
    std: 20,
  },
  output: 'audio_embeds',
  pooling: 'none',
  normalise: true,
} as const satisfies AudioInput;

/** A complete manifest of `waveformGraph(4000)`. */
export const WAVEFORM_MANIFEST = {
  ...MEL_MANIFEST,
  file: 'waveform.onnx',
  longer: 'cut',
  shorter: 'pad',
  input: { name: 'input_values', features: 'waveform', layout: 'NS' },
  output: 'embedding',
} as const satisfies AudioInput;
