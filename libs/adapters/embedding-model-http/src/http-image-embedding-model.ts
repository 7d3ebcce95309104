import {
  checkImages,
  openTextModelOnDemand,
  type EmbeddingMatrix,
  type EmbedOptions,
  type ImageEmbeddingModel,
  type ImageEmbeddingModelSpec,
  type PixelImage,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import { checkSettings } from './check-settings.ts';
import { systemEnvironment, type EncoderEnvironment } from './clock.ts';
import type { RemotePhotoSettings } from './encoder-settings.ts';
import { PhotoEncodingError, RemoteEncoderSettingsError } from './errors.ts';
import { HttpTextEmbeddingModel } from './http-text-embedding-model.ts';
import { RemoteEncoder } from './remote-encoder.ts';

const DEFAULT_PHOTO_SIZE = 224;
const MAX_PHOTO_SIZE = 4096;
/** Where CLIP cuts texts; only named in the identity, for the server cuts them. */
const MAX_TOWER_TOKENS = 77;
const PHOTO_LIMITS = { maxInputs: 32, maxBatchBytes: 8 * 1024 * 1024 };

/** A photo model on a server. Photos become picture files when their batch is sent, so those that wait take no further memory. */
export class HttpImageEmbeddingModel implements ImageEmbeddingModel {
  readonly spec: ImageEmbeddingModelSpec;
  /** Where the server says that its model compares texts and photos; asked for nothing before its first text. */
  readonly textTower: TextEmbeddingModel | undefined;
  readonly #encoder: RemoteEncoder<PixelImage>;

  private constructor(spec: ImageEmbeddingModelSpec, encoder: RemoteEncoder<PixelImage>, tower?: TextEmbeddingModel) {
    this.spec = spec;
    this.textTower = tower;
    this.#encoder = encoder;
  }

  /** Checks the model and embeds one grey photo, for the dimension. @throws the errors of this adapter */
  static async open(
    settings: RemotePhotoSettings,
    environment: EncoderEnvironment = systemEnvironment,
  ): Promise<HttpImageEmbeddingModel> {
    const { photoSize: size = DEFAULT_PHOTO_SIZE, encodePhoto, photoFormat } = settings;
    checkPhotoSettings(size, photoFormat);
    const encoder = await RemoteEncoder.open<PixelImage>({
      settings,
      modality: 'image',
      limits: checkSettings(settings, PHOTO_LIMITS),
      environment,
      toWire: (image) => toDataUrl(image, encodePhoto),
      bytesOf: () => size * size * 4,
      probe: { width: size, height: size, data: new Uint8Array(size * size * 3).fill(128) },
    });
    const revision = `${encoder.identity.revision}+${photoFormat}`;
    const input = Object.freeze({ width: size, height: size, fit: 'cover', kernel: 'cubic' } as const);
    if (encoder.learned.comparesBoth !== true)
      return new HttpImageEmbeddingModel(Object.freeze({ ...encoder.identity, revision, input }), encoder);
    const space = `${encoder.identity.modelId}@${encoder.identity.revision}`;
    const spec = Object.freeze({ ...encoder.identity, revision, input, space });
    return new HttpImageEmbeddingModel(spec, encoder, openTextTower({ settings, environment, encoder, space }));
  }

  /** A single photo is a query: it goes first. */
  async embedImages(images: readonly PixelImage[], { signal }: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    this.#encoder.checkOpen();
    checkImages(images, this.spec.input, signal);
    const data = await this.#encoder.embed(images, { urgent: images.length === 1, signal });
    return { rows: images.length, dimension: this.spec.dimension, data };
  }

  /** The text tower too; open calls are rejected with ModelClosedError. May be called twice. */
  async close(): Promise<void> {
    this.#encoder.close();
    await this.textTower?.close();
  }
}

/** Texts of the same model on the same server. */
function openTextTower(photos: {
  readonly settings: RemotePhotoSettings;
  readonly environment: EncoderEnvironment;
  readonly encoder: RemoteEncoder<PixelImage>;
  readonly space: string;
}): TextEmbeddingModel {
  const { environment, space } = photos;
  const { dimension } = photos.encoder.identity;
  // Limits are those of photos.
  const settings = { ...photos.settings, limits: {}, dimension, maxTokens: MAX_TOWER_TOKENS };
  const prefixes = { queryPrefix: '', documentPrefix: '' };
  const spec = { ...photos.encoder.identity, space, maxTokens: MAX_TOWER_TOKENS, ...prefixes };
  return openTextModelOnDemand(Object.freeze(spec), () =>
    HttpTextEmbeddingModel.open({ ...settings, ...prefixes }, environment),
  );
}

/** @throws RemoteEncoderSettingsError */
function checkPhotoSettings(size: number, photoFormat: string): void {
  const problems: string[] = [];
  if (!Number.isInteger(size) || size < 1 || size > MAX_PHOTO_SIZE)
    problems.push(`photoSize is ${String(size)}, but must be a whole number from 1 to ${String(MAX_PHOTO_SIZE)}`);
  if (!/^[\w.-]+$/.test(photoFormat))
    problems.push("photoFormat must be one word that names encodePhoto, for example 'png'");
  if (problems.length > 0) throw new RemoteEncoderSettingsError(problems);
}

/** @throws PhotoEncodingError */
async function toDataUrl(image: PixelImage, encodePhoto: RemotePhotoSettings['encodePhoto']): Promise<string> {
  try {
    const { bytes, mime } = await encodePhoto(image);
    const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    return `data:${mime};base64,${base64}`;
  } catch (cause) {
    throw new PhotoEncodingError(cause);
  }
}
