import type { ImageEncoderManifest, TextEncoderManifest } from '../manifest/encoder-manifest.ts';

const FILE = 'onnx/model_quantized.onnx';

/** The two models that ship with the repository, by the name of their folder below the models folder. */
export const BUNDLED_MANIFESTS = {
  'all-MiniLM-L6-v2': {
    kind: 'text',
    file: FILE,
    dtype: 'q8',
    tokenizer: { file: 'tokenizer.json', config: 'tokenizer_config.json' },
    output: 'last_hidden_state',
    pooling: 'mean',
    normalise: true,
    maxTokens: 256,
    padding: 'longest',
    lowercase: false,
    queryPrefix: '',
    documentPrefix: '',
    licence: 'Apache-2.0',
  } satisfies TextEncoderManifest,
  'efficientnet-lite2': {
    kind: 'image',
    file: FILE,
    dtype: 'q8',
    width: 260,
    height: 260,
    fit: 'cover',
    kernel: 'cubic',
    layout: 'NHWC',
    input: { name: 'pixels', type: 'uint8' },
    output: 'embedding',
    pooling: 'none',
    normalise: false,
    licence: 'Apache-2.0',
  } satisfies ImageEncoderManifest,
} as const;

/** The URLs that open them. */
export const BUNDLED_ENCODERS: readonly string[] = Object.keys(BUNDLED_MANIFESTS).map((name) => `bundled:${name}`);

export type BundledModel = keyof typeof BUNDLED_MANIFESTS;

export function isBundledModel(name: string): name is BundledModel {
  return Object.hasOwn(BUNDLED_MANIFESTS, name);
}
