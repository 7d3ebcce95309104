import { ModelClosedError, type ImageEmbeddingModelSpec, type TextEmbeddingModelSpec } from '@kindred/embedding-model';
import { completeSettings, type CompleteSettings, type EncoderSettings } from './encoder-settings.ts';
import type { ModelSource } from './manifest/model-source.ts';
import { OnnxImageEmbeddingModel } from './onnx-image-embedding-model.ts';
import { OnnxTextEmbeddingModel } from './onnx-text-embedding-model.ts';
import type { ModelFacts } from './session/model-session.ts';
import type { SessionRequest } from './session/open-session.ts';
import { EncoderPool } from './thread/encoder-pool.ts';

/** An encoder's models: one of the two, or both where they share a space. */
export interface OpenedEncoder {
  readonly text?: OnnxTextEmbeddingModel;
  readonly image?: OnnxImageEmbeddingModel;
  /** Closes both; open calls are rejected with ModelClosedError. May be called twice. */
  close(): Promise<void>;
}

/**
 * Loads models into a pool of their own, which ends when the last of them is closed.
 *
 * @throws EncoderManifestError, ModelFileError, DeviceUnavailableError, EncoderCrashedError, EncodingFailedError
 */
export async function loadEncoder(sources: readonly ModelSource[], settings: EncoderSettings): Promise<OpenedEncoder> {
  const complete = completeSettings(settings);
  const pool = new EncoderPool(complete);
  const name = sources.map(({ modelId }) => modelId).join(' and ');
  try {
    const models: { text?: OnnxTextEmbeddingModel; image?: OnnxImageEmbeddingModel } = {};
    for (const source of sources) {
      const model = await loadSource(source, pool, complete);
      if (model instanceof OnnxTextEmbeddingModel) models.text = model;
      else models.image = model;
    }
    const close = async (): Promise<void> => {
      await Promise.all([models.text?.close(), models.image?.close()]);
    };
    return { ...models, close };
  } catch (error) {
    await pool.close(new ModelClosedError(name));
    throw error;
  }
}

async function loadSource(
  source: ModelSource,
  pool: EncoderPool,
  settings: CompleteSettings,
): Promise<OnnxTextEmbeddingModel | OnnxImageEmbeddingModel> {
  const { model, facts } = await pool.load(source, sessionRequest(settings));
  const { device, fallback } = facts;
  const { modelId } = source;
  if (fallback !== undefined) settings.onFallback({ modelId, asked: settings.device, device, reason: fallback });
  const onClose = async (): Promise<void> => {
    await pool.unload(model);
    if (pool.size === 0) await pool.close(new ModelClosedError(modelId));
  };
  const common = { device, licence: source.manifest.licence, pool, model, timeoutMs: settings.timeoutMs, onClose };
  const spec = specOf(source, facts);
  if ('input' in spec) return new OnnxImageEmbeddingModel({ spec, ...common });
  return new OnnxTextEmbeddingModel({ spec, ...common });
}

function sessionRequest({ device, onMissingDevice, threads }: CompleteSettings): SessionRequest {
  return { device, onMissingDevice, threads };
}

function specOf(
  { modelId, revision, manifest, space }: ModelSource,
  { dimension }: ModelFacts,
): ImageEmbeddingModelSpec | TextEmbeddingModelSpec {
  const { dtype, pooling } = manifest;
  const common = { modelId, revision, dtype, dimension, pooling, ...(space === undefined ? {} : { space }) };
  if (manifest.kind === 'text') {
    const { maxTokens, queryPrefix, documentPrefix } = manifest;
    return Object.freeze({ ...common, maxTokens, queryPrefix, documentPrefix });
  }
  const { width, height, fit, kernel, crop } = manifest;
  const input = Object.freeze({ width, height, fit, kernel, ...(crop === undefined ? {} : { crop }) });
  return Object.freeze({ ...common, input });
}
