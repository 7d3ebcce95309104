import { InvalidFilterError, type ItemFilter } from '@kindred/catalog';
import { describe, expect, it } from 'vitest';
import {
  DimensionMismatchError,
  InvalidPointError,
  InvalidQueryError,
  InvalidVectorError,
  VectorStoreClosedError,
} from '../errors.ts';
import { SMALL_SPEC, type ContractContext } from './contract-context.ts';
import { imagePoint, imageQuery, PLAIN_FACETS } from './contract-points.ts';

const NAME = SMALL_SPEC.name;

/** What is refused, and that nothing of a refused batch is written. */
export function describeBadInput(context: ContractContext): void {
  describe('bad input', () => {
    it('refuses points of another dimension or with NaN or infinity, and writes nothing of the batch', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      const good = imagePoint('good', [1, 0, 0, 0]);
      const withVector = (vector: Float32Array) => [good, { ...good, itemId: 'bad', vector }];
      await expect(store.upsert(NAME, withVector(new Float32Array(8)))).rejects.toThrow(DimensionMismatchError);
      await expect(store.upsert(NAME, withVector(new Float32Array(10)))).rejects.toThrow(
        "Point 'bad' has 10 dimensions, the collection has 9.",
      );
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        const vector = new Float32Array(9);
        vector[5] = value;
        await expect(store.upsert(NAME, withVector(vector))).rejects.toThrow(InvalidVectorError);
      }
      expect(await store.count(NAME)).toBe(0);
    });

    it('refuses ids that are empty, blank, over 200 characters or not Unicode', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      for (const itemId of ['', ' \t', 'x'.repeat(201), 'a\ud800'])
        await expect(store.upsert(NAME, [imagePoint(itemId, [1, 0, 0, 0])])).rejects.toThrow(InvalidPointError);
      await store.upsert(NAME, [imagePoint('x'.repeat(200), [1, 0, 0, 0])]);
      expect(await store.count(NAME)).toBe(1);
    });

    it('refuses an imputed modality that the collection lacks, and facets with an invalid date or number', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      const undated = { ...PLAIN_FACETS, createdAt: new Date(Number.NaN) };
      const endless = { ...PLAIN_FACETS, attributes: { weight: Number.POSITIVE_INFINITY } };
      const unpriced = { ...PLAIN_FACETS, price: { amount: Number.NaN, currency: 'EUR' } };
      for (const more of [{ imputed: ['sound'] }, { facets: undated }, { facets: endless }, { facets: unpriced }])
        await expect(store.upsert(NAME, [imagePoint('a', [1, 0, 0, 0], more)])).rejects.toThrow(InvalidPointError);
    });

    it('refuses queries with a wrong vector, wrong weights or a limit outside 1 to 10,000', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      const query = imageQuery([1, 0, 0, 0]);
      await expect(store.search(NAME, { ...query, vector: new Float32Array(4) })).rejects.toThrow(
        DimensionMismatchError,
      );
      await expect(store.search(NAME, { ...query, vector: new Float32Array(9).fill(Number.NaN) })).rejects.toThrow(
        'The query has NaN at position 0',
      );
      for (const limit of [0, -1, 1.5, 10_001, 1e9, Number.NaN])
        await expect(store.search(NAME, { ...query, limit })).rejects.toThrow(InvalidQueryError);
      for (const weights of [[1], [1, 0, 0, 0], [1, Number.NaN, 0], [Number.POSITIVE_INFINITY, 0, 0], [0, 0, 0]])
        await expect(store.search(NAME, { ...query, weights })).rejects.toThrow(InvalidQueryError);
    });

    it('refuses filters that make no sense', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      const unknown = { kind: 'colour', anyOf: ['red'] } as unknown as ItemFilter;
      for (const filter of [unknown, { kind: 'price' as const, currency: 'EUR', min: 2, max: 1 }]) {
        await expect(store.search(NAME, imageQuery([1, 0, 0, 0], { filter }))).rejects.toThrow(InvalidFilterError);
        await expect(store.count(NAME, filter)).rejects.toThrow(InvalidFilterError);
      }
    });

    it('refuses work after close', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      await store.close();
      await store.close();
      await expect(store.count(NAME)).rejects.toThrow(VectorStoreClosedError);
      await expect(store.upsert(NAME, [])).rejects.toThrow(VectorStoreClosedError);
      await expect(store.listCollections()).rejects.toThrow(VectorStoreClosedError);
    });
  });
}
