import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cosine, rowOf } from '@kindred/embedding-model/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BundledEncoders } from './bundled-encoders.ts';
import { MODELS_DIR } from '../test-fixtures/models-dir.ts';

interface Golden {
  readonly first16: readonly number[];
}
interface Goldens {
  readonly texts: readonly (Golden & { readonly text: string })[];
  /** [texts, texts] */
  readonly text_cosines: readonly (readonly number[])[];
  readonly images: readonly (Golden & { readonly path: string; readonly label: string })[];
  readonly image_cosines: readonly (readonly number[])[];
  readonly synthetic: Golden;
}

const goldens = JSON.parse(readFileSync(join(MODELS_DIR, 'goldens.json'), 'utf8')) as Goldens;
const repositoryRoot = resolve(MODELS_DIR, '..');
const datasets = resolve(repositoryRoot, process.env['KINDRED_DATASETS_DIR'] ?? '../shared/data');
const photoPath = (path: string): string => join(datasets, path.replace(/^data\//, ''));
const photosPresent = goldens.images.every(({ path }) => existsSync(photoPath(path)));
const skipReason = photosPresent ? '' : ` (skipped: no photos under ${datasets}; set KINDRED_DATASETS_DIR)`;

describe('bundled encoders against vectors computed in Python', () => {
  let encoders: BundledEncoders;
  beforeAll(async () => {
    encoders = await BundledEncoders.open({ modelsDir: MODELS_DIR, device: 'cpu' });
  });
  afterAll(() => encoders.close());

  it.each(goldens.texts.map((golden) => [golden.text, golden] as const))('text: %s', async (text, golden) => {
    const vector = await encoders.text.embedQuery(text);
    expect(cosine(vector.subarray(0, 16), Float32Array.from(golden.first16))).toBeGreaterThan(0.9999);
    golden.first16.forEach((value, i) => expect(vector[i]).toBeCloseTo(value, 4));
  });

  it('texts are as close to each other as in Python', async () => {
    const matrix = await encoders.text.embedDocuments(goldens.texts.map(({ text }) => text));
    goldens.text_cosines.forEach((row, a) => {
      row.forEach((expected, b) => expect(cosine(rowOf(matrix, a), rowOf(matrix, b))).toBeCloseTo(expected, 3));
    });
  });

  it('synthetic photo, which needs no resampling', async () => {
    const { width, height } = encoders.image.spec.input;
    const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => 7 * i + 13 * Math.floor(i / 256));
    const { data: vector } = await encoders.image.embedImages([{ width, height, data }]);
    goldens.synthetic.first16.forEach((value, i) => expect(vector[i]).toBeCloseTo(value, 5));
  });

  it.skipIf(!photosPresent)(`photos, resampled by sharp instead of Pillow${skipReason}`, async () => {
    const { width, height } = encoders.image.spec.input;
    const photos = goldens.images.map(async ({ path }) => {
      const data = await sharp(photoPath(path))
        .rotate()
        .flatten({ background: '#fff' })
        .toColourspace('srgb')
        .resize(width, height, { fit: 'cover', position: 'centre', kernel: 'cubic' })
        .removeAlpha()
        .raw()
        .toBuffer();
      return { width, height, data };
    });
    const matrix = await encoders.image.embedImages(await Promise.all(photos));
    goldens.images.forEach(({ first16, path }, row) => {
      expect(cosine(rowOf(matrix, row).subarray(0, 16), Float32Array.from(first16)), path).toBeGreaterThan(0.98);
    });
    // The goldens promise nothing about pairs; sharp's resampling moved the farthest of them by 0.030 (the others by 0.02).
    goldens.image_cosines.forEach((row, a) => {
      row.forEach((expected, b) =>
        expect(Math.abs(cosine(rowOf(matrix, a), rowOf(matrix, b)) - expected)).toBeLessThan(0.05),
      );
    });
  });
});
