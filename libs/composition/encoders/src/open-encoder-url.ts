import { dirname, resolve } from 'node:path';
import { parseEncoderUrl } from '@kindred/embedding-model';
import type { TextTowerChoice } from '@kindred/embedding-model-onnx';
import { runOf, type EncoderConfig, type RunOptions } from './encoder-config.ts';
import type { Modality, OpenedModels } from './opened-models.ts';

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
    const common = { modelsDir: config.modelsDir, allowedFolders, hub, device, onMissingDevice, textTower };
    return openEncoder(place, { ...common, ...runOf(config, run, url) });
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
