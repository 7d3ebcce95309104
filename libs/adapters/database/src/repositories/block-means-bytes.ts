import type { BlockMeans } from '@kindred/fusion';
import { toBytes, toFloat32Array } from './float32-bytes.ts';

/** One mean: modality, section key, number of dimensions; the floats follow in the order of these. */
type HeaderEntry = readonly [modality: string, sectionKey: string, dimension: number];

/** [header length: uint32 LE] [header: JSON, UTF-8] [float32 LE …]. A modality without means is left out. */
export function packMeans(means: BlockMeans): Buffer {
  const entries = [...means].flatMap(([modality, bySection]) =>
    [...bySection].map(([key, vector]) => ({ header: [modality, key, vector.length] satisfies HeaderEntry, vector })),
  );
  const header = Buffer.from(JSON.stringify(entries.map((entry) => entry.header)));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  return Buffer.concat([length, header, ...entries.map(({ vector }) => toBytes(vector))]);
}

export function unpackMeans(packed: Buffer): BlockMeans {
  const headerEnd = 4 + packed.readUInt32LE(0);
  const header = JSON.parse(packed.subarray(4, headerEnd).toString('utf8')) as HeaderEntry[];
  const means = new Map<string, Map<string, Float32Array>>();
  let start = headerEnd;
  for (const [modality, key, dimension] of header) {
    const end = start + 4 * dimension;
    const bySection = means.get(modality) ?? new Map<string, Float32Array>();
    means.set(modality, bySection.set(key, toFloat32Array(packed.subarray(start, end))));
    start = end;
  }
  return means;
}
