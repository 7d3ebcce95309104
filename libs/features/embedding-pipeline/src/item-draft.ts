import type { InputProblem, Item } from '@kindred/catalog';
import type { EncodedClips } from './audio/clip-encoder.ts';
import type { BlockEncoder } from './block-encoder.ts';

/** A validated item on its way to the database. */
export interface ItemDraft {
  /** Its images carry a content hash or a failure once the photos are resolved. */
  readonly item: Item;
  /** Without it an existing item keeps its own. */
  readonly namesCreatedAt: boolean;
  /** Position in the call. */
  readonly position: number;
}

/** What one input of a call came to. */
export type IntakeOutcome =
  | {
      readonly status: 'upserted';
      /** As it is stored now. */
      readonly item: Item;
      /** False if the stored item was equal already: nothing was written or encoded. */
      readonly changed: boolean;
      /** Sentences for people: photos and clips that could not be read, a vector store that will be caught up later. */
      readonly warnings: readonly string[];
    }
  | { readonly status: 'rejected'; readonly itemId: string; readonly problems: readonly InputProblem[] };

/** The first stage's result: photos and clips have their vectors, texts don't yet. */
export interface PreparedBatch {
  readonly catalog: string;
  /** With the models for which the photos were prepared. */
  readonly encoder: BlockEncoder;
  /** One per input; undefined for those that go on as drafts. */
  readonly rejected: readonly (Extract<IntakeOutcome, { status: 'rejected' }> | undefined)[];
  /** Position of an input → position of the later input with the same id that replaces it. */
  readonly superseded: ReadonlyMap<number, number>;
  readonly drafts: readonly ItemDraft[];
  /** Content hash → vector, of photos whose block isn't stored. */
  readonly newImages: ReadonlyMap<string, Float32Array>;
  /** Absent without an audio encoder. */
  readonly clips?: EncodedClips | undefined;
  /** Blocks read on the way, so that they needn't be read again: input hash → vector. */
  readonly knownImages: ReadonlyMap<string, Float32Array>;
}
