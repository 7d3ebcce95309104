import {
  pairBySpace,
  withTextTower,
  type ImageEmbeddingModel,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import { DEFAULT_IMAGE_ENCODER, DEFAULT_TEXT_ENCODER } from '@kindred/embedding-model-onnx/settings';
import { runOf, type EncoderConfig, type RunOptions } from './encoder-config.ts';
import { WrongModalityError } from './errors.ts';
import { openEncoderUrl } from './open-encoder-url.ts';
import type { LocalFacts, Modality, OpenedModels } from './opened-models.ts';

export interface OpenEncoders {
  readonly text: TextEmbeddingModel & LocalFacts;
  readonly image: ImageEmbeddingModel & LocalFacts;
  close(): Promise<void>;
}

/**
 * The two encoders of the settings. The bundled ones share a thread; two equal URLs are opened once. @throws WrongModalityError,
 * EmbeddingModelError
 */
export async function openEncoders(config: EncoderConfig, run: RunOptions): Promise<OpenEncoders> {
  const { text, image, textTower, device, onMissingDevice } = config.encoders;
  if (text === DEFAULT_TEXT_ENCODER && image === DEFAULT_IMAGE_ENCODER) {
    const { BundledEncoders } = await import('@kindred/embedding-model-onnx');
    const { modelsDir } = config;
    return BundledEncoders.open({ modelsDir, device, onMissingDevice, ...runOf(config, run, text, image) });
  }
  const opened: OpenedModels[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((models) => models.close()));
  };
  const open = async (url: string, modality: Modality): Promise<OpenedModels> => {
    const models = await openEncoderUrl(url, modality, { config, run, ...(modality === 'image' ? { textTower } : {}) });
    opened.push(models);
    return models;
  };
  try {
    const ofText = await open(text, 'text');
    const shared = image === text && ofText.image !== undefined;
    const ofImage = shared ? ofText : await open(image, 'image');
    if (ofText.text === undefined) throw new WrongModalityError(text, 'text');
    if (ofImage.image === undefined) throw new WrongModalityError(image, 'image');
    // The texts' tower of photos is for searches by words; the other one would only take memory.
    if (!shared) await ofText.image?.close();
    const { image: photos } = ofImage;
    const paired = textTower === 'off' ? withTextTower(photos, undefined) : pairBySpace(photos, ofText.text);
    return { text: ofText.text, image: paired, close };
  } catch (error) {
    await close();
    throw error;
  }
}
