import type { ItemSampler, ItemSampleQuery } from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { checkedLimit } from './limit.ts';
import { sampleQuotas } from './sample-quotas.ts';
import type { SqlSession } from './sql-session.ts';
import { isStorable } from './storable-text.ts';

const LARGEST_SEED = 2 ** 32 - 1;
/** Steps of it modulo 1 are spread evenly (Knuth, The Art of Computer Programming 3, 6.4). */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;
const LOWEST_HASH = -(2 ** 63);
const HASHES = 2 ** 64;

/** A section in the form that PostgreSQL writes arrays in, and how many items it has. */
interface SectionCount {
  readonly key: string;
  readonly count: number;
}

interface SectionQuota extends SectionCount {
  readonly quota: number;
}

/** Sections get quotas by {@link sampleQuotas}; inside of one, items come in the order of a hash of seed and id. */
export class PostgresItemSampler implements ItemSampler {
  readonly #sql: SqlSession;

  constructor(sql: SqlSession) {
    this.#sql = sql;
  }

  /** @throws InvalidLimitError */
  async sample(catalog: string, { size, seed }: ItemSampleQuery): Promise<string[]> {
    checkedLimit(size, { smallest: 1, largest: 10_000 });
    checkedLimit(seed, { smallest: 0, largest: LARGEST_SEED });
    if (!isStorable(catalog)) return [];
    const sections = await this.#countSections(catalog);
    const total = sections.reduce((sum, { count }) => sum + count, 0);
    const counts = sections.map(({ count }) => count);
    const quotas = total <= size ? counts : sampleQuotas(counts, size, ((seed + 1) * GOLDEN_RATIO) % 1);
    const wanted = sections
      .map((section, index) => ({ ...section, quota: quotas[index] ?? 0 }))
      .filter(({ quota }) => quota > 0);
    const found = await this.#pick(catalog, seed, wanted, hashBound);
    // Once in many millions of sections the bound is too low.
    return found.length === Math.min(size, total) ? found : this.#pick(catalog, seed, wanted, () => Infinity);
  }

  async #countSections(catalog: string): Promise<SectionCount[]> {
    return this.#sql.query<SectionCount>(Prisma.sql`
      SELECT section::text AS key, count FROM
        (SELECT section, count(*)::int AS count FROM item WHERE catalog = ${catalog} GROUP BY section) sections
       ORDER BY section`);
  }

  /** Sorting all items would take most of the time, so those whose hash is far above what the quota needs are left out first. */
  async #pick(
    catalog: string,
    seed: number,
    wanted: readonly SectionQuota[],
    boundOf: (section: SectionQuota) => number,
  ): Promise<string[]> {
    const keys = wanted.map(({ key }) => key);
    const quotas = wanted.map(({ quota }) => quota);
    const rows = await this.#sql.query<{ id: string }>(Prisma.sql`
      SELECT id FROM (
        SELECT id, place, quota, row_number() OVER (PARTITION BY place ORDER BY hash, id) AS rank FROM (
          SELECT item.id, place, quota, bound, hashtextextended(item.id, ${seed}::bigint) AS hash
            FROM (SELECT key::text[] COLLATE "C" AS section, quota, bound, place
                    FROM unnest(${keys}::text[], ${quotas}::int[], ${wanted.map(boundOf)}::float8[])
                      WITH ORDINALITY AS wanted (key, quota, bound, place)) wanted
            JOIN item ON item.section = wanted.section AND item.catalog = ${catalog}) hashed
         WHERE hash::float8 < bound) ranked
       WHERE rank <= quota ORDER BY place, rank`);
    return rows.map(({ id }) => id);
  }
}

/** The hash below which the section has the quota for all practical purposes: six standard deviations and ten more are expected. */
function hashBound({ quota, count }: SectionQuota): number {
  const share = (quota + 6 * Math.sqrt(quota) + 10) / count;
  return share >= 1 ? Infinity : LOWEST_HASH + share * HASHES;
}
