import { CollectionCorruptError, vectorDimension, type CollectionSpec } from '@kindred/vector-store';
import { Field, FixedSizeList, Float32, Float64, List, Schema, Utf8 } from 'apache-arrow';

const FORMAT = '1';
const FORMAT_KEY = 'kindred.format';
const SPEC_KEY = 'kindred.spec';
const INCARNATION_KEY = 'kindred.incarnation';
/** Lets Lance see that two processes insert the same item at once, so that one of them tries again as an update. */
const PRIMARY_KEY = new Map([['lance-schema:unenforced-primary-key', 'true']]);

export const COLUMNS = ['itemId', 'stamp', 'vector', 'imputed', 'facets'] as const;

/** What a table says about itself. */
export interface StoredCollection {
  readonly spec: CollectionSpec;
  /** Differs between a table and another of the same name made after it was dropped. */
  readonly incarnation: string;
}

/**
 * Columns: itemId; stamp (differs for every write of an item, rises); vector [dimension] float32; imputed modalities;
 * facets as JSON. The spec is kept in the schema's metadata.
 */
export function collectionSchema({ spec, incarnation }: StoredCollection): Schema {
  return new Schema(
    [
      new Field('itemId', new Utf8(), false, PRIMARY_KEY),
      new Field('stamp', new Float64(), false),
      new Field('vector', new FixedSizeList(vectorDimension(spec), new Field('item', new Float32(), true)), false),
      new Field('imputed', new List(new Field('item', new Utf8(), true)), false),
      new Field('facets', new Utf8(), false),
    ],
    new Map([
      [FORMAT_KEY, FORMAT],
      [SPEC_KEY, JSON.stringify({ name: spec.name, blocks: spec.blocks })],
      [INCARNATION_KEY, incarnation],
    ]),
  );
}

/** @throws CollectionCorruptError if the table was not written by this version of the store */
export function readStoredCollection(
  table: { readonly name: string; readonly folder: string },
  schema: { readonly metadata: ReadonlyMap<string, string>; readonly fields: readonly { readonly name: string }[] },
): StoredCollection {
  const format = schema.metadata.get(FORMAT_KEY);
  const spec = schema.metadata.get(SPEC_KEY);
  const incarnation = schema.metadata.get(INCARNATION_KEY);
  if (format !== FORMAT || spec === undefined || incarnation === undefined)
    throw new CollectionCorruptError(
      table.name,
      table.folder,
      `its format is ${format ?? 'unknown'}, this version reads ${FORMAT}`,
    );
  const missing = COLUMNS.filter((column) => !schema.fields.some((field) => field.name === column));
  if (missing.length > 0)
    throw new CollectionCorruptError(table.name, table.folder, `it lacks the columns ${missing.join(', ')}`);
  try {
    return { spec: JSON.parse(spec) as CollectionSpec, incarnation };
  } catch (cause) {
    throw new CollectionCorruptError(table.name, table.folder, 'its description is not JSON', { cause });
  }
}
