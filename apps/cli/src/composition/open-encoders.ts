import { dirname, resolve } from 'node:path';
import {
  pairBySpace,
  parseEncoderUrl,
  withTextTower,
  type AudioEmbeddingModel,
  type ImageEmbeddingModel,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import type { Device, DeviceFallback, EncoderSettings, TextTowerChoice } from '@kindred/embedding-model-onnx';
import { DEFAULT_IMAGE_ENCODER, DEFAULT_TEXT_ENCODER, runSettings } from '@kindred/embedding-model-onnx/settings';
import type { CliConfig } from '../config.ts';
import { ConfigInvalidError } from '../errors.ts';

export type Modality = 'text' | 'image';

export interface OpenEncoders {
  readonly text: TextEmbeddingModel & LocalFacts;
  readonly image: ImageEmbeddingModel & LocalFacts;
  close(): Promise<void>;
}

/** What one URL gives: one of the models, or both. Models of this machine say on which device they compute. */
export interface OpenedModels {
  readonly text?: TextEmbeddingModel & LocalFacts;
  readonly image?: ImageEmbeddingModel & LocalFacts;
  readonly audio?: AudioEmbeddingModel & LocalFacts;
  close(): Promise<void>;
}

/** What a model of this machine says of itself besides its spec. */
export interface LocalFacts {
  readonly device?: Device;
  readonly licence?: string | undefined;
}

/** How this machine's models run, where it differs from the settings. */
export type RunOptions = Pick<EncoderSettings, 'threads' | 'sessions'> & {
  readonly onFallback: (fallback: DeviceFallback) => void;
};

type EncoderConfig = Pick<CliConfig, 'encoders' | 'modelsDir'>;

/**
 * The two encoders of the settings. The bundled ones share a thread; two equal URLs are opened once. @throws ConfigInvalidError
 * for an encoder of the other modality, EmbeddingModelError
 */
export async function openEncoders(config: EncoderConfig, run: RunOptions): Promise<OpenEncoders> {
  const { text, image, textTower, device, onMissingDevice } = config.encoders;
  if (text === DEFAULT_TEXT_ENCODER && image === DEFAULT_IMAGE_ENCODER) {
    const { BundledEncoders } = await import('@kindred/embedding-model-onnx');
    const tuned = runSettings(config.encoders, text, image);
    return BundledEncoders.open({ modelsDir: config.modelsDir, device, onMissingDevice, ...tuned, ...run });
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

interface OpenUrlOptions {
  readonly config: EncoderConfig;
  readonly run: RunOptions;
  /** Default: with the photos'. */
  readonly textTower?: TextTowerChoice;
}

/** @param modality which model of a server is meant; local encoders say it themselves @throws EncoderUrlError, EmbeddingModelError */
export async function openEncoderUrl(
  url: string,
  modality: Modality,
  { config, run, textTower = 'at-start' }: OpenUrlOptions,
): Promise<OpenedModels> {
  const { apiKey, folders: allowedFolders, hub, device, onMissingDevice } = config.encoders;
  const place = parseEncoderUrl(url);
  if (place.scheme !== 'http') {
    const { openEncoder } = await import('@kindred/embedding-model-onnx');
    const tuned = runSettings(config.encoders, url);
    const common = { modelsDir: config.modelsDir, allowedFolders, hub, device, onMissingDevice, textTower };
    return openEncoder(place, { ...common, ...tuned, ...run });
  }
  const { HttpImageEmbeddingModel, HttpTextEmbeddingModel } = await import('@kindred/embedding-model-http');
  const settings = { ...place, ...(apiKey === undefined ? {} : { apiKey }) };
  if (modality === 'text') {
    const text = await HttpTextEmbeddingModel.open(settings);
    return { text, close: () => text.close() };
  }
  const { encodePng } = await import('@kindred/image-source');
  const image = await HttpImageEmbeddingModel.open({ ...settings, encodePhoto: encodePng, photoFormat: 'png' });
  return { image, close: () => image.close() };
}

/**
 * As {@link openEncoderUrl}, for a URL that the person at the keyboard named: the manifest of an `onnx:` encoder may lie anywhere.
 *
 * @throws EncoderUrlError, EmbeddingModelError
 */
export async function openNamedEncoder(
  url: string,
  modality: Modality,
  { config: { modelsDir, encoders }, run }: { readonly config: EncoderConfig; readonly run: RunOptions },
): Promise<OpenedModels> {
  const place = parseEncoderUrl(url);
  const named = place.scheme === 'onnx' ? [dirname(resolve(place.manifestPath))] : [];
  const config = { modelsDir, encoders: { ...encoders, folders: [...encoders.folders, ...named] } };
  return openEncoderUrl(url, modality, { config, run });
}

function wrongModality(key: string, url: string, inputs: string): ConfigInvalidError {
  return new ConfigInvalidError([`${key}: '${url}' embeds no ${inputs}; name an encoder that does`]);
}
