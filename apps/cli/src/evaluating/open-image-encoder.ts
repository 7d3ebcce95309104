import type { ImageEmbeddingModel } from '@kindred/embedding-model';
import type { OpenParts } from '../composition/open-parts.ts';
import { UsageError } from '../errors.ts';

/** The encoder of an id, or of its beginning where that is enough: `bundled`. @throws UsageError */
export async function openImageEncoder(parts: OpenParts, id: string): Promise<ImageEmbeddingModel> {
  const { image } = await parts.encoders();
  const { modelId } = image.spec;
  if (id === modelId || modelId.startsWith(`${id}:`)) return image;
  throw new UsageError(`There is no image encoder '${id}'. There is: ${modelId}.`);
}
