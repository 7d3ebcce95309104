import type { Device } from './devices.ts';

/** One chunk of a call; small, so that others need not wait long. */
export type ModelInput =
  | { readonly kind: 'text'; readonly texts: readonly string[] }
  /** pixels [count, height, width, 3] */
  | { readonly kind: 'image'; readonly count: number; readonly pixels: Uint8Array }
  /** samples [count, samples of a window] */
  | { readonly kind: 'audio'; readonly count: number; readonly samples: Float32Array };

/** What is known of a model once it is loaded. */
export interface ModelFacts {
  readonly dimension: number;
  readonly device: Device;
  /** Set where another device was asked for: why it could not be used. */
  readonly fallback?: string;
  /** Inputs that one run may take; 1 where a batch would change the vectors. */
  readonly maxRows: number;
}

/** A loaded model. Runs are not interruptible. */
export interface ModelSession {
  readonly facts: ModelFacts;
  /** → [inputs, dimension], unit length; the inputs of all chunks, in order. */
  embed(chunks: readonly ModelInput[]): Promise<Float32Array<ArrayBuffer>>;
  close(): Promise<void>;
}
