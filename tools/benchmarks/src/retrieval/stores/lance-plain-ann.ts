import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, Index, type Connection, type Table } from '@lancedb/lancedb';
import {
  Field,
  FixedSizeList,
  Float32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table as ArrowTable,
  Utf8,
} from 'apache-arrow';
import { vectorFromArray, type Data } from 'apache-arrow';
import type { RetrievalCollection } from '../data/retrieval-collection.ts';
import type { PlainAnn } from './plain-ann.ts';

export interface LancePlainAnnOptions {
  readonly m: number;
  readonly efConstruction: number;
  /** Candidates kept while the graph is searched. */
  readonly ef: number;
  /** How many times the limit is compared again in full, since the graph holds 8-bit codes. */
  readonly refineFactor: number;
}

/** The strongest index that LanceDB has for this: one HNSW graph over the fused vectors, 8-bit codes, best ones compared in full. */
export const LANCE_PLAIN_ANN: LancePlainAnnOptions = { m: 16, efConstruction: 150, ef: 128, refineFactor: 5 };

const TABLE = 'fused';
const ROWS_PER_WRITE = 2000;

/** Built in the collection's folder on the first call (minutes), opened after it. */
export async function openLancePlainAnn(
  collection: RetrievalCollection,
  options: LancePlainAnnOptions = LANCE_PLAIN_ANN,
): Promise<PlainAnn> {
  const { m, efConstruction, ef, refineFactor } = options;
  const folder = join(collection.folder, `hnsw-${String(m)}-${String(efConstruction)}`);
  const connection = await connect(folder);
  const table = (await openBuilt(connection)) ?? (await build(connection, { collection, options, folder }));
  return {
    description: `LanceDB HNSW over the fused vectors (one graph, m ${String(m)}, ef_construction ${String(efConstruction)}, ef ${String(ef)}, 8-bit codes, refine factor ${String(refineFactor)}, dot product)`,
    search: async (vector, limit) => {
      const query = table.search(vector, 'vector') as ReturnType<Table['vectorSearch']>;
      const rows = await query
        .distanceType('dot')
        .ef(ef)
        .nprobes(1)
        .refineFactor(refineFactor)
        .select(['itemId', '_distance'])
        .limit(limit)
        .toArrow();
      const ids = rows.getChild('itemId')!;
      return Array.from({ length: rows.numRows }, (_, index) => String(ids.get(index)));
    },
    close: async () => {
      table.close();
      connection.close();
    },
  };
}

/** Undefined unless the index was finished. */
async function openBuilt(connection: Connection): Promise<Table | undefined> {
  if (!(await connection.tableNames()).includes(TABLE)) return undefined;
  const table = await connection.openTable(TABLE);
  if ((await table.listIndices()).length > 0) return table;
  table.close();
  return undefined;
}

async function build(
  connection: Connection,
  given: { collection: RetrievalCollection; options: LancePlainAnnOptions; folder: string },
): Promise<Table> {
  const { collection, options } = given;
  if ((await connection.tableNames()).includes(TABLE))
    await rm(join(given.folder, `${TABLE}.lance`), { recursive: true });
  console.error(`Building LanceDB's index of ${String(collection.items)} fused vectors …`);
  const schema = schemaOf(collection.dimension);
  const table = await connection.createEmptyTable(TABLE, schema);
  for (let begin = 0; begin < collection.items; begin += ROWS_PER_WRITE) {
    const points = await collection.readPoints(begin, Math.min(collection.items, begin + ROWS_PER_WRITE));
    await table.add(arrowRows(schema, collection.dimension, points));
  }
  const { m, efConstruction } = options;
  await table.createIndex('vector', {
    config: Index.hnswSq({ distanceType: 'dot', numPartitions: 1, m, efConstruction }),
  });
  return table;
}

function schemaOf(dimension: number): Schema {
  return new Schema([
    new Field('itemId', new Utf8(), false),
    new Field('vector', new FixedSizeList(dimension, new Field('item', new Float32(), true)), false),
  ]);
}

function arrowRows(
  schema: Schema,
  dimension: number,
  points: readonly { readonly itemId: string; readonly vector: Float32Array }[],
): ArrowTable {
  const values = new Float32Array(points.length * dimension);
  points.forEach(({ vector }, index) => {
    values.set(vector, index * dimension);
  });
  const child = makeData({ type: new Float32(), length: values.length, nullCount: 0, data: values });
  const [itemId, vector] = schema.fields;
  const children: Data[] = [
    vectorFromArray(
      points.map((point) => point.itemId),
      itemId!.type,
    ).data[0] as Data,
    makeData({ type: vector!.type as FixedSizeList, length: points.length, nullCount: 0, child }) as Data,
  ];
  const rows = makeData({ type: new Struct(schema.fields), length: points.length, nullCount: 0, children });
  return new ArrowTable(new RecordBatch(schema, rows));
}
