/**
 * Which way searches take: `exact` compares every vector in full, `scan` compares int8 codes of every vector and rescores the
 * best, `union` asks an index per modality; `auto` decides by size and by the recall measured on the collection.
 */
export type QdrantPlanSetting = 'auto' | 'exact' | 'scan' | 'union';

/** How to reach a Qdrant server, and how collections are made on it. */
export interface QdrantSettings {
  /** `http://host:port` or `https://…`, without a slash at its end. */
  readonly baseUrl: string;
  readonly apiKey?: string;
  /** Begins the names of all collections, so that installations can share a server: lower-case letters, digits and `-`. */
  readonly prefix: string;
  /** Longest time of a search or look-up, tries included; writes may take six times as long. 100 to 600,000. */
  readonly timeoutMs: number;
  readonly plan: QdrantPlanSetting;
  /** Shards of a new collection, 1 to 1,000. */
  readonly shards: number;
  /** Copies of each shard of a new collection, 1 to 10. A write is done when all of them have it. */
  readonly replicas: number;
  /** Whether a new collection keeps int8 codes in memory. Without them `scan` is as slow as `exact`. */
  readonly quantization: boolean;
  /** Whether a new collection leaves float32 vectors and payloads on disk. */
  readonly onDisk: boolean;
  /** Segments per shard of a new collection, 0 to 64; 0 is one per core of the server. */
  readonly segments: number;
  /** Points that a new collection will hold, as far as known: it decides whether an index per modality is made. */
  readonly expectedItems: number;
  /** With `auto`, shards of more points than this are searched by `union`; 1,000 and more. */
  readonly scanLimit: number;
}

export const DEFAULT_QDRANT_SETTINGS: Omit<QdrantSettings, 'baseUrl'> = {
  prefix: 'kindred',
  timeoutMs: 10_000,
  plan: 'auto',
  shards: 1,
  replicas: 1,
  quantization: true,
  onDisk: false,
  segments: 0,
  expectedItems: 0,
  scanLimit: 1_000_000,
};
