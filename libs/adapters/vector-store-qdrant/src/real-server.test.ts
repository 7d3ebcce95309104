import { InMemoryVectorStore, type CollectionSpec, type VectorPoint, type VectorQuery } from '@kindred/vector-store';
import { randomPoints, randomVector, seededRandom } from '@kindred/vector-store/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { QdrantVectorStore, type QdrantVectorStoreOptions } from './qdrant-vector-store.ts';
import { describeWithServer, dropTestCollections, testServerOptions } from './testing/test-server.ts';

const SPEC: CollectionSpec = {
  name: 'shop.0123456789abcdef',
  blocks: [
    { modality: 'image', dimension: 24 },
    { modality: 'text', dimension: 16 },
    { modality: 'brand', dimension: 8, repeats: true },
  ],
};
const NAME = SPEC.name;

/** Brand block number `brand`, the same for every item of it. */
function withBrand(point: VectorPoint, brand: number): VectorPoint {
  const vector = point.vector.slice();
  vector.fill(0, 40);
  vector[40 + (brand % 8)] = 1;
  return { ...point, vector };
}

describeWithServer('on a real server', () => {
  let options: QdrantVectorStoreOptions;
  let store: QdrantVectorStore;
  beforeEach(async () => {
    options = testServerOptions();
    store = await QdrantVectorStore.open(options);
  });
  afterEach(async () => {
    await store.close();
    await dropTestCollections(options);
  });

  async function filled(points: readonly VectorPoint[]): Promise<InMemoryVectorStore> {
    const oracle = new InMemoryVectorStore();
    for (const each of [store, oracle]) {
      await each.ensureCollection(SPEC);
      await each.upsert(NAME, points);
    }
    return oracle;
  }

  it.each(['scan', 'union', 'exact'] as const)(
    'orders thousands of equals by id with plan=%s, whatever the limit',
    async (plan) => {
      await store.close();
      options = testServerOptions({ plan });
      store = await QdrantVectorStore.open(options);
      const points = randomPoints(3000, 1, SPEC).map((point, index) => withBrand(point, index % 2));
      const oracle = await filled(points);
      for (const limit of [1, 10, 300]) {
        const query: VectorQuery = { vector: points[1]!.vector, weights: [0, 0, 1], limit };
        const found = await store.search(NAME, query);
        expect(found.points).toEqual((await oracle.search(NAME, query)).points);
        expect(found.plan.name).toBe({ scan: 'quantized-scan', union: 'prefetch-union', exact: 'exact-scan' }[plan]);
      }
    },
  );

  it('gives the scores of the core to the last bit, for weights of any size', async () => {
    const oracle = await filled(randomPoints(500, 2, SPEC));
    for (const factor of [1e-6, 1, 1e9]) {
      const weights = [0.5 * factor, -0.3 * factor, 0.2 * factor];
      const query: VectorQuery = { vector: randomVector(seededRandom(3), SPEC), weights, limit: 20 };
      expect((await store.search(NAME, query)).points).toEqual((await oracle.search(NAME, query)).points);
    }
  });

  it('samples plans and keeps what it found with the collection', async () => {
    await filled(randomPoints(2000, 4, SPEC));
    const sample = await store.settle(NAME);
    expect(sample).toMatchObject({ points: 2000, plan: 'quantized-scan', oversampling: 20 });
    expect(sample?.recall).toBeGreaterThanOrEqual(0.99);
    const info = (await (
      await fetch(`${options.baseUrl}/collections/${options.prefix ?? ''}.shop_2e0123456789abcdef`)
    ).json()) as {
      result: { config: { metadata: object } };
    };
    expect(info.result.config.metadata).toMatchObject({ kindredSample: sample, kindred: { spec: SPEC } });
  });

  it('fills a collection beside the one that is searched, and switches in one step', async () => {
    await filled(randomPoints(50, 5, SPEC));
    const staged = await store.stage(SPEC);
    const other = randomPoints(60, 6, SPEC).map((point) => ({ ...point, itemId: `new-${point.itemId}` }));
    await staged.store.upsert(NAME, other);
    expect(await store.count(NAME)).toBe(50);
    const reader = await QdrantVectorStore.open({ ...options, readOnly: true });
    expect(await reader.count(NAME)).toBe(50);
    await staged.switch();
    for (const each of [store, reader]) {
      expect(await each.count(NAME)).toBe(60);
      const { points } = await each.search(NAME, { vector: other[3]!.vector, weights: [1, 1, 1], limit: 1 });
      expect(points[0]?.itemId).toBe('new-item-3');
    }
    await reader.close();
    expect(await store.listCollections()).toEqual([SPEC]);
  });

  it('leaves the present collection alone when a refill is given up, and clears what one that was killed left', async () => {
    await filled(randomPoints(10, 7, SPEC));
    const killed = await store.stage(SPEC);
    await killed.store.upsert(NAME, randomPoints(3, 8, SPEC));
    const staged = await store.stage(SPEC);
    expect(await staged.store.count(NAME)).toBe(0);
    await staged.discard();
    expect(await store.count(NAME)).toBe(10);
    await store.dropCollection(NAME);
    expect(await store.listCollections()).toEqual([]);
  });

  it('makes a collection once when two processes do at the same time', async () => {
    const other = await QdrantVectorStore.open(options);
    await Promise.all([store.ensureCollection(SPEC), other.ensureCollection(SPEC)]);
    await Promise.all([store.upsert(NAME, randomPoints(5, 9, SPEC)), other.upsert(NAME, randomPoints(5, 9, SPEC))]);
    expect([await store.count(NAME), await other.count(NAME)]).toEqual([5, 5]);
    await other.close();
  });

  it('makes collections as the settings say', async () => {
    await store.close();
    options = testServerOptions({ shards: 2, quantization: false, onDisk: true, plan: 'union' });
    store = await QdrantVectorStore.open(options);
    await store.ensureCollection(SPEC);
    const { result } = (await (
      await fetch(`${options.baseUrl}/collections/${options.prefix ?? ''}.shop_2e0123456789abcdef`)
    ).json()) as {
      result: { config: { params: { shard_number: number; vectors: object } }; payload_schema: object };
    };
    expect(result.config.params.shard_number).toBe(2);
    expect(result.config.params.vectors).toMatchObject({
      fused: { size: 48, distance: 'Dot', on_disk: true, hnsw_config: { m: 16 } },
      'block-2': { size: 8 },
    });
    expect(JSON.stringify(result.config.params.vectors)).not.toContain('int8');
    expect(Object.keys(result.payload_schema).sort()).toEqual(
      ['attributes', 'available', 'brand', 'createdAt', 'currency', 'price', 'sections'].sort(),
    );
  });
});
