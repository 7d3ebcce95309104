export interface EmbeddingRow {
  readonly itemId: string;
  /** [dimension of the file] */
  readonly vector: Float32Array;
  /** Modalities that the item lacks. */
  readonly imputed: readonly string[];
}

/** A file of embeddings that is being written, row by row. Under its name it appears whole, or not at all. */
export interface EmbeddingFile {
  /** What there will be: the file itself first, then what lies beside it. Absolute. */
  readonly paths: readonly string[];
  /** @throws EmbeddingRowError for a vector of another length or with values that are not finite, EmbeddingFileNotWritableError */
  write(rows: readonly EmbeddingRow[]): Promise<void>;
  /** Gives the files their names; `metadata` goes beside them as JSON. Nothing may be written after it. @throws EmbeddingFileNotWritableError */
  finish(metadata: object): Promise<void>;
  /** Leaves nothing behind. Does nothing after `finish`. */
  discard(): Promise<void>;
}
