import {
  ProfileNotFoundError,
  ProfileVersionNotFoundError,
  type FusionProfile,
  type FusionProfileRepository,
  type ProfileSchedule,
  type ProfileScheduleRepository,
  type Publication,
  type ScheduleRequest,
  type Weights,
} from '@kindred/catalog';
import { GoldenQueriesBrokenError } from './errors.ts';
import type { GoldenQueryOutcome } from './golden-query-outcome.ts';
import type { GoldenQueryTester } from './golden-query-tester.ts';
import { findLiveWeights } from './live-weights.ts';

export interface ProfilePublisherOptions {
  readonly profiles: FusionProfileRepository;
  readonly schedules: ProfileScheduleRepository;
  readonly tester: Pick<GoldenQueryTester, 'test'>;
  /** Modalities of the catalog's layout; empty before its first item. */
  readonly findModalities: (catalog: string) => Promise<readonly string[]>;
  /** Told why golden queries could not be tried, where the publication went on without them. */
  readonly onUntested?: (catalog: string, profile: string, error: unknown) => void;
}

export interface PublishOptions {
  /** Nothing is published if a golden query would break, or if they can't be tried. */
  readonly refuseIfBroken: boolean;
  readonly signal?: AbortSignal;
}

/** Golden queries that pass with what was live and fail with the version; absent if they could not be tried. */
interface Tested {
  readonly broken?: readonly GoldenQueryOutcome[];
}

export interface PublishedProfile extends Tested {
  readonly profile: FusionProfile;
}

export interface ScheduledProfile extends Tested {
  readonly schedule: ProfileSchedule;
}

/** Publishes and schedules versions, and says which golden queries break by it. */
export class ProfilePublisher {
  readonly #options: ProfilePublisherOptions;

  constructor(options: ProfilePublisherOptions) {
    this.#options = options;
  }

  /** @throws ProfileNotFoundError, ProfileVersionNotFoundError, ProfileConflictError, GoldenQueriesBrokenError */
  async publish(
    target: { readonly catalog: string; readonly name: string; readonly version: number },
    publication: Publication,
    options: PublishOptions,
  ): Promise<PublishedProfile> {
    const { catalog, name, version } = target;
    const tested = await this.#test(target, options);
    return { profile: await this.#options.profiles.publish(catalog, name, version, publication), ...tested };
  }

  /**
   * Golden queries are tried now, not when the time has come.
   * @throws ProfileNotFoundError, ProfileVersionNotFoundError, ScheduleTimeTakenError, GoldenQueriesBrokenError
   */
  async schedule(catalog: string, request: ScheduleRequest, options: PublishOptions): Promise<ScheduledProfile> {
    const { profile: name, version } = request;
    const tested = await this.#test({ catalog, name, version }, options);
    return { schedule: await this.#options.schedules.schedule(catalog, request), ...tested };
  }

  async #test(
    { catalog, name, version }: { readonly catalog: string; readonly name: string; readonly version: number },
    { refuseIfBroken, signal }: PublishOptions,
  ): Promise<Tested> {
    const { profiles, tester, findModalities, onUntested } = this.#options;
    const draft = await this.#findWeights(catalog, name, version);
    try {
      const { weights: live } = await findLiveWeights(profiles, {
        catalog,
        name,
        modalities: await findModalities(catalog),
      });
      const request = { catalog, profile: name, live, draft };
      const outcomes = await tester.test(signal === undefined ? request : { ...request, signal });
      const broken = outcomes.filter((outcome) => outcome.broken);
      if (refuseIfBroken && broken.length > 0) throw new GoldenQueriesBrokenError(name, version, broken);
      return { broken };
    } catch (error) {
      // A vector store that is away must not keep anyone from publishing.
      if (refuseIfBroken || signal?.aborted === true) throw error;
      onUntested?.(catalog, name, error);
      return {};
    }
  }

  async #findWeights(catalog: string, name: string, version: number): Promise<Weights> {
    const profile = await this.#options.profiles.find(catalog, name);
    if (profile === undefined) throw new ProfileNotFoundError(catalog, name);
    const found = profile.versions.find((entry) => entry.version === version);
    if (found === undefined) throw new ProfileVersionNotFoundError(name, version);
    return found.weights;
  }
}
