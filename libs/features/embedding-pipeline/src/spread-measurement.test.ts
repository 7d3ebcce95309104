import type { ItemInput } from '@kindred/catalog';
import { describe, expect, it } from 'vitest';
import type { ImportRow } from './import-row.ts';
import { inputOf, PipelineFixture } from './testing/index.ts';

const SHOP = 'shop';

async function* rowsOf(inputs: readonly ItemInput[]): AsyncGenerator<ImportRow> {
  for (const [index, input] of inputs.entries()) yield { row: index + 1, input };
}

async function importInto(fixture: PipelineFixture, inputs: readonly ItemInput[]): Promise<void> {
  await fixture.openPipeline().imports.run({ catalog: SHOP, source: 'lamps.csv', rows: rowsOf(inputs) });
}

async function spreadsOf(fixture: PipelineFixture): Promise<Readonly<Record<string, number>>> {
  return (await fixture.layouts.findActive(SHOP))?.statistics.spreads ?? {};
}

const inputs = (count: number, changes: (n: number) => Partial<ItemInput> = () => ({})) =>
  Array.from({ length: count }, (_, n) => inputOf(n, changes(n)));

describe('the spreads of a layout', () => {
  it('are measured by the first import', async () => {
    const fixture = new PipelineFixture();
    await importInto(fixture, inputs(300));
    const spreads = await spreadsOf(fixture);
    expect(Object.keys(spreads)).toEqual(['image', 'text', 'price', 'brand', 'section']);
    // Three brands: a third of the pairs are equal, which gives 0.47, less for what the codes of two brands have in common.
    expect(spreads['brand']).toBeCloseTo(0.43, 1);
    // Three quarters of the pairs share a section, the others its first level: 1 and about 0.5 give 0.22.
    expect(spreads['section']).toBeCloseTo(0.22, 1);
    expect(Object.values(spreads)).not.toContain(1);
  });

  it('are the same for the same items, in whatever order and by however many writes they came', async () => {
    const [atOnce, oneByOne] = [new PipelineFixture(), new PipelineFixture()];
    await importInto(atOnce, inputs(40));
    const pipeline = oneByOne.openPipeline();
    for (const input of inputs(40).reverse()) await pipeline.intake.upsert(SHOP, [input]);
    await pipeline.refill.refit(SHOP);
    expect(await spreadsOf(oneByOne)).toEqual(await spreadsOf(atOnce));
  });

  it('are measured anew by an import that changes the catalog, and by a refit when it has doubled', async () => {
    const fixture = new PipelineFixture();
    await importInto(
      fixture,
      inputs(200, () => ({ brand: 'Only one' })),
    );
    const first = await spreadsOf(fixture);
    await importInto(
      fixture,
      inputs(220, (n) => ({ brand: n % 2 === 0 ? 'One' : 'Other' })),
    );
    const changed = await spreadsOf(fixture);
    expect(changed['brand']).toBeGreaterThan(first['brand']! * 1.5);
    expect(changed['brand']).toBeCloseTo(0.5, 1);
    await importInto(fixture, inputs(500));
    const grown = await spreadsOf(fixture);
    expect((await fixture.layouts.findActive(SHOP))?.statistics.itemCount).toBe(500);
    expect(grown['brand']).toBeCloseTo(0.43, 1);
    expect(grown['brand']).not.toBe(changed['brand']);
  });

  it('count only what items truly have: the few photos there are, not the means that stand in', async () => {
    const [all, few] = [new PipelineFixture(), new PipelineFixture()];
    await importInto(all, inputs(300));
    await importInto(
      few,
      inputs(300, (n) => (n % 10 === 0 ? {} : { images: [] })),
    );
    const [expected, found] = [await spreadsOf(all), await spreadsOf(few)];
    expect(Math.abs(found['image']! / expected['image']! - 1)).toBeLessThan(0.25);
    expect(found['text']).toBeCloseTo(expected['text']!, 2);
  });

  it('are 1 for a catalog of one item, and the typical one for a modality that nothing has', async () => {
    const alone = new PipelineFixture();
    await importInto(alone, inputs(1));
    expect(await spreadsOf(alone)).toEqual({ image: 1, text: 1, price: 1, brand: 1, section: 1 });
    const bare = new PipelineFixture();
    await importInto(
      bare,
      inputs(100, () => ({ brand: undefined, images: [] })),
    );
    const spreads = await spreadsOf(bare);
    expect(spreads['brand']).toBe(spreads['image']);
    const measured = ['text', 'price', 'section'].map((modality) => spreads[modality]!);
    expect(spreads['brand']).toBeGreaterThan(Math.min(...measured));
    expect(spreads['brand']).toBeLessThan(Math.max(...measured));
  });
});
