import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EncoderManifestInput } from '../manifest/encoder-manifest.ts';
import { openEncoder } from '../open-encoder.ts';
import { EncoderFolder, PATCH_MANIFEST, TEXT_MANIFEST, WAVEFORM_MANIFEST } from '../test-fixtures/encoder-folder.ts';
import { identityMapGraph } from '../test-fixtures/image-graphs.ts';
import type { OnnxGraph } from '../test-fixtures/onnx-file.ts';
import { reals } from '../test-fixtures/seeded-weights.ts';
import {
  bagOfWordsGraph,
  causalTextGraph,
  dynamicallyQuantisedGraph,
  siglipTextGraph,
} from '../test-fixtures/text-graphs.ts';
import { tinyTokenizer } from '../test-fixtures/tiny-tokenizer.ts';

let folder: EncoderFolder;
beforeAll(async () => {
  folder = await EncoderFolder.make();
  const words = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'one', 'two', 'loud'];
  await folder.writeTokenizer(words);
  await folder.write('cased.json', { ...tinyTokenizer(words), normalizer: null });
  await folder.write('pad_two.json', { pad_token: 'two' });
});
afterAll(() => folder.remove());

/** [PAD], [UNK], [CLS], [SEP], one, two, loud; a padding that leaks would be seen from afar. */
const TABLE = reals([7, 2], [100, 100, 0, 1, 3, 4, 0, -2, 5, 0, 1, 10, 4000, 0]);
const unit = (x: number, y: number, z?: number): number[] => {
  const values = z === undefined ? [x, y] : [x, y, z];
  return values.map((value) => value / Math.hypot(...values));
};

async function open(manifest: EncoderManifestInput, graph: OnnxGraph) {
  if (manifest.kind === 'clip') throw new Error('one graph, one tower');
  await folder.writeGraph(manifest.file, graph);
  return openEncoder({ modelId: 'onnx:hand', manifest, folder: folder.path });
}

async function embedTexts(manifest: Partial<typeof TEXT_MANIFEST>, graph: OnnxGraph, texts: readonly string[]) {
  const { text } = await open({ ...TEXT_MANIFEST, ...manifest }, graph);
  const documents = await text?.embedDocuments(texts);
  const query = await text?.embedQuery('one');
  await text?.close();
  const rows = texts.map((_, row) => [...(documents?.data.subarray(row * 2, row * 2 + 2) ?? [])]);
  return { rows, query: [...(query ?? [])] };
}

const expectRows = (rows: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void => {
  expect(rows.length).toBe(expected.length);
  rows.forEach((row, i) =>
    row.forEach((value, j) => expect(value, `row ${String(i)}`).toBeCloseTo(expected[i]?.[j] ?? NaN, 6)),
  );
};

describe('texts, worked by hand', () => {
  // one: (3,4) (5,0) (0,-2); one two: (3,4) (5,0) (1,10) (0,-2); both in one batch, the shorter padded.
  const TEXTS = ['one', 'one two'];

  it('mean: the average of all tokens, padding left out', async () => {
    const { rows } = await embedTexts({ pooling: 'mean' }, bagOfWordsGraph(TABLE), TEXTS);
    expectRows(rows, [unit(8, 2), unit(9, 12)]);
  });

  it('cls: the first token', async () => {
    const { rows } = await embedTexts({ pooling: 'cls' }, bagOfWordsGraph(TABLE), TEXTS);
    expectRows(rows, [unit(3, 4), unit(3, 4)]);
  });

  it('lastToken: the last token before the padding', async () => {
    const { rows } = await embedTexts({ pooling: 'lastToken' }, causalTextGraph(TABLE), TEXTS);
    expectRows(rows, [unit(8, 2), unit(9, 12)]);
    expectRows((await embedTexts({ pooling: 'lastToken' }, bagOfWordsGraph(TABLE), TEXTS)).rows, [
      unit(0, -2),
      unit(0, -2),
    ]);
  });

  it('padding to maxTokens, with the tokenizer’s own padding token', async () => {
    const siglip = { output: 'pooler_output', pooling: 'none', padding: 'maxTokens', maxTokens: 5 } as const;
    const { rows } = await embedTexts(siglip, siglipTextGraph(TABLE), TEXTS);
    expectRows(rows, [unit(8 + 200, 2 + 200), unit(9 + 100, 12 + 100)]);
    const tokenizer = { file: 'tokenizer.json', config: 'pad_two.json' };
    const other = await embedTexts({ ...siglip, tokenizer }, siglipTextGraph(TABLE), TEXTS);
    expectRows(other.rows, [unit(8 + 2, 2 + 20), unit(9 + 1, 12 + 10)]);
  });

  it('prefixes, each for its side', async () => {
    const prefixes = { queryPrefix: 'two ', documentPrefix: 'one ' };
    const { rows, query } = await embedTexts(prefixes, bagOfWordsGraph(TABLE), ['one']);
    expectRows(rows, [unit(13, 2)]);
    expectRows([query], [unit(9, 12)]);
  });

  it('cuts at maxTokens and keeps the closing token', async () => {
    const { rows } = await embedTexts({ maxTokens: 4 }, bagOfWordsGraph(TABLE), ['one two one one']);
    expectRows(rows, [unit(9, 12)]);
  });

  it('lowercases where the manifest says so', async () => {
    const tokenizer = { file: 'cased.json', config: 'tokenizer_config.json' };
    const lower = await embedTexts({ tokenizer, lowercase: true }, bagOfWordsGraph(TABLE), ['ONE']);
    expectRows(lower.rows, [unit(8, 2)]);
    expectRows((await embedTexts({ tokenizer }, bagOfWordsGraph(TABLE), ['ONE'])).rows, [unit(3, 3)]);
  });

  it('computes a text of a dynamically quantised network without its neighbours', async () => {
    const graph = dynamicallyQuantisedGraph(TABLE);
    const alone = await embedTexts({ dtype: 'q8' }, graph, ['two one']);
    const beside = await embedTexts({ dtype: 'q8' }, graph, ['loud one', 'two one']);
    expect(beside.rows[1]).toEqual(alone.rows[0]);
  });
});

describe('photos, worked by hand', () => {
  // Red (255, 0, 51) → ((1 − 0.4) / 0.2, (0 − 0.8) / 0.2, (0.2 − 0.2) / 0.1) = (3, −4, 0); (51, 102, 51) → (−1, −2, 0).
  const PHOTO = { width: 2, height: 1, data: Uint8Array.of(255, 0, 51, 51, 102, 51) };
  const manifest = {
    ...PATCH_MANIFEST,
    width: 2,
    height: 1,
    output: 'maps',
    pooling: 'mean',
    input: { name: 'pixel_values', type: 'float32', scale: 1 / 255, mean: [0.4, 0.8, 0.2], std: [0.2, 0.2, 0.1] },
  } satisfies EncoderManifestInput;

  it.each([
    ['NCHW', identityMapGraph(3, 1, 2)],
    ['NHWC', identityMapGraph(1, 2, 3)],
  ] as const)('scales each channel and averages a map, %s', async (layout, graph) => {
    const { image } = await open({ ...manifest, layout }, graph);
    const { data } = (await image?.embedImages([PHOTO, PHOTO])) ?? { data: [] };
    await image?.close();
    expectRows([[...data.slice(0, 3)], [...data.slice(3)]], [unit(1, -3, 0), unit(1, -3, 0)]);
  });

  it('reads a map of one place without pooling', async () => {
    const { image } = await open({ ...manifest, width: 1, pooling: 'none' }, identityMapGraph(3, 1, 1));
    const red = { width: 1, height: 1, data: Uint8Array.of(255, 0, 51) };
    const { data } = (await image?.embedImages([red])) ?? { data: [] };
    await image?.close();
    expectRows([[...data]], [[0.6, -0.8, 0]]);
  });

  it('refuses vectors that are not of unit length where nothing normalises them', async () => {
    const opening = open({ ...manifest, normalise: false }, identityMapGraph(3, 1, 2));
    await expect(opening).rejects.toThrow('not 1; set "normalise": true in the manifest');
  });
});

describe('sound, worked by hand', () => {
  // A window is two samples, and comes out as it went in.
  const manifest = {
    ...WAVEFORM_MANIFEST,
    sampleRate: 1000,
    windowSeconds: 0.002,
    input: { name: 'pixel_values', features: 'waveform', layout: 'NS' },
    output: 'maps',
    longer: 'average',
  } satisfies EncoderManifestInput;
  const clip = (...samples: number[]) => ({ sampleRate: 1000, samples: Float32Array.from(samples) });

  it('fills short clips and averages the unit vectors of the windows of long ones', async () => {
    const { audio } = await open(manifest, identityMapGraph(2));
    const matrix = await audio?.embedClips([clip(0.3, 0.4), clip(0.5), clip(0.1, 0, 0, 0.9)]);
    await audio?.close();
    const rows = [0, 2, 4].map((from) => [...(matrix?.data.subarray(from, from + 2) ?? [])]);
    expectRows(rows, [[0.6, 0.8], [1, 0], unit(1, 1)]);
    expect(audio?.spec.clip).toEqual({
      sampleRate: 1000,
      windowSeconds: 0.002,
      shorter: 'pad',
      longer: 'average',
      maxWindows: 8,
    });
  });
});
