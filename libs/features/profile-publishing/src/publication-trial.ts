import {
  ProfileNotFoundError,
  ProfileVersionNotFoundError,
  type FusionProfileRepository,
  type Weights,
} from '@kindred/catalog';
import type { GoldenQueryOutcome } from './golden-query-outcome.ts';
import type { GoldenQueryTester } from './golden-query-tester.ts';
import { findLiveWeights } from './live-weights.ts';

export interface PublicationTrialOptions {
  readonly profiles: Pick<FusionProfileRepository, 'find'>;
  readonly tester: Pick<GoldenQueryTester, 'test'>;
  /** Modalities of the catalog's layout; empty before its first item. */
  readonly findModalities: (catalog: string) => Promise<readonly string[]>;
}

/** A version of a profile. */
export interface PublicationTarget {
  readonly catalog: string;
  readonly name: string;
  readonly version: number;
}

export interface TriedPublication {
  /** Golden queries that pass with what is live and fail with the version. */
  readonly broken: readonly GoldenQueryOutcome[];
  /** The version that was published meanwhile, 0 for none: what the golden queries were compared with. */
  readonly published: number;
}

/** Tells what publishing a version would break. */
export class PublicationTrial {
  readonly #options: PublicationTrialOptions;

  constructor(options: PublicationTrialOptions) {
    this.#options = options;
  }

  /** @throws ProfileNotFoundError, ProfileVersionNotFoundError */
  async requireVersion({ catalog, name, version }: PublicationTarget): Promise<Weights> {
    const profile = await this.#options.profiles.find(catalog, name);
    if (profile === undefined) throw new ProfileNotFoundError(catalog, name);
    const found = profile.versions.find((entry) => entry.version === version);
    if (found === undefined) throw new ProfileVersionNotFoundError(name, version);
    return found.weights;
  }

  /** @throws ProfileNotFoundError, ProfileVersionNotFoundError, InvalidWeightsError, and what stores and models throw */
  async run(target: PublicationTarget, signal?: AbortSignal): Promise<TriedPublication> {
    const { profiles, tester, findModalities } = this.#options;
    const { catalog, name } = target;
    const draft = await this.requireVersion(target);
    const live = await findLiveWeights(profiles, { catalog, name, modalities: await findModalities(catalog) });
    const request = { catalog, profile: name, live: live.weights, draft };
    const outcomes = await tester.test(signal === undefined ? request : { ...request, signal });
    return {
      broken: outcomes.filter(({ broken }) => broken),
      published: live.profile === name ? (live.version ?? 0) : 0,
    };
  }
}
