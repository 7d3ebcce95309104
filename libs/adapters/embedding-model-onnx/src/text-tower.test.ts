import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encoderId, pairBySpace, type PixelImage } from '@kindred/embedding-model';
import {
  cosine,
  describeImageEmbeddingModel,
  describeTextEmbeddingModel,
  describeTextTower,
} from '@kindred/embedding-model/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openEncoder, type OpenEncoderOptions } from './open-encoder.ts';
import { EncoderFolder, PATCH_MANIFEST, TEXT_MANIFEST } from './test-fixtures/encoder-folder.ts';
import { projectedImageGraph } from './test-fixtures/image-graphs.ts';
import { bagOfWordsGraph } from './test-fixtures/text-graphs.ts';
import { seededWeights } from './test-fixtures/seeded-weights.ts';
import { VOCABULARY } from './test-fixtures/tiny-tokenizer.ts';
import { writeColourPair, type ColourPair } from './testing/colour-pair.ts';

let pair: ColourPair;
beforeAll(async () => {
  pair = await writeColourPair();
});
afterAll(() => pair.remove());

const open = (textTower: OpenEncoderOptions['textTower'], path = pair.manifestPath) =>
  openEncoder(`onnx:${path}`, { allowedFolders: [pair.folder], ...(textTower === undefined ? {} : { textTower }) });
const openImage = async (...args: Parameters<typeof open>) => {
  const { image } = await open(...args);
  if (image === undefined) throw new Error('a photo model was expected');
  return image;
};
const openText = async () => {
  const { image, text } = await open('at-start');
  await image?.close();
  if (text === undefined) throw new Error('a text model was expected');
  return text;
};

const photo = (red: number, green: number, blue: number): PixelImage => ({
  width: 8,
  height: 8,
  data: Uint8Array.from({ length: 192 }, (_, i) => [red, green, blue][i % 3] ?? 0),
});

describeImageEmbeddingModel('the photos of a pair', () => openImage('off'));
describeTextEmbeddingModel('the texts of a pair', openText);
for (const textTower of ['at-start', 'on-demand'] as const)
  describeTextTower(
    `a pair, texts ${textTower}`,
    () => openImage(textTower),
    () => openImage('off'),
  );
describeTextTower(
  'a manifest of photos that became one of a pair',
  () => openImage('on-demand'),
  () => openImage('off', pair.imageManifestPath),
);

describe('a pair', () => {
  it('puts words near photos of what they say, and apart from all photos', async () => {
    const { image, text, close } = await open('at-start');
    onTestFinished(close);
    expect(image?.textTower).toBe(text);
    const [red, crimson, blue] = [photo(230, 25, 25), photo(200, 20, 60), photo(25, 30, 230)];
    const { data } = (await image?.embedImages([red, crimson, blue]))!;
    const [redRow, crimsonRow, blueRow] = [0, 1, 2].map((row) => data.subarray(row * 16, (row + 1) * 16));
    const word = (await text?.embedQuery('red shoe'))!;
    expect(cosine(word, redRow!)).toBeGreaterThan(cosine(word, blueRow!) + 0.1);
    expect(cosine(word, crimsonRow!)).toBeGreaterThan(cosine(word, blueRow!) + 0.1);
    expect(cosine(word, redRow!)).toBeLessThan(cosine(redRow!, crimsonRow!));
  });

  it('loads the texts’ tower by its first text only, with the same vectors and spec', async () => {
    const [eager, lazy] = [await open('at-start'), await open('on-demand')];
    onTestFinished(async () => void (await Promise.all([eager.close(), lazy.close()])));
    expect(lazy.text).toBeUndefined();
    expect(lazy.image?.textTower?.spec).toEqual(eager.text?.spec);
    expect(await lazy.image?.textTower?.embedQuery('red')).toEqual(await eager.text?.embedQuery('red'));
  });

  it('tells what is wrong with a damaged tower by its first text, goes on with photos, and recovers', async () => {
    const { folder, manifestPath, remove } = await writeColourPair();
    onTestFinished(remove);
    const { image, close } = await openEncoder(`onnx:${manifestPath}`, {
      allowedFolders: [folder],
      textTower: 'on-demand',
    });
    onTestFinished(close);
    const graph = join(folder, 'text.onnx');
    const sound = await readFile(graph);
    await writeFile(graph, 'no graph');
    await expect(image?.textTower?.embedQuery('red')).rejects.toThrow(/text\.onnx/u);
    expect((await image?.embedImages([photo(1, 2, 3)]))?.rows).toBe(1);
    await writeFile(graph, sound);
    expect(await image?.textTower?.embedQuery('red')).toHaveLength(16);
  });

  it('ends with its threads: closing closes a tower that was loaded later', async () => {
    const { image, close } = await open('on-demand');
    const tower = image?.textTower;
    await tower?.embedQuery('red');
    await close();
    await close();
    await expect(tower?.embedQuery('red')).rejects.toMatchObject({ code: 'MODEL_CLOSED' });
  });
});

describe('towers of different dimensions', () => {
  it.each(['at-start', 'on-demand'] as const)('are refused, %s', async (textTower) => {
    const folder = await EncoderFolder.make();
    onTestFinished(() => folder.remove());
    await folder.writeGraph('image.onnx', projectedImageGraph(8, 'image_embeds'));
    await folder.writeGraph('text.onnx', bagOfWordsGraph(seededWeights([VOCABULARY.length, 10], 3)));
    await folder.writeTokenizer();
    const image = { ...PATCH_MANIFEST, output: 'image_embeds', pooling: 'none' };
    const path = await folder.write('pair.json', { kind: 'clip', image, text: TEXT_MANIFEST });
    const embed = async () => {
      const opened = await openEncoder(`onnx:${path}`, { allowedFolders: [folder.path], textTower });
      onTestFinished(() => opened.close());
      return opened.image?.textTower?.embedQuery('red');
    };
    await expect(embed()).rejects.toMatchObject({ code: 'TOWERS_MISMATCH' });
  });
});

it('two manifests that name one space make a pair', async () => {
  const folder = await EncoderFolder.make();
  onTestFinished(() => folder.remove());
  await folder.writeGraph('image.onnx', projectedImageGraph(8, 'image_embeds'));
  await folder.writeGraph('text.onnx', bagOfWordsGraph(seededWeights([VOCABULARY.length, 24], 3)));
  await folder.writeTokenizer();
  const image = { ...PATCH_MANIFEST, output: 'image_embeds', pooling: 'none', space: 'shop' };
  const [texts, photos] = await Promise.all(
    [await folder.write('text.json', { ...TEXT_MANIFEST, space: 'shop' }), await folder.write('image.json', image)].map(
      (path) => openEncoder(`onnx:${path}`, { allowedFolders: [folder.path] }),
    ),
  );
  onTestFinished(async () => void (await Promise.all([texts?.close(), photos?.close()])));
  expect(photos!.image!.textTower).toBeUndefined();
  const paired = pairBySpace(photos!.image!, texts!.text!);
  expect(paired.textTower).toBe(texts!.text);
  expect(paired.device).toBe('cpu');
  expect(encoderId(paired.spec)).toBe(encoderId(photos!.image!.spec));
});
