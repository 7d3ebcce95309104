import { CollectionCorruptError, type CollectionSpec } from '@kindred/vector-store';
import type { PlanSample } from './plan-sample.ts';

const FORMAT = 1;

/** Whether the server also has an index per modality (`indexed`), or only codes to scan (`scanned`). */
export type CollectionLayout = 'scanned' | 'indexed';

/** What a collection says about itself, in its metadata on the server. */
export interface StoredCollection {
  readonly spec: CollectionSpec;
  readonly layout: CollectionLayout;
}

/** What the server says about a collection, besides. */
export interface CollectionInfo extends StoredCollection {
  /** As many as the server thinks there are. */
  readonly points: number;
  readonly shards: number;
  readonly segments: number;
  /** Whether no index or code is still being built. */
  readonly settled: boolean;
  readonly quantized: boolean;
  /** Points that the segments were sized for; 0 before the first time. */
  readonly sizedFor: number;
  readonly sample: PlanSample | undefined;
}

export const METADATA_KEY = 'kindred';
export const SIZING_KEY = 'kindredSizing';
export const SAMPLE_KEY = 'kindredSample';

export function toMetadata({ spec, layout }: StoredCollection): Record<string, unknown> {
  return { [METADATA_KEY]: { format: FORMAT, spec: { name: spec.name, blocks: spec.blocks }, layout } };
}

interface InfoReply {
  readonly status: string;
  readonly points_count?: number | null;
  readonly segments_count: number;
  readonly config: {
    readonly params: {
      readonly shard_number?: number;
      readonly vectors?: Record<string, { quantization_config?: unknown }>;
    };
    readonly metadata?: Record<string, unknown> | null;
  };
}

/** @throws CollectionCorruptError if another program, or another version of this one, made it */
export function readCollectionInfo(alias: string, reply: unknown): CollectionInfo {
  const { status, points_count, segments_count, config } = reply as InfoReply;
  const metadata = config.metadata ?? {};
  const stored = metadata[METADATA_KEY] as (StoredCollection & { readonly format: number }) | undefined;
  if (stored?.format !== FORMAT)
    throw new CollectionCorruptError(
      stored?.spec.name ?? alias,
      alias,
      `its format is ${String(stored?.format ?? 'unknown')}, this version reads ${String(FORMAT)}`,
      { remedy: `Delete '${alias}' on the server and refill the vector store.` },
    );
  const sizing = metadata[SIZING_KEY] as { readonly points?: number } | undefined;
  return {
    spec: stored.spec,
    layout: stored.layout,
    points: points_count ?? 0,
    shards: config.params.shard_number ?? 1,
    segments: segments_count,
    settled: status === 'green',
    quantized: (config.params.vectors?.['fused']?.quantization_config ?? undefined) !== undefined,
    sizedFor: sizing?.points ?? 0,
    sample: metadata[SAMPLE_KEY] as PlanSample | undefined,
  };
}
