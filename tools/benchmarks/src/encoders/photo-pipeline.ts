import type { ImageEmbeddingModel } from '@kindred/embedding-model';
import { completeLimits, mapAhead, PhotoEncoder, type PhotoLoader } from '@kindred/embedding-pipeline';
import { decodeImage, type ImageSource } from '@kindred/image-source';

export interface PhotoParts {
  readonly images: ImageSource;
  readonly model: ImageEmbeddingModel;
}

/** Photos that an import has under way: three batches of 32 rows with a photo each. */
const UNDER_WAY = 96;

/** Photos per second from address to unit vector through the pipeline of imports and backfills. @throws Error when a photo gets no vector */
export async function photosPerSecond(
  urls: readonly string[],
  { images, model }: PhotoParts,
  onPhoto: () => void = () => undefined,
): Promise<number> {
  const encoder = new PhotoEncoder({
    loader: asOthers(images, model),
    model,
    findStored: () => Promise.resolve(new Map()),
    limits: completeLimits(),
  });
  const began = performance.now();
  for await (const { url, photo } of mapAhead(each(urls), UNDER_WAY - 1, async (url) => ({
    url,
    photo: await encoder.encode(url),
  }))) {
    if ('failure' in photo) throw new Error(`${url}: ${photo.failure}`);
    onPhoto();
  }
  return (urls.length * 1000) / (performance.now() - began);
}

/** The product's loader, but a photo that is read again counts as another one, or it would not be encoded again. */
function asOthers(images: ImageSource, { spec }: ImageEmbeddingModel): PhotoLoader {
  let reads = 0;
  return {
    fetch: async (url, options) => {
      const { bytes, contentHash } = await images.load(url, options);
      return { bytes, contentHash: `${contentHash}-${String(reads++)}` };
    },
    decode: (bytes) => decodeImage(bytes, spec.input),
  };
}

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}
