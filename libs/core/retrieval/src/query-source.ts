import type { PcmClip, PixelImage } from '@kindred/embedding-model';

interface Weighted {
  /** How much the source counts among the others, finite and not 0; negative means "unlike". */
  readonly weight: number;
}

/** All blocks that the item truly has. */
export interface ItemSource extends Weighted {
  readonly kind: 'item';
  readonly itemId: string;
}

/** A block of modality `text`, and one of `image` where words can be compared with the catalog's photos. */
export interface TextSource extends Weighted {
  readonly kind: 'text';
  readonly text: string;
}

/** A block of modality `image`. */
export interface PhotoSource extends Weighted {
  readonly kind: 'photo';
  /** Prepared as the image model's `spec.input` says. */
  readonly pixels: PixelImage;
}

/** A block of modality `audio`. */
export interface ClipSource extends Weighted {
  readonly kind: 'clip';
  /** At the rate of the audio model's `spec.clip`. */
  readonly clip: PcmClip;
}

/** Blocks that the caller has: a user's interest, a draft that is not stored. */
export interface BlocksSource extends Weighted {
  readonly kind: 'blocks';
  /** Modality → block, in the dimensions of the catalog's layout. */
  readonly blocks: ReadonlyMap<string, Float32Array>;
}

/** One part of a query: "like this", or with a negative weight "unlike this". */
export type QuerySource = ItemSource | TextSource | PhotoSource | ClipSource | BlocksSource;
