import {
  pairBySpace,
  parseEncoderUrl,
  withTextTower,
  type ImageEmbeddingModel,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import { BundledEncoders, openEncoder, type DeviceFallback } from '@kindred/embedding-model-onnx';
import { DEFAULT_IMAGE_ENCODER, DEFAULT_TEXT_ENCODER, runSettings } from '@kindred/embedding-model-onnx/settings';
import { encodePng } from '@kindred/image-source';
import type { ApiConfig } from './config.ts';
import { ConfigInvalidError } from './errors.ts';

export interface OpenEncoders {
  readonly text: TextEmbeddingModel;
  readonly image: ImageEmbeddingModel;
  close(): Promise<void>;
}

/** What one URL gives: one of the models, or both. */
interface OpenedModels {
  readonly text?: TextEmbeddingModel;
  readonly image?: ImageEmbeddingModel;
  close(): Promise<void>;
}

/** A server keeps its memory small and answers one query on all cores; imports on the command line take a session per core. */
const SESSIONS = 1;

type EncoderConfig = Pick<ApiConfig, 'encoders' | 'modelsDir'>;

/**
 * The two encoders of the settings. The bundled ones share a thread; two equal URLs are opened once. @throws ConfigInvalidError
 * for an encoder of the other modality, EmbeddingModelError
 */
export async function openEncoders(
  config: EncoderConfig,
  onFallback: (fallback: DeviceFallback) => void,
): Promise<OpenEncoders> {
  const { text, image, textTower, device, onMissingDevice } = config.encoders;
  if (text === DEFAULT_TEXT_ENCODER && image === DEFAULT_IMAGE_ENCODER) {
    const tuned = runSettings(config.encoders, text, image);
    return BundledEncoders.open({
      modelsDir: config.modelsDir,
      device,
      onMissingDevice,
      onFallback,
      sessions: SESSIONS,
      ...tuned,
    });
  }
  const opened: OpenedModels[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((models) => models.close()));
  };
  const open = async (url: string, modality: 'text' | 'image'): Promise<OpenedModels> => {
    const models = await openUrl(url, modality, { config, onFallback });
    opened.push(models);
    return models;
  };
  try {
    const ofText = await open(text, 'text');
    const shared = image === text && ofText.image !== undefined;
    const ofImage = shared ? ofText : await open(image, 'image');
    if (ofText.text === undefined) throw wrongModality('KINDRED_TEXT_ENCODER', text, 'texts');
    if (ofImage.image === undefined) throw wrongModality('KINDRED_IMAGE_ENCODER', image, 'photos');
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

async function openUrl(
  url: string,
  modality: 'text' | 'image',
  { config, onFallback }: { config: EncoderConfig; onFallback: (fallback: DeviceFallback) => void },
): Promise<OpenedModels> {
  const { apiKey, folders, hub, device, onMissingDevice } = config.encoders;
  const place = parseEncoderUrl(url);
  if (place.scheme !== 'http') {
    const { modelsDir } = config;
    const textTower = modality === 'image' ? config.encoders.textTower : 'at-start';
    const tuned = runSettings(config.encoders, url);
    const common = { modelsDir, allowedFolders: folders, hub, device, onMissingDevice, textTower, onFallback };
    return openEncoder(place, { ...common, sessions: SESSIONS, ...tuned });
  }
  const { HttpImageEmbeddingModel, HttpTextEmbeddingModel } = await import('@kindred/embedding-model-http');
  const settings = { ...place, ...(apiKey === undefined ? {} : { apiKey }) };
  if (modality === 'text') {
    const text = await HttpTextEmbeddingModel.open(settings);
    return { text, close: () => text.close() };
  }
  const image = await HttpImageEmbeddingModel.open({ ...settings, encodePhoto: encodePng, photoFormat: 'png' });
  return { image, close: () => image.close() };
}

function wrongModality(key: string, url: string, inputs: string): ConfigInvalidError {
  return new ConfigInvalidError([`${key}: '${url}' embeds no ${inputs}; name an encoder that does`]);
}
