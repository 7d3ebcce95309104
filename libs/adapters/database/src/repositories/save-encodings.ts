import { isDeepStrictEqual } from 'node:util';
import { hasSameValues, type EncodingWrite, type ItemEncoding } from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { imageRecords, ITEM_COLUMNS, toItem, type ItemRow } from './item-row.ts';
import { replaceImages } from './replace-images.ts';
import { saveBlocks } from './save-blocks.ts';
import { replaceReferences } from './save-references.ts';
import type { SqlRunner } from './sql-session.ts';
import { toStorable } from './storable-text.ts';

/** Returns the ids of the items that were still as they were read; of the others only the blocks are kept. */
export async function saveEncodings(
  runner: SqlRunner,
  catalog: string,
  { encodings, blocks }: EncodingWrite,
): Promise<string[]> {
  await saveBlocks(runner, blocks);
  const current = await unchangedOf(runner, catalog, encodings);
  const ids = current.map(({ item }) => item.id);
  const looked = current.filter(({ item, images }) => !isDeepStrictEqual(item.images, images));
  if (looked.length > 0)
    await replaceImages(
      runner,
      catalog,
      looked.map(({ item }) => item.id),
      looked.flatMap(({ item, images }) => imageRecords(item.id, images.map(withStorableFailure))),
    );
  const byModalities = Map.groupBy(current, ({ modalities }) => [...modalities].sort().join('\n'));
  for (const group of byModalities.values())
    await replaceReferences(runner, catalog, {
      itemIds: group.map(({ item }) => item.id),
      modalities: group[0]?.modalities ?? [],
      references: group.flatMap(({ references }) => references),
    });
  return ids;
}

/** Locks the items in the order of their keys, as every writer does. */
async function unchangedOf(
  runner: SqlRunner,
  catalog: string,
  encodings: readonly ItemEncoding[],
): Promise<ItemEncoding[]> {
  const rows = await runner.query<ItemRow>(
    Prisma.sql`
      SELECT ${ITEM_COLUMNS} FROM item
       WHERE item.catalog = ${catalog} AND item.id = ANY(${encodings.map(({ item }) => item.id)}::text[])
       ORDER BY item.id FOR NO KEY UPDATE`,
    { parsed: false },
  );
  const stored = new Map(rows.map((row) => [row.id, toItem(row)]));
  return encodings.filter(({ item }) => {
    const now = stored.get(item.id);
    return now !== undefined && hasSameValues(now, item);
  });
}

function withStorableFailure<Image extends { readonly failure?: string }>(image: Image): Image {
  return image.failure === undefined ? image : { ...image, failure: toStorable(image.failure) };
}
