import type { ImageEmbeddingModel } from '@kindred/embedding-model';
import type { OpenParts } from '../composition/open-parts.ts';
import { UsageError } from '../errors.ts';

/** The image model of an encoder's URL; without one, that of the settings. @throws EncoderUrlError, EmbeddingModelError, UsageError */
export async function openImageEncoder(parts: OpenParts, url: string | undefined): Promise<ImageEmbeddingModel> {
  if (url === undefined || url === parts.config.encoders.image) return (await parts.encoders()).image;
  const { image } = await parts.encoder(url, 'image');
  if (image === undefined) throw new UsageError(`Encoder '${url}' embeds no photos. Name one that does.`);
  return image;
}
