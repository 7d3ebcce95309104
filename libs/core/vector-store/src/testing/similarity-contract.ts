import { describe, expect, it } from 'vitest';
import { SMALL_SPEC, type ContractContext } from './contract-context.ts';
import { imagePoint, imageQuery, pointOf, queryOf } from './contract-points.ts';

const NAME = SMALL_SPEC.name;

/** What scores, similarities and weights mean. */
export function describeSimilarity(context: ContractContext): void {
  const near = (value: number): unknown => expect.closeTo(value, -Math.log10(2 * context.tolerance));

  describe('similarity', () => {
    it('is 1 for identical, -1 for opposite and 0 for orthogonal blocks', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      await store.upsert(NAME, [
        imagePoint('same', [0.6, 0.8, 0, 0]),
        imagePoint('opposite', [-0.6, -0.8, 0, 0]),
        imagePoint('orthogonal', [0, 0, 1, 0]),
      ]);
      const hits = (await store.search(NAME, imageQuery([0.6, 0.8, 0, 0]))).points;
      expect(hits.map(({ itemId, score }) => [itemId, score])).toEqual([
        ['same', near(1)],
        ['orthogonal', near(0)],
        ['opposite', near(-1)],
      ]);
    });

    it('is reported per block without weights, also for blocks of weight 0; the score is their weighted sum', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      await store.upsert(NAME, [
        pointOf('a', [
          [1, 0, 0, 0],
          [0, 1, 0],
          [0.6, 0.8],
        ]),
      ]);
      const query = queryOf(
        [
          [0.5, 0, 0, 0.5],
          [0, 1, 0],
          [1, 0],
        ],
        [0.5, -0.25, 0],
      );
      // 0.5 × 0.5 + -0.25 × 1 + 0 × 0.6 = 0
      expect((await store.search(NAME, query)).points).toEqual([
        { itemId: 'a', score: near(0), similarities: [near(0.5), near(1), near(0.6)], imputed: [] },
      ]);
    });

    it('counts against an item under a negative weight', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      await store.upsert(NAME, [imagePoint('like', [1, 0, 0, 0]), imagePoint('unlike', [0, 1, 0, 0])]);
      const hits = (await store.search(NAME, { ...imageQuery([1, 0, 0, 0]), weights: [-1, 0, 0] })).points;
      expect(hits.map((hit) => hit.itemId)).toEqual(['unlike', 'like']);
    });

    it('leaves a block of weight 0 out of the order', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      await store.upsert(NAME, [
        pointOf('image-wins', [
          [1, 0, 0, 0],
          [0, 0, 1],
          [0, 1],
        ]),
        pointOf('text-wins', [
          [0, 1, 0, 0],
          [1, 0, 0],
          [1, 0],
        ]),
      ]);
      const blocks = [
        [1, 0, 0, 0],
        [1, 0, 0],
        [1, 0],
      ];
      const order = async (weights: number[]): Promise<string[]> =>
        (await store.search(NAME, queryOf(blocks, weights))).points.map((hit) => hit.itemId);
      expect(await order([1, 0, 0])).toEqual(['image-wins', 'text-wins']);
      expect(await order([0, 1, 0])).toEqual(['text-wins', 'image-wins']);
    });

    it('brings imputed modalities back, in block order', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      await store.upsert(NAME, [
        imagePoint('whole', [1, 0, 0, 0]),
        imagePoint('partly', [0.5, 0, 0, 0], { imputed: ['brand', 'text'] }),
      ]);
      const hits = (await store.search(NAME, imageQuery([1, 0, 0, 0]))).points;
      expect(hits.map((hit) => [hit.itemId, hit.imputed])).toEqual([
        ['whole', []],
        ['partly', ['text', 'brand']],
      ]);
      expect((await store.fetch(NAME, ['partly'])).get('partly')?.imputed).toEqual(['text', 'brand']);
    });
  });
}
