/** What a person sets: modality → number in [-1, 1]; at least one is not 0. */
export type Weights = Readonly<Record<string, number>>;

export type ProfileVersionStatus = 'draft' | 'published' | 'retired';

/** One immutable version of a profile's weights; only its status changes. */
export interface FusionProfileVersion {
  readonly version: number;
  readonly weights: Weights;
  readonly status: ProfileVersionStatus;
  /** The newest version when it was saved, where the author said so; 0: there was none. */
  readonly baseVersion?: number;
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

/** Who changes a profile, and why. */
export interface ProfileChange {
  readonly author?: string;
  readonly reason?: string;
}

export interface ProfileDraft extends ProfileChange {
  readonly name: string;
  readonly weights: Weights;
  /** The newest version that the author knew, 0 for none; left out, nothing is compared. */
  readonly baseVersion?: number;
}

export interface Publication extends ProfileChange {
  /** The version that the author took for the published one, 0 for none; left out, nothing is compared. */
  readonly expectedPublished?: number;
}

/** The version that queries by name use. */
export function publishedVersion({ versions }: FusionProfile): FusionProfileVersion | undefined {
  return versions.find(({ status }) => status === 'published');
}

/** The highest version number; 0 where there is none. */
export function newestVersion({ versions }: FusionProfile): number {
  return Math.max(0, ...versions.map(({ version }) => version));
}
