import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTextTower } from '../check-text-tower.ts';
import type { ImageEmbeddingModel } from '../embedding-model.ts';
import { encoderId } from '../encoder-id.ts';

/**
 * Every photo model with a text tower must pass this, besides the suites of its two models. `openModel` must give a fresh model each time.
 *
 * @param openWithoutTower the same photo model without its tower
 */
export function describeTextTower(
  name: string,
  openModel: () => Promise<ImageEmbeddingModel>,
  openWithoutTower: () => Promise<ImageEmbeddingModel>,
): void {
  describe(`${name} as two towers of one space`, () => {
    let model: ImageEmbeddingModel;
    beforeAll(async () => {
      model = await openModel();
    });
    afterAll(async () => {
      await Promise.all([model.close(), model.textTower?.close()]);
    });

    it('passes every check', async () => {
      const checks = await checkTextTower(model);
      expect(checks.filter(({ passed }) => !passed)).toEqual([]);
      expect(checks).toHaveLength(5);
    });

    it('has the identity that it has without the tower, so that no photo is encoded again', async () => {
      const alone = await openWithoutTower();
      expect(alone.textTower).toBeUndefined();
      expect(encoderId(alone.spec)).toBe(encoderId(model.spec));
      await alone.close();
    });
  });
}
