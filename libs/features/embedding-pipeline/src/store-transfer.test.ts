import { InMemoryVectorStore, type VectorPoint } from '@kindred/vector-store';
import { expect, it } from 'vitest';
import { compareStores } from './compare-stores.ts';
import { RefillCountMismatchError } from './errors.ts';
import { StoreTransfer } from './store-transfer.ts';
import { inputOf, PipelineFixture } from './testing/index.ts';

const SHOP = 'shop';

async function openTransfer(count: number) {
  const fixture = new PipelineFixture();
  const pipeline = fixture.openPipeline();
  await pipeline.intake.upsert(
    SHOP,
    Array.from({ length: count }, (_, n) => inputOf(n)),
  );
  const stored = await fixture.layouts.findActive(SHOP);
  if (stored === undefined) throw new Error('there is no layout');
  const { items, blocks } = fixture;
  const transfer = new StoreTransfer({ catalog: SHOP, stored, items, blocks });
  const target = new InMemoryVectorStore();
  await target.ensureCollection(transfer.spec);
  return { fixture, pipeline, transfer, target, ids: Array.from({ length: count }, (_, n) => `item-${String(n)}`) };
}

it('fills another store with what the present one holds, without running a model', async () => {
  const { fixture, transfer, target, ids } = await openTransfer(450);
  const embedded = [fixture.textModel.embedded.length, fixture.imageModel.embedded];
  const progress: number[] = [];
  expect(await transfer.fill(target, (done) => progress.push(done))).toBe(450);
  expect(progress).toEqual([200, 400, 450]);
  const { name } = transfer.spec;
  expect(await target.fetch(name, ids)).toEqual(await fixture.store.fetch(name, ids));
  expect([fixture.textModel.embedded.length, fixture.imageModel.embedded]).toEqual(embedded);
  const compared = await compareStores(fixture.store, target, { spec: transfer.spec, itemIds: ids, seed: 1 });
  expect(compared).toEqual({ queries: 450, agreement: 1, scoreDifference: 0 });
});

it('writes afterwards what has changed since', async () => {
  const { pipeline, transfer, target } = await openTransfer(20);
  await transfer.fill(target);
  expect(await transfer.catchUp()).toBe(0);
  await pipeline.intake.upsert(SHOP, [inputOf(3, { title: 'Another lamp' })]);
  await pipeline.intake.delete(SHOP, ['item-7']);
  expect(await transfer.catchUp()).toBe(2);
  expect(await target.count(transfer.spec.name)).toBe(19);
});

it('refuses to call a store full that loses points', async () => {
  const { transfer, target } = await openTransfer(20);
  const forgetful = {
    upsert: (name: string, points: readonly VectorPoint[]) => target.upsert(name, points.slice(1)),
    delete: (name: string, itemIds: readonly string[]) => target.delete(name, itemIds),
    count: (name: string) => target.count(name),
  };
  await expect(transfer.fill(forgetful)).rejects.toThrow(RefillCountMismatchError);
});

it('notices points that differ', async () => {
  const { fixture, transfer, target, ids } = await openTransfer(60);
  await transfer.fill(target);
  const { name } = transfer.spec;
  const points = [...(await target.fetch(name, ids)).values()];
  await target.upsert(
    name,
    points.slice(0, 40).map((point, index) => ({ ...point, vector: points[59 - index]?.vector ?? point.vector })),
  );
  const compared = await compareStores(fixture.store, target, { spec: transfer.spec, itemIds: ids, seed: 1 });
  expect(compared.agreement).toBeLessThan(0.99);
  expect(compared.scoreDifference).toBeGreaterThan(1e-5);
});
