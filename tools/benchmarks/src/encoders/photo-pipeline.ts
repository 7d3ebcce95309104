import type { ImageEmbeddingModel } from '@kindred/embedding-model';
import { decodeImage, type ImageSource } from '@kindred/image-source';
import { inFlight } from './in-flight.ts';

/** Photos on their way at a time: being fetched, decoded or waiting for the encoder. */
const IN_FLIGHT = 32;

/** Photos per second from address to unit vector, by the pieces that an import uses. */
export async function photosPerSecond(
  urls: readonly string[],
  { images, model }: { readonly images: ImageSource; readonly model: ImageEmbeddingModel },
  onPhoto: () => void = () => undefined,
): Promise<number> {
  const began = performance.now();
  await inFlight(urls, IN_FLIGHT, async (url) => {
    const { bytes } = await images.load(url);
    await model.embedImages([await decodeImage(bytes, model.spec.input)]);
    onPhoto();
  });
  return (urls.length * 1000) / (performance.now() - began);
}
