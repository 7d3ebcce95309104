/** What a person sets: modality → number in [-1, 1]; at least one is not 0. */
export type Weights = Readonly<Record<string, number>>;

export type ProfileVersionStatus = 'draft' | 'published' | 'retired';

/** One immutable version of a profile's weights; only its status changes. */
export interface FusionProfileVersion {
  readonly version: number;
  readonly weights: Weights;
  readonly status: ProfileVersionStatus;
  readonly author?: string;
  readonly reason?: string;
  readonly createdAt: Date;
  readonly publishedAt?: Date;
}

/** Named weights. At most one version is published; queries by name use that one. */
export interface FusionProfile {
  readonly name: string;
  readonly versions: readonly FusionProfileVersion[];
}
