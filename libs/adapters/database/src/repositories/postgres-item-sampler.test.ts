import { expect, it } from 'vitest';
import { describeWithDatabase, type OpenTestDatabase } from './test-fixtures/describe-with-database.ts';

/** 600 items: 300 in a/, 200 in b/, 60 in c/, and 40 sections of one item each. */
async function newCatalog({ newCatalog: create, query }: OpenTestDatabase): Promise<string> {
  const catalog = await create();
  await query(
    `INSERT INTO item (catalog, id, title, section, created_at, updated_at)
     SELECT $1, 'i' || n, 't', CASE WHEN n <= 300 THEN '{a}' WHEN n <= 500 THEN '{b}' WHEN n <= 560 THEN '{c}'
       ELSE ARRAY['d', 's' || n] END, now(), now() FROM generate_series(1, 600) AS n`,
    [catalog],
  );
  return catalog;
}

describeWithDatabase('PostgresItemSampler', (open) => {
  it('gives each section its share, rounded up or down', async () => {
    const catalog = await newCatalog(open());
    const { sampler } = open().database;
    for (const seed of [0, 1, 7, 4_294_967_295]) {
      const sample = await sampler.sample(catalog, { size: 100, seed });
      expect(new Set(sample).size).toBe(100);
      const counts = [0, 0, 0, 0];
      for (const id of sample) {
        const n = Number(id.slice(1));
        const place = n <= 300 ? 0 : n <= 500 ? 1 : n <= 560 ? 2 : 3;
        counts[place] = (counts[place] ?? 0) + 1;
      }
      const shares = [50, 33.3, 10, 6.7];
      counts.forEach((count, place) => expect(Math.abs(count - (shares[place] ?? 0))).toBeLessThan(1));
    }
  });

  it('is the same for the same seed and another for another, and leaves no item out for ever', async () => {
    const catalog = await newCatalog(open());
    const { sampler } = open().database;
    const samples = await Promise.all(
      Array.from({ length: 60 }, (_, seed) => sampler.sample(catalog, { size: 60, seed })),
    );
    expect(await sampler.sample(catalog, { size: 60, seed: 3 })).toEqual(samples[3]);
    expect(samples[4]).not.toEqual(samples[3]);
    const lonely = new Set(samples.flat().filter((id) => Number(id.slice(1)) > 560));
    expect(lonely.size).toBe(40);
  });

  it('gives all items of a small catalog, and refuses what makes no sense', async () => {
    const catalog = await newCatalog(open());
    const { sampler } = open().database;
    expect(await sampler.sample(catalog, { size: 600, seed: 1 })).toHaveLength(600);
    expect(await sampler.sample(catalog, { size: 10_000, seed: 1 })).toHaveLength(600);
    expect(await sampler.sample(catalog, { size: 599, seed: 1 })).toHaveLength(599);
    expect(await sampler.sample(catalog, { size: 1, seed: 1 })).toHaveLength(1);
    expect(await sampler.sample('nowhere', { size: 5, seed: 1 })).toEqual([]);
    for (const bad of [
      { size: 0, seed: 1 },
      { size: 1, seed: -1 },
      { size: 1, seed: 0.5 },
    ])
      await expect(sampler.sample(catalog, bad)).rejects.toMatchObject({ code: 'INVALID_LIMIT' });
  });
});
