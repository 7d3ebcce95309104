import type { EncoderManifestInput } from '../manifest/encoder-manifest.ts';
import { EncoderFolder, PATCH_MANIFEST, TEXT_MANIFEST } from '../test-fixtures/encoder-folder.ts';
import { integers, reals, seededWeights } from '../test-fixtures/seeded-weights.ts';
import type { OnnxGraph } from '../test-fixtures/onnx-file.ts';
import { bagOfWordsGraph } from '../test-fixtures/text-graphs.ts';
import { SEP, VOCABULARY } from '../test-fixtures/tiny-tokenizer.ts';

/** Word → red, green and blue, each less one half. */
export const COLOUR_WORDS: Readonly<Record<string, readonly [number, number, number]>> = {
  red: [0.4, -0.4, -0.4],
  green: [-0.4, 0.2, -0.3],
  blue: [-0.4, -0.3, 0.4],
  yellow: [0.45, 0.35, -0.4],
};
const SIZE = 8;
/** Three for colours, one that only photos have, one that only texts have, the rest for other words. */
const DIMENSION = 16;
const [PHOTOS, TEXTS, WORDS] = [3, 4, 5];

/** An encoder of CLIP's kind in a folder of its own. */
export interface ColourPair {
  readonly folder: string;
  /** Of both towers. */
  readonly manifestPath: string;
  /** Of the photos' tower alone, under the same name in a folder of its own: its vectors have the same identity. */
  readonly imageManifestPath: string;
  remove(): Promise<void>;
}

/**
 * Writes a tiny CLIP: photos of 8 × 8 pixels → their mean colour, texts → the mean of the colours they name. As in real ones the towers lie
 * apart: each has a direction that the other lacks, so that a word and a photo are never as close as two photos.
 */
export async function writeColourPair(): Promise<ColourPair> {
  const folder = await EncoderFolder.make();
  const vocabulary = [...new Set([...VOCABULARY, ...Object.keys(COLOUR_WORDS)])];
  for (const place of ['', 'photos/']) await folder.writeGraph(`${place}image.onnx`, meanColourGraph());
  await folder.writeGraph('text.onnx', bagOfWordsGraph(wordTable(vocabulary)));
  await folder.writeTokenizer(vocabulary);
  const image = { ...PATCH_MANIFEST, output: 'image_embeds', pooling: 'none', input: PIXELS } as const;
  const text = { ...TEXT_MANIFEST, maxTokens: 32 };
  const pair: EncoderManifestInput = { kind: 'clip', image, text };
  return {
    folder: folder.path,
    manifestPath: await folder.write('colours.json', pair),
    imageManifestPath: await folder.write('photos/colours.json', image),
    remove: () => folder.remove(),
  };
}

const PIXELS = {
  name: 'pixel_values',
  type: 'float32',
  scale: 1 / 255,
  mean: [0.5, 0.5, 0.5] as [number, number, number],
  std: [1, 1, 1] as [number, number, number],
} as const;

/** `pixel_values` [batch, 3, 8, 8] → `image_embeds` [batch, 16]: mean red, green, blue, and 1 in the photos' own direction. */
function meanColourGraph(): OnnxGraph {
  const weights = new Array<number>(3 * DIMENSION).fill(0);
  for (let channel = 0; channel < 3; channel++) weights[channel * DIMENSION + channel] = 1;
  const bias = new Array<number>(DIMENSION).fill(0);
  bias[PHOTOS] = 1;
  return {
    inputs: [{ name: 'pixel_values', type: 'float32', shape: ['batch', 3, SIZE, SIZE] }],
    outputs: [{ name: 'image_embeds', type: 'float32', shape: ['batch', DIMENSION] }],
    nodes: [
      { op: 'Reshape', inputs: ['pixel_values', 'planes'], output: 'channels' },
      { op: 'ReduceMean', inputs: ['channels'], output: 'colour', attributes: { axes: [2], keepdims: 0 } },
      { op: 'MatMul', inputs: ['colour', 'weights'], output: 'product' },
      { op: 'Add', inputs: ['product', 'bias'], output: 'image_embeds' },
    ],
    weights: {
      planes: integers(0, 3, SIZE * SIZE),
      weights: reals([3, DIMENSION], weights),
      bias: reals([DIMENSION], bias),
    },
  };
}

/** [vocabulary, 16]: every word has the texts' direction, colours have theirs, others something of the rest; special tokens only the first. */
function wordTable(vocabulary: readonly string[]) {
  const table = seededWeights([vocabulary.length, DIMENSION], 13);
  vocabulary.forEach((word, row) => {
    const colour = Object.hasOwn(COLOUR_WORDS, word) ? COLOUR_WORDS[word] : undefined;
    for (let at = 0; at < DIMENSION; at++) {
      const place = row * DIMENSION + at;
      const other = row > SEP && colour === undefined ? Number(table.data[place]) / 2 : 0;
      table.data[place] = at === TEXTS ? 0.3 : at >= WORDS ? other : (colour?.[at] ?? 0);
    }
  });
  return table;
}
