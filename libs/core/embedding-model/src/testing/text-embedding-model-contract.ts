import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TextEmbeddingModel } from '../embedding-model.ts';
import { EmptyInputError, InputAbortedError, ModelClosedError } from '../errors.ts';
import { cosine, expectUnitRows, rowOf } from './embedding-assertions.ts';

const LONG = `Warm winter coat, ${'recycled wool from certified farms, wind proof, two inner pockets, '.repeat(9)}`;
const TEXTS = [
  'red summer dress with floral print',
  'Nikon D90 digital SLR camera 18-105mm lens',
  LONG,
  'café crème – Größe XL',
  'socks',
  '東京 スニーカー 27.5cm 👟',
];

/** Every TextEmbeddingModel must pass this. `openModel` must give a fresh model each time; the suite closes what it opens. */
export function describeTextEmbeddingModel(name: string, openModel: () => Promise<TextEmbeddingModel>): void {
  describe(`${name} as a TextEmbeddingModel`, () => {
    let model: TextEmbeddingModel;
    beforeAll(async () => {
      model = await openModel();
    });
    afterAll(() => model.close());

    it('gives one unit vector per text', async () => {
      expectUnitRows(await model.embedDocuments(TEXTS), TEXTS.length, model.spec.dimension);
    });

    it('gives an empty matrix for no texts', async () => {
      expectUnitRows(await model.embedDocuments([]), 0, model.spec.dimension);
    });

    it('gives bit-equal vectors for the same call', async () => {
      expect((await model.embedDocuments(TEXTS)).data).toEqual((await model.embedDocuments(TEXTS)).data);
    });

    it('gives the same vector alone and in a padded batch, in the order of the texts', async () => {
      const batch = await model.embedDocuments(TEXTS);
      for (const [row, text] of TEXTS.entries()) {
        const alone = await model.embedDocuments([text]);
        expect(cosine(alone.data, rowOf(batch, row)), text).toBeGreaterThanOrEqual(0.9999);
      }
      expect(cosine(rowOf(batch, 0), rowOf(batch, 1))).toBeLessThan(0.9);
    });

    it('keeps the order when a batch is longer than any chunk', async () => {
      const texts = Array.from(
        { length: 70 },
        (_, i) => `article number ${String(i * 7919)} ${'of steel '.repeat(i % 11)}`,
      );
      const batch = await model.embedDocuments(texts);
      for (const row of [0, 23, 42, 69]) {
        const alone = await model.embedDocuments([texts[row] ?? '']);
        expect(cosine(alone.data, rowOf(batch, row)), `row ${String(row)}`).toBeGreaterThanOrEqual(0.9999);
      }
    });

    it('embeds a query as a vector of the same space', async () => {
      const query = await model.embedQuery('a red dress for the summer');
      expect(query.length).toBe(model.spec.dimension);
      const documents = await model.embedDocuments(['red summer dress', 'digital camera lens']);
      expect(cosine(query, rowOf(documents, 0))).toBeGreaterThan(cosine(query, rowOf(documents, 1)));
    });

    it('cuts texts at maxTokens', async () => {
      const full = 'shoe '.repeat(model.spec.maxTokens);
      const { data } = await model.embedDocuments([`${full} camera lens`]);
      expect(cosine(data, (await model.embedDocuments([full])).data)).toBeGreaterThanOrEqual(0.9999);
    });

    it.each(['', '   ', '\n\t'])('refuses the blank text %j and names its place', async (blank) => {
      const refusal = await model.embedDocuments(['socks', blank]).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(EmptyInputError);
      expect(refusal).toMatchObject({ code: 'EMPTY_INPUT', index: 1 });
      await expect(model.embedQuery(blank)).rejects.toBeInstanceOf(EmptyInputError);
    });

    it('does not start when the signal is already aborted', async () => {
      const signal = AbortSignal.abort(new Error('shopper left'));
      await expect(model.embedDocuments(['socks'], { signal })).rejects.toBeInstanceOf(InputAbortedError);
      await expect(model.embedQuery('socks', { signal })).rejects.toBeInstanceOf(InputAbortedError);
    });

    it('answers concurrent calls as it answers them one by one', async () => {
      const alone = await Promise.all(TEXTS.map((text) => model.embedQuery(text)));
      const calls = Array.from({ length: 24 }, (_, i) => model.embedQuery(TEXTS[i % TEXTS.length] ?? ''));
      for (const [i, vector] of (await Promise.all(calls)).entries()) {
        expect(cosine(vector, alone[i % TEXTS.length] ?? vector)).toBeGreaterThanOrEqual(0.9999);
      }
    });

    it('refuses calls once it is closed, and may be closed twice', async () => {
      const closing = await openModel();
      await closing.close();
      await closing.close();
      await expect(closing.embedQuery('socks')).rejects.toBeInstanceOf(ModelClosedError);
    });
  });
}
