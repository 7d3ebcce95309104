import { pathToFileURL } from 'node:url';
import type { EmbeddingMatrix } from '@kindred/embedding-model';
import type { BundledEncoders } from '@kindred/embedding-model-onnx';
import { decodeImage, type ImageSource } from '@kindred/image-source';
import { dot } from '@kindred/vector-math';

/** Words of the texts: so much padding that it would be seen. */
const LENGTHS = [1, 2, 3, 5, 8, 12, 20, 35, 60, 100, 160, 220];
const WORDS = ['red', 'wool', 'coat', 'for', 'cold', 'days', 'with', 'leather', 'buttons', 'and', 'pockets'];
const PHOTOS = 8;

/** The lowest cosine between an input's vector computed alone and together with others, of texts of very different lengths and of photos. */
export async function sharedRunCosines(
  { text, image }: Pick<BundledEncoders, 'text' | 'image'>,
  { paths, images }: { readonly paths: readonly string[]; readonly images: ImageSource },
): Promise<{ readonly texts: number; readonly photos: number }> {
  const texts = LENGTHS.map((length) => Array.from({ length }, (_, at) => WORDS[at % WORDS.length]).join(' '));
  const pixels = await Promise.all(
    paths.slice(0, PHOTOS).map(async (path) => {
      const { bytes } = await images.load(pathToFileURL(path).href);
      return decodeImage(bytes, image.spec.input);
    }),
  );
  return {
    texts: await lowestCosine(texts, (some) => text.embedDocuments(some)),
    photos: await lowestCosine(pixels, (some) => image.embedImages(some)),
  };
}

async function lowestCosine<Input>(
  inputs: readonly Input[],
  embed: (some: readonly Input[]) => Promise<EmbeddingMatrix>,
): Promise<number> {
  const { dimension, data } = await embed(inputs);
  let lowest = 1;
  for (const [row, input] of inputs.entries()) {
    const alone = await embed([input]);
    lowest = Math.min(lowest, dot(alone.data, data.subarray(row * dimension, (row + 1) * dimension)));
  }
  return lowest;
}
