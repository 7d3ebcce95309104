import type { ItemBlockReference } from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { BlockNotStoredError } from './errors.ts';
import type { SqlRunner } from './sql-session.ts';

/** Puts these in the place of the items' references: of the modalities named, else of all. @throws BlockNotStoredError */
export async function replaceReferences(
  runner: SqlRunner,
  catalog: string,
  write: {
    readonly itemIds: readonly string[];
    readonly modalities?: readonly string[];
    readonly references: readonly ItemBlockReference[];
  },
): Promise<void> {
  const { itemIds, modalities, references } = write;
  const given = Prisma.sql`json_to_recordset(${JSON.stringify(references)}::json)
    AS given("itemId" text, modality text, "encoderId" text, "inputHashes" text[])`;
  const ofModalities =
    modalities === undefined ? Prisma.empty : Prisma.sql`AND modality = ANY(${[...modalities]}::text[])`;
  await runner.query(Prisma.sql`
    DELETE FROM item_block WHERE catalog = ${catalog} AND item_id = ANY(${[...itemIds]}::text[]) ${ofModalities}`);
  const [missing] = await runner.query<ItemBlockReference & { hash: string }>(Prisma.sql`
    SELECT given."itemId", given."encoderId", input.hash FROM ${given}, unnest(given."inputHashes") AS input(hash)
     WHERE NOT EXISTS (SELECT 1 FROM encoded_block
                        WHERE encoder_id = given."encoderId" AND input_hash = input.hash) LIMIT 1`);
  if (missing !== undefined) throw new BlockNotStoredError(missing.itemId, missing.encoderId, missing.hash);
  await runner.query(Prisma.sql`
    INSERT INTO item_block (catalog, item_id, modality, encoder_id, input_hashes)
    SELECT ${catalog}, given."itemId", given.modality, given."encoderId", given."inputHashes" FROM ${given}`);
}
