import { Prisma } from '../generated/client.ts';
import type { imageRecords } from './item-row.ts';
import type { SqlRunner } from './sql-session.ts';

/** Puts these photos in the place of all that the items had. */
export async function replaceImages(
  runner: SqlRunner,
  catalog: string,
  itemIds: readonly string[],
  records: readonly ReturnType<typeof imageRecords>[number][],
): Promise<void> {
  await runner.query(
    Prisma.sql`DELETE FROM item_image WHERE catalog = ${catalog} AND item_id = ANY(${[...itemIds]}::text[])`,
  );
  if (records.length === 0) return;
  await runner.query(Prisma.sql`
    INSERT INTO item_image (catalog, item_id, position, url, content_hash, failure)
    SELECT ${catalog}, item_id, position, url, content_hash, failure
      FROM json_to_recordset(${JSON.stringify(records)}::json)
        AS given(item_id text, position int, url text, content_hash text, failure text)`);
}
