import type { ItemFacets } from '@kindred/catalog';
import type { VectorPoint } from '@kindred/vector-store';
import type { StampedPoint } from './table/scan-table.ts';
import {
  type FixedSizeList,
  Float32,
  makeData,
  RecordBatch,
  Struct,
  Table,
  vectorFromArray,
  type Data,
  type Schema,
} from 'apache-arrow';

/** Arrow rows of points, all with one stamp. The vectors are copied into one array [points, dimension]. */
export function encodePoints(schema: Schema, points: readonly VectorPoint[], stamp: number): Table {
  const [itemId, stamps, vector, imputed, facets] = schema.fields;
  const dimension = points[0]?.vector.length ?? 0;
  const values = new Float32Array(points.length * dimension);
  points.forEach((point, index) => {
    values.set(point.vector, index * dimension);
  });
  const children: Data[] = [
    column(
      points.map((point) => point.itemId),
      itemId!.type,
    ),
    column(
      points.map(() => stamp),
      stamps!.type,
    ),
    makeData({
      type: vector!.type,
      length: points.length,
      nullCount: 0,
      child: makeData({ type: new Float32(), length: values.length, nullCount: 0, data: values }),
    }) as Data,
    column(
      points.map((point) => [...point.imputed]),
      imputed!.type,
    ),
    column(
      points.map((point) => JSON.stringify(point.facets)),
      facets!.type,
    ),
  ];
  const rows = makeData({ type: new Struct(schema.fields), length: points.length, nullCount: 0, children });
  return new Table(new RecordBatch(schema, rows));
}

function column(values: unknown[], type: Schema['fields'][number]['type']): Data {
  return vectorFromArray(values, type).data[0] as Data;
}

/** Points of a record batch with all columns. The vectors are views of the batch. */
export function decodePoints(batch: RecordBatch): StampedPoint[] {
  const vectors = batch.getChild('vector')!.data[0]! as Data;
  const values = (vectors.children[0] as Data).values as Float32Array;
  const dimension = (vectors.type as FixedSizeList).listSize;
  // Arrow gives the values of a sliced child already cut; those of a sliced list begin at the list's offset.
  const begin = vectors.offset * dimension;
  const [itemId, stamp, imputed, facets] = ['itemId', 'stamp', 'imputed', 'facets'].map((name) =>
    batch.getChild(name)!,
  );
  return Array.from({ length: batch.numRows }, (_, row) => ({
    itemId: String(itemId!.get(row)),
    stamp: Number(stamp!.get(row)),
    vector: values.subarray(begin + row * dimension, begin + (row + 1) * dimension),
    imputed: [...(imputed!.get(row) as Iterable<string>)],
    facets: parseFacets(String(facets!.get(row))),
  }));
}

function parseFacets(json: string): ItemFacets {
  const parsed = JSON.parse(json) as Omit<ItemFacets, 'createdAt'> & { createdAt: string };
  return { ...parsed, createdAt: new Date(parsed.createdAt) };
}
