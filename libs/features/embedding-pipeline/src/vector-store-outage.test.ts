import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputOf, PipelineFixture } from './testing/index.ts';

const SHOP = 'shop';

describe('while the vector store is away', () => {
  it('writes succeed with a warning, and are caught up later', async () => {
    const fixture = new PipelineFixture();
    const pipeline = fixture.openPipeline();
    await pipeline.intake.upsert(SHOP, [inputOf(1)]);
    fixture.store.failsAt = () => true;
    const outcomes = await pipeline.intake.upsert(SHOP, [inputOf(1, { title: 'New' }), inputOf(2)]);
    expect(outcomes.map((outcome) => outcome.status === 'upserted' && outcome.warnings)).toEqual([
      [expect.stringContaining("Saved, but not searchable yet: The vector store did not answer 'upsert'.")],
      [expect.stringContaining('Saved, but not searchable yet')],
    ]);
    expect((await pipeline.intake.delete(SHOP, ['item-1'])).warnings).toHaveLength(1);
    fixture.store.failsAt = () => false;
    expect(await pipeline.catchUp(SHOP)).toEqual({ applied: 3, refilled: false });
    expect(await fixture.differences(SHOP)).toEqual([]);
    expect(await pipeline.catchUp(SHOP)).toEqual({ applied: 0, refilled: false });
  });

  it('applies an outbox any number of times with the same result, whenever the store fails and the process dies', async () => {
    const operation = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('upsert' as const), n: fc.nat(5), title: fc.nat(3) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), n: fc.nat(5), title: fc.nat(3) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('catch up' as const), n: fc.nat(5), title: fc.nat(3) }) },
    );
    const failures = fc.uniqueArray(fc.nat(60), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 15 }), failures, async (operations, failing) => {
        const fixture = new PipelineFixture();
        fixture.store.failsAt = (call) => failing.includes(call);
        for (const { kind, n, title } of operations) {
          const pipeline = fixture.openPipeline();
          const input = inputOf(n, { title: `Title ${String(title)}`, ...(title === 0 ? { images: [] } : {}) });
          if (kind === 'upsert') await pipeline.intake.upsert(SHOP, [input]);
          else if (kind === 'delete') await pipeline.intake.delete(SHOP, [`item-${String(n)}`]);
          else await pipeline.catchUp(SHOP).catch(() => undefined);
        }
        fixture.store.failsAt = () => false;
        const last = fixture.openPipeline();
        await last.catchUp(SHOP);
        expect(await fixture.tables.outboxOf(SHOP)).toEqual([]);
        expect(await staleItems(fixture)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('ends with the store equal to the database when two processes write the same item at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.nat(3), { minLength: 2, maxLength: 6 }),
        async (scheduler, titles) => {
          const fixture = new PipelineFixture();
          await fixture.openPipeline().intake.upsert(SHOP, [inputOf(1), inputOf(2)]);
          fixture.store.beforeWrite = () => scheduler.schedule(Promise.resolve());
          const writes = titles.map((title) =>
            title === 0
              ? fixture.openPipeline().intake.delete(SHOP, ['item-1'])
              : fixture.openPipeline().intake.upsert(SHOP, [inputOf(1, { title: `Title ${String(title)}` })]),
          );
          await scheduler.waitFor(Promise.all(writes));
          fixture.store.beforeWrite = async () => undefined;
          expect(fixture.tables.outboxOf(SHOP)).toEqual([]);
          expect(await staleItems(fixture)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Items whose own blocks differ from the database's; filled blocks may come from means of another moment. */
async function staleItems(fixture: PipelineFixture): Promise<string[]> {
  const pipeline = fixture.openPipeline();
  if ((await pipeline.layouts.findActive(SHOP)) !== undefined) await pipeline.refill.remeasure(SHOP);
  return fixture.differences(SHOP);
}
