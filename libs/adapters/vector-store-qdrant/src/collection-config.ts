import { vectorDimension, type CollectionSpec } from '@kindred/vector-store';
import type { IndexedField } from './point-payload.ts';
import type { QdrantSettings } from './qdrant-settings.ts';
import { SIZING_KEY, toMetadata, type CollectionLayout } from './stored-collection.ts';

/** The vector that holds all blocks, one behind the other. */
export const FUSED_VECTOR = 'fused';

/** The vector of one block, in a collection that has an index per modality. */
export function blockVector(index: number): string {
  return `block-${String(index)}`;
}

export const HNSW = { m: 16, ef_construct: 128 } as const;
/** No graph: every search compares the codes of all vectors. */
const NO_HNSW = { m: 0 } as const;
const INT8 = { scalar: { type: 'int8', quantile: 1, always_ram: true } } as const;

export interface NewCollection {
  readonly spec: CollectionSpec;
  readonly layout: CollectionLayout;
  readonly segments: number;
  readonly settings: QdrantSettings;
}

/** The body that makes it. Similarities are dot products: blocks filled in with a mean are shorter than 1 and must stay so. */
export function createBody({ spec, layout, segments, settings }: NewCollection): object {
  const vector = (size: number, hnsw_config: object, quantize: boolean) => ({
    size,
    distance: 'Dot',
    on_disk: settings.onDisk,
    hnsw_config,
    ...(quantize ? { quantization_config: INT8 } : {}),
  });
  const hasGraph = layout === 'indexed';
  const blocks = hasGraph
    ? spec.blocks.map(({ dimension }, index) => [blockVector(index), vector(dimension, HNSW, settings.quantization)])
    : [];
  return {
    vectors: {
      [FUSED_VECTOR]: vector(vectorDimension(spec), hasGraph ? HNSW : NO_HNSW, settings.quantization),
      ...Object.fromEntries(blocks),
    },
    // From disk, the item ids of ten hits cost as much as the scan.
    on_disk_payload: settings.onDisk,
    shard_number: settings.shards,
    replication_factor: settings.replicas,
    // A search may be answered by any replica, and must see what was written.
    write_consistency_factor: settings.replicas,
    optimizers_config: segmentConfig(spec, { segments, shards: settings.shards, points: settings.expectedItems }),
    metadata: { ...toMetadata({ spec, layout }), [SIZING_KEY]: { points: settings.expectedItems } },
  };
}

/** Segments of a shard are searched side by side, one per core; left alone the server merges a hundred thousand points into one. */
export function segmentConfig(
  spec: CollectionSpec,
  { segments, shards, points }: { readonly segments: number; readonly shards: number; readonly points: number },
): object {
  if (segments === 0) return {};
  const kilobytes = Math.ceil((points / shards / segments) * (vectorDimension(spec) * 4) * SEGMENT_MARGIN) / 1024;
  return {
    default_segment_number: segments,
    ...(points === 0 ? {} : { max_segment_size: Math.max(MIN_SEGMENT_KB, Math.ceil(kilobytes)) }),
  };
}

/** A little over an equal share: the server merges greedily, and larger segments come out less equal. */
const SEGMENT_MARGIN = 1.1;
const MIN_SEGMENT_KB = 20_000;

/** Made with the collection, before its points: a graph built before its payload indexes doesn't know about filters. */
export const PAYLOAD_INDEXES: Readonly<Record<IndexedField, object>> = {
  sections: { type: 'keyword' },
  currency: { type: 'keyword' },
  price: { type: 'float' },
  brand: { type: 'keyword' },
  available: { type: 'bool' },
  attributes: { type: 'keyword' },
  createdAt: { type: 'integer', lookup: false, range: true },
};
