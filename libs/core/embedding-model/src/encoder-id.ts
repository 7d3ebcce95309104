import type {
  AudioEmbeddingModelSpec,
  EmbeddingModelSpec,
  ImageEmbeddingModelSpec,
  TextEmbeddingModelSpec,
} from './embedding-model.ts';

/** What a model of any modality says of itself. */
export type AnyEmbeddingModelSpec =
  EmbeddingModelSpec | ImageEmbeddingModelSpec | TextEmbeddingModelSpec | AudioEmbeddingModelSpec;

/** The identity under which blocks are stored: everything that a vector depends on besides its input. */
export function encoderId(spec: AnyEmbeddingModelSpec): string {
  const parts = [spec.modelId, spec.revision, spec.dtype, spec.pooling, String(spec.dimension)];
  if ('input' in spec) {
    const { width, height, fit, kernel, crop } = spec.input;
    parts.push(`${String(width)}x${String(height)}`, fit, kernel);
    if (crop !== undefined) parts.push(`c=${String(crop)}`);
  }
  if ('maxTokens' in spec) parts.push(String(spec.maxTokens), `q=${spec.queryPrefix}`, `d=${spec.documentPrefix}`);
  if ('clip' in spec) {
    const { sampleRate, windowSeconds, shorter, longer, maxWindows } = spec.clip;
    parts.push(`${String(sampleRate)}Hz`, `${String(windowSeconds)}s`, shorter, `${longer}<=${String(maxWindows)}`);
  }
  return parts.join('|');
}
