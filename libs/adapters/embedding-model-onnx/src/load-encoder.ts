import { ModelClosedError } from '@kindred/embedding-model';
import { completeSettings, type EncoderSettings } from './encoder-settings.ts';
import type { ModelSource } from './manifest/model-source.ts';
import { ModelLoader } from './model-loader.ts';
import type { OnnxAudioEmbeddingModel } from './onnx-audio-embedding-model.ts';
import type { OnnxImageEmbeddingModel } from './onnx-image-embedding-model.ts';
import { OnnxTextEmbeddingModel } from './onnx-text-embedding-model.ts';
import { EncoderPool } from './thread/encoder-pool.ts';

/** An encoder's models: one of texts, photos or sound, or two where they share a space. */
export interface OpenedEncoder {
  /** Absent where the text tower of a pair was to be opened on demand or not at all. */
  readonly text?: OnnxTextEmbeddingModel;
  /** With a text tower where the encoder is a pair. */
  readonly image?: OnnxImageEmbeddingModel;
  readonly audio?: OnnxAudioEmbeddingModel;
  /** Closes all; open calls are rejected with ModelClosedError. May be called twice. */
  close(): Promise<void>;
}

/**
 * Loads models into a pool of their own, which ends when the last of them is closed.
 *
 * @throws EncoderManifestError, ModelFileError, DeviceUnavailableError, EncoderCrashedError, EncodingFailedError, TowersMismatchError
 */
export async function loadEncoder(sources: readonly ModelSource[], settings: EncoderSettings): Promise<OpenedEncoder> {
  const complete = completeSettings(settings);
  const pool = new EncoderPool(complete);
  const loader = new ModelLoader(pool, complete);
  const texts = sources.find(({ manifest }) => manifest.kind === 'text');
  const photos = sources.find(({ manifest }) => manifest.kind === 'image');
  const sound = sources.find(({ manifest }) => manifest.kind === 'audio');
  const isPair = texts?.space !== undefined && texts.space === photos?.space;
  try {
    const alone = texts && !isPair ? await loader.openText(texts) : undefined;
    const loaded = photos && (await loader.load(photos));
    const tower = isPair && loaded ? await loader.tower(texts, loaded) : undefined;
    const image = photos && loaded && loader.image(photos, loaded, tower);
    const text = tower instanceof OnnxTextEmbeddingModel ? tower : alone;
    const audio = sound && (await loader.openAudio(sound));
    const close = async (): Promise<void> => {
      await Promise.all([image?.close(), text?.close(), tower?.close(), audio?.close()]);
    };
    const models = { ...(text === undefined ? {} : { text }), ...(image === undefined ? {} : { image }) };
    return { ...models, ...(audio === undefined ? {} : { audio }), close };
  } catch (error) {
    await pool.close(new ModelClosedError(sources.map(({ modelId }) => modelId).join(' and ')));
    throw error;
  }
}
