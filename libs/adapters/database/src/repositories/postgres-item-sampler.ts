import type { ItemSampler, ItemSampleQuery } from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { checkedLimit } from './limit.ts';
import type { SqlSession } from './sql-session.ts';
import { isStorable } from './storable-text.ts';

const LARGEST_SEED = 2 ** 32 - 1;
/** Steps of it modulo 1 are spread evenly (Knuth, The Art of Computer Programming 3, 6.4). */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/**
 * Systematic sampling (Madow and Madow, 1944): the catalog in the order of sections, inside of one in the order of a hash of
 * seed and id; from a random start every n-th item.
 */
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
    const start = ((seed + 1) * GOLDEN_RATIO) % 1;
    const place = Prisma.sql`(place - 1) * ${size}::float8 / total + ${start}::float8`;
    const next = Prisma.sql`place * ${size}::float8 / total + ${start}::float8`;
    const rows = await this.#sql.query<{ id: string }>(Prisma.sql`
      SELECT id FROM (
        SELECT id, row_number() OVER (ORDER BY section, hash, id) AS place, count(*) OVER () AS total
          FROM (SELECT id, section, md5(${`${String(seed)}:`}::text || id) COLLATE "C" AS hash
                  FROM item WHERE catalog = ${catalog}) hashed) placed
       WHERE total <= ${size}::int OR floor(${next}) > floor(${place})
       ORDER BY place LIMIT ${size}::int`);
    return rows.map(({ id }) => id);
  }
}
