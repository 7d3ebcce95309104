/**
 * An encoded block: the vector of one input under one encoder. Content-addressed, so that equal inputs are encoded once.
 */
export interface EncodedBlock {
  /** SHA-256 (hex) of the encoder's input: image bytes, text, value. */
  readonly inputHash: string;
  /** Identity of the encoder: model, revision, dtype, preprocessing. */
  readonly encoderId: string;
  /** [dimension], unit length. */
  readonly vector: Float32Array;
}

/** Which encoded inputs make up one block of an item: several for `image` (one per photo), else one. */
export interface ItemBlockReference {
  readonly itemId: string;
  readonly modality: string;
  readonly encoderId: string;
  readonly inputHashes: readonly string[];
}

export interface UnencodedQuery {
  readonly modality: string;
  readonly encoderId: string;
  readonly after?: string;
  readonly limit: number;
}

/** The truth about vectors: the vector store can be refilled from here without running a model. */
export interface BlockStore {
  /** Vectors of those inputs that were encoded before, by input hash. */
  findBlocks(encoderId: string, inputHashes: readonly string[]): Promise<Map<string, Float32Array>>;
  saveBlocks(blocks: readonly EncodedBlock[]): Promise<void>;
  /** References of these items, all modalities. */
  findReferences(catalog: string, itemIds: readonly string[]): Promise<ItemBlockReference[]>;
  /**
   * Ids behind `after`, in code-point order, of items with an input of the modality that is not stored under the encoder;
   * at most `limit`.
   */
  findUnencoded(catalog: string, query: UnencodedQuery): Promise<string[]>;
  /** References of the modality whose inputs are all stored under the encoder name it from now on. Returns how many changed. */
  adoptEncoder(catalog: string, modality: string, encoderId: string): Promise<number>;
}
