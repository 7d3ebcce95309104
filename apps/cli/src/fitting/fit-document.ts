import type { TransformMethod } from '@kindred/fusion';
import type { MeasurementReport } from '@kindred/evaluation';

export interface FitOptions {
  readonly modality: string;
  readonly center?: boolean;
  readonly scale?: boolean;
  readonly whiten?: boolean;
  readonly dimensions?: number;
  /** `section`, `brand`, or an attribute: what classes are judged by. */
  readonly label: string;
  /** An attribute: items with the same value of it are not judged by each other. */
  readonly apart?: string;
  /** Items that are fitted on, and those of them that are judged. */
  readonly sample: number;
  readonly judge: number;
  readonly apply?: boolean;
  /** Switches though golden queries break. */
  readonly allowBroken?: boolean;
  readonly remove?: boolean;
  /** Hash of a layout. */
  readonly backTo?: string;
}

export interface FittedFacts {
  readonly id: string;
  readonly encoder: string;
  readonly method: TransformMethod;
  readonly fittedOn: number;
}

/** Hashes; equal where nothing was switched. */
export interface LayoutChange {
  readonly before: string;
  readonly after: string;
}

/** What was measured, and what came of it; without `transform` a layout of before was switched to. */
export interface FitDocument extends MeasurementReport {
  readonly catalog: string;
  readonly modality: string;
  readonly transform?: FittedFacts;
  readonly layout: LayoutChange;
  readonly switched: boolean;
  /** What a person may do now. */
  readonly next: string;
}
