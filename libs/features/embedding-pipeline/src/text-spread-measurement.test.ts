import type { ItemInput } from '@kindred/catalog';
import {
  encoderId,
  fixedEncoders,
  openTextModelOnDemand,
  withTextTower,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import { ColourWordTower } from '@kindred/embedding-model/testing';
import { describe, expect, it } from 'vitest';
import { EmbeddingPipeline } from './embedding-pipeline.ts';
import type { ImportRow } from './import-row.ts';
import { inputOf, PipelineFixture } from './testing/index.ts';

const SHOP = 'shop';
const COLOURS = ['red', 'green', 'blue', 'yellow', 'white'] as const;

async function* rowsOf(inputs: readonly ItemInput[]): AsyncGenerator<ImportRow> {
  for (const [index, input] of inputs.entries()) yield { row: index + 1, input };
}

/** Titles name colours; photos are painted whatever the title says. */
const lamps = (count: number, changes: (n: number) => Partial<ItemInput> = () => ({})) =>
  Array.from({ length: count }, (_, n) =>
    inputOf(n, { title: `${COLOURS[n % COLOURS.length] ?? ''} lamp ${String(n)}`, ...changes(n) }),
  );

/** Another process on the same database, whose photo model has that tower. */
function openPipeline(
  fixture: PipelineFixture,
  tower?: TextEmbeddingModel,
  problems: unknown[] = [],
): EmbeddingPipeline {
  const imageModel = withTextTower(fixture.imageModel, tower);
  return new EmbeddingPipeline(fixture.ports(fixedEncoders({ image: imageModel, text: fixture.textModel })), {
    clock: () => fixture.now,
    layoutCacheMs: 0,
    onProblem: (_, error) => problems.push(error),
  });
}

async function importInto(pipeline: EmbeddingPipeline, inputs: readonly ItemInput[]): Promise<void> {
  await pipeline.imports.run({ catalog: SHOP, source: 'lamps.csv', rows: rowsOf(inputs) });
}

const storedIn = async (fixture: PipelineFixture) => (await fixture.layouts.findActive(SHOP))!;
const textSpreadIn = async (fixture: PipelineFixture) => (await storedIn(fixture)).statistics.textSpreads?.['image'];

describe('the spread of words among photos', () => {
  it('is measured among texts too, as queries are encoded: with their prefix', async () => {
    const fixture = new PipelineFixture();
    const asked: string[] = [];
    const { spec } = fixture.textModel;
    const textModel: TextEmbeddingModel = {
      spec: { ...spec, queryPrefix: 'query: ' },
      embedDocuments: (texts) => fixture.textModel.embedDocuments(texts),
      embedQuery: (text) => (asked.push(text), fixture.textModel.embedQuery(`query: ${text}`)),
      close: () => fixture.textModel.close(),
    };
    const imageModel = withTextTower(fixture.imageModel, new ColourWordTower());
    const described = lamps(60, (n) => ({ description: `Made of ${n % 2 === 0 ? 'steel' : 'glass'}, for the table` }));
    await importInto(
      new EmbeddingPipeline(fixture.ports(fixedEncoders({ image: imageModel, text: textModel })), {
        clock: () => fixture.now,
      }),
      described,
    );
    const { spreads, textSpreads } = (await storedIn(fixture)).statistics;
    expect(new Set(asked)).toEqual(new Set(described.map(({ title }) => title)));
    expect(textSpreads!['text']!.spread).toBeGreaterThan(0);
    expect(textSpreads!['text']!.spread).toBeLessThan(spreads['text']!);
  });

  it('is measured by an import, on at most 256 titles, and is not that of photos', async () => {
    const fixture = new PipelineFixture();
    const tower = new ColourWordTower();
    await importInto(openPipeline(fixture, tower), lamps(400));
    const { statistics } = await storedIn(fixture);
    const measured = statistics.textSpreads!['image']!;
    expect(measured.encoderId).toBe(encoderId(tower.spec));
    expect(statistics.textSpreads!['text']!.encoderId).toBe(encoderId(fixture.textModel.spec));
    expect(tower.embedded).toHaveLength(256);
    expect(new Set(tower.embedded).size).toBe(256);
    expect(await expectedSpread(fixture, tower)).toBeGreaterThan(0.02);
    // Divided by the spread of photos, words would have less than half of the influence that their weight says.
    expect(statistics.spreads['image']! / (await expectedSpread(fixture, tower))).toBeGreaterThan(2);
    // Every pair, where the measurement draws some; pulled by a few per cent towards the spread of photos.
    expect(measured.spread / (await expectedSpread(fixture, tower))).toBeGreaterThan(0.85);
    expect(measured.spread / (await expectedSpread(fixture, tower))).toBeLessThan(1.25);
  });

  it('is the same for the same items in any order, and encodes only titles that are new', async () => {
    const [one, other] = [new PipelineFixture(), new PipelineFixture()];
    await importInto(openPipeline(one, new ColourWordTower()), lamps(60));
    const tower = new ColourWordTower();
    const pipeline = openPipeline(other, tower);
    await importInto(pipeline, lamps(60).reverse());
    expect(await textSpreadIn(other)).toEqual(await textSpreadIn(one));
    tower.embedded.length = 0;
    await importInto(pipeline, lamps(62));
    expect(tower.embedded.sort()).toEqual(['green lamp 61', 'red lamp 60']);
  });

  it('is measured after a tower has come to photos that are embedded already: none is embedded again', async () => {
    const fixture = new PipelineFixture();
    await importInto(openPipeline(fixture), lamps(40));
    const before = await storedIn(fixture);
    expect(before.statistics.textSpreads).toBeUndefined();
    const photos = fixture.imageModel.embedded;
    const tower = new ColourWordTower();
    const pipeline = openPipeline(fixture, tower);
    await pipeline.catchUp(SHOP, { compareCounts: true });
    await pipeline.close();
    const after = await storedIn(fixture);
    expect(after.layout).toEqual(before.layout);
    expect(after.means).toEqual(before.means);
    expect(after.statistics).toEqual({
      ...before.statistics,
      textSpreads: { image: expect.anything() as unknown, text: expect.anything() as unknown },
    });
    expect(fixture.imageModel.embedded).toBe(photos);
    expect(await fixture.differences(SHOP)).toEqual([]);
    // Once is enough.
    tower.embedded.length = 0;
    const again = openPipeline(fixture, tower);
    await again.catchUp(SHOP);
    await again.close();
    expect(tower.embedded).toEqual([]);
  });

  it('does not stop an import when the tower fails: what was measured before stays, and the problem is told once', async () => {
    const fixture = new PipelineFixture();
    await importInto(openPipeline(fixture, new ColourWordTower()), lamps(40));
    const before = await textSpreadIn(fixture);
    const broken = new ColourWordTower();
    await broken.close();
    const problems: unknown[] = [];
    const pipeline = openPipeline(fixture, broken, problems);
    await importInto(pipeline, lamps(60));
    for (let round = 0; round < 3; round++) await pipeline.catchUp(SHOP);
    await pipeline.close();
    expect(await fixture.items.count(SHOP)).toBe(60);
    expect(await textSpreadIn(fixture)).toEqual(before);
    expect(problems).toEqual([expect.objectContaining({ code: 'MODEL_CLOSED' })]);
  });

  it('is made up for a minute after the tower failed, by the server itself', async () => {
    const fixture = new PipelineFixture();
    await importInto(openPipeline(fixture), lamps(40));
    const problems: unknown[] = [];
    let opens = false;
    const tower = openTextModelOnDemand(new ColourWordTower().spec, async () => {
      if (!opens) throw new Error('no room');
      return new ColourWordTower();
    });
    const pipeline = openPipeline(fixture, tower, problems);
    const measuredAfter = async (seconds: number) => {
      fixture.now = new Date(fixture.now.getTime() + seconds * 1000);
      await pipeline.catchUp(SHOP);
      await pipeline.close();
      return textSpreadIn(fixture);
    };
    expect(await measuredAfter(0)).toBeUndefined();
    expect(await measuredAfter(60)).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ message: 'no room' })]);
    opens = true;
    expect(await measuredAfter(59)).toBeUndefined();
    expect(await measuredAfter(1)).toMatchObject({ encoderId: encoderId(tower.spec) });
  });

  it('is that of photos where none can be compared, and a process without a tower keeps what was measured', async () => {
    const fixture = new PipelineFixture();
    const tower = new ColourWordTower();
    await importInto(
      openPipeline(fixture, tower),
      lamps(20, () => ({ images: [] })),
    );
    expect((await textSpreadIn(fixture))?.spread).toBe((await storedIn(fixture)).statistics.spreads['image']);
    expect(tower.embedded).toEqual([]);
    const before = await textSpreadIn(fixture);
    await importInto(openPipeline(fixture), lamps(22));
    expect(await textSpreadIn(fixture)).toEqual(before);
    await openPipeline(fixture).refill.refit(SHOP);
    expect(await textSpreadIn(fixture)).toEqual(before);
  });
});

/** Standard deviation over all pairs of a title and another item's photo, pairs within a section counting half. */
async function expectedSpread(fixture: PipelineFixture, tower: TextEmbeddingModel): Promise<number> {
  const items = lamps(400);
  const { layout } = await storedIn(fixture);
  const points = await fixture.store.fetch(
    `${SHOP}.${layout.hash}`,
    items.map(({ id }) => id),
  );
  const photos = items.map(({ id }) => points.get(id)!.vector.subarray(0, 64));
  const similarities: Record<'within' | 'across', number[]> = { within: [], across: [] };
  for (const [i, { title }] of items.entries()) {
    const words = await tower.embedQuery(title);
    for (const [j, photo] of photos.entries())
      if (i !== j) {
        const similarity = words.reduce((sum, value, at) => sum + value * photo[at]!, 0);
        similarities.across.push(similarity);
        if (i % 2 === j % 2) similarities.within.push(similarity);
      }
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const half = (power: number) =>
    (mean(similarities.within.map((value) => value ** power)) +
      mean(similarities.across.map((value) => value ** power))) /
    2;
  return Math.sqrt(half(2) - half(1) ** 2);
}
