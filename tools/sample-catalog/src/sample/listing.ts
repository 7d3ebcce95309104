import type { PhotoPlan } from './photo.ts';

/** An item of the sample catalogue before it is written. */
export interface Listing {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  /** US dollars. */
  readonly price?: number;
  readonly brand?: string;
  readonly section: readonly string[];
  readonly photos: readonly PhotoPlan[];
  /** Name → tags. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** Before the reference date. */
  readonly ageDays: number;
  readonly available: boolean;
}

/** Which modalities tell that a listing is a copy. */
export type NearCopyKind = 'photo-and-text' | 'photo-only' | 'text-only';
export type MissingModality = 'photo' | 'price' | 'brand' | 'section';

export interface NearCopy {
  readonly itemId: string;
  readonly originalId: string;
  readonly kind: NearCopyKind;
  /** What was done to each photo, in the order of the copy's photos. */
  readonly photoEdits: readonly (readonly string[])[];
  readonly photosReordered: boolean;
  readonly textEdits: readonly string[];
  /** Price of the copy over that of the original. */
  readonly priceFactor: number;
  /** What the copy lacks and the original has. */
  readonly missing: readonly MissingModality[];
}

export type Outlier =
  | {
      readonly kind: 'wrong-section';
      readonly itemId: string;
      readonly section: readonly string[];
      readonly trueSection: readonly string[];
    }
  | { readonly kind: 'wrong-photo'; readonly itemId: string; readonly photoOf: string; readonly originalId: string };

/** Related items that are no duplicates of each other: sizes, memories, colours of one product. */
export interface VariantGroup {
  readonly productId: string;
  readonly itemIds: readonly string[];
  /** The shop shows all of them with one photo. */
  readonly sharedPhoto: boolean;
}

/** What there is to find in the sample catalogue. */
export interface GroundTruth {
  readonly nearCopies: readonly NearCopy[];
  /** Originals with all their copies. */
  readonly duplicateGroups: readonly (readonly string[])[];
  readonly variantGroups: readonly VariantGroup[];
  /** Each is a copy of its original too, and stands in `nearCopies`. */
  readonly outliers: readonly Outlier[];
}
