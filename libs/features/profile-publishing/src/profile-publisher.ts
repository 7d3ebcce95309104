import type {
  FusionProfile,
  FusionProfileRepository,
  ProfileSchedule,
  ProfileScheduleRepository,
  Publication,
  ScheduleRequest,
} from '@kindred/catalog';
import { GoldenQueriesBrokenError } from './errors.ts';
import type { GoldenQueryOutcome } from './golden-query-outcome.ts';
import type { PublicationTarget, PublicationTrial } from './publication-trial.ts';

export interface ProfilePublisherOptions {
  readonly profiles: Pick<FusionProfileRepository, 'publish'>;
  readonly schedules: Pick<ProfileScheduleRepository, 'schedule'>;
  readonly trial: PublicationTrial;
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
    target: PublicationTarget,
    publication: Publication,
    options: PublishOptions,
  ): Promise<PublishedProfile> {
    const { catalog, name, version } = target;
    const tested = await this.#test(target, options);
    return { profile: await this.#options.profiles.publish(catalog, name, version, publication), ...tested };
  }

  /**
   * Golden queries are tried now; when the time has come they are tried again if the schedule is to be refused for broken ones.
   * @throws ProfileNotFoundError, ProfileVersionNotFoundError, ScheduleTimeTakenError, GoldenQueriesBrokenError
   */
  async schedule(
    catalog: string,
    request: Omit<ScheduleRequest, 'refuseIfBroken'>,
    options: PublishOptions,
  ): Promise<ScheduledProfile> {
    const { profile: name, version } = request;
    const { refuseIfBroken } = options;
    const tested = await this.#test({ catalog, name, version }, options);
    return { schedule: await this.#options.schedules.schedule(catalog, { ...request, refuseIfBroken }), ...tested };
  }

  async #test(target: PublicationTarget, { refuseIfBroken, signal }: PublishOptions): Promise<Tested> {
    const { catalog, name, version } = target;
    await this.#options.trial.requireVersion(target);
    try {
      const { broken } = await this.#options.trial.run(target, signal);
      if (refuseIfBroken && broken.length > 0) throw new GoldenQueriesBrokenError(name, version, broken);
      return { broken };
    } catch (error) {
      // A vector store that is away must not keep anyone from publishing.
      if (refuseIfBroken || signal?.aborted === true) throw error;
      this.#options.onUntested?.(catalog, name, error);
      return {};
    }
  }
}
