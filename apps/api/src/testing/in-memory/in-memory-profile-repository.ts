import {
  type FusionProfile,
  type FusionProfileRepository,
  type FusionProfileVersion,
  newestVersion,
  NoEarlierVersionError,
  type ProfileChange,
  ProfileConflictError,
  type ProfileDraft,
  type ProfileEvent,
  type ProfileHistoryPage,
  type ProfileHistoryQuery,
  ProfileNotFoundError,
  ProfileVersionNotFoundError,
  type Publication,
  publishedVersion,
  validateProfileName,
} from '@kindred/catalog';

type NewEvent = Omit<ProfileEvent, 'sequence' | 'at'>;

/** Time moves one second per change. */
export class InMemoryProfileRepository implements FusionProfileRepository {
  readonly #profiles = new Map<string, FusionProfile>();
  readonly #events = new Map<string, ProfileEvent[]>();
  #now = Date.UTC(2026, 0, 1);

  async list(catalog: string): Promise<FusionProfile[]> {
    const own = [...this.#profiles].filter(([key]) => key.startsWith(`${catalog}\n`)).map(([, profile]) => profile);
    return own.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  async find(catalog: string, name: string): Promise<FusionProfile | undefined> {
    return this.#profiles.get(`${catalog}\n${name}`);
  }

  async saveDraft(catalog: string, { name, ...draft }: ProfileDraft): Promise<FusionProfile> {
    const profile = this.#profiles.get(`${catalog}\n${name}`) ?? { name, versions: [] };
    const newest = newestVersion(profile);
    if (newest === 0) validateProfileName(name);
    const { baseVersion, author, reason } = draft;
    if (baseVersion !== undefined && baseVersion !== newest) throw ProfileConflictError.ofDraft(profile, baseVersion);
    const version: FusionProfileVersion = {
      ...draft,
      version: newest + 1,
      status: 'draft',
      createdAt: this.#tick(),
    };
    this.record(catalog, name, { action: 'drafted', version: version.version, ...given({ author, reason }) });
    return this.#save(catalog, { name, versions: [...profile.versions, version] });
  }

  async publish(
    catalog: string,
    name: string,
    version: number,
    { expectedPublished, ...change }: Publication & { readonly scheduleId?: string } = {},
  ): Promise<FusionProfile> {
    const profile = this.#load(catalog, name);
    if (!profile.versions.some((entry) => entry.version === version))
      throw new ProfileVersionNotFoundError(name, version);
    if (expectedPublished !== undefined && expectedPublished !== (publishedVersion(profile)?.version ?? 0))
      throw ProfileConflictError.ofPublication(profile, expectedPublished);
    return this.#publish(catalog, profile, { action: 'published', version, ...change });
  }

  async rollBack(catalog: string, name: string, change: ProfileChange = {}): Promise<FusionProfile> {
    const profile = this.#load(catalog, name);
    const retired = profile.versions.filter(({ status }) => status === 'retired');
    const last = retired.toSorted((a, b) => (b.publishedAt?.getTime() ?? 0) - (a.publishedAt?.getTime() ?? 0))[0];
    if (last === undefined) throw new NoEarlierVersionError(name);
    return this.#publish(catalog, profile, { action: 'rolled_back', version: last.version, ...change });
  }

  async history(catalog: string, name: string, { limit, before }: ProfileHistoryQuery): Promise<ProfileHistoryPage> {
    const all = (this.#events.get(`${catalog}\n${name}`) ?? []).toReversed();
    const behind = before === undefined ? all : all.filter(({ sequence }) => sequence < before);
    return { events: behind.slice(0, limit), hasMore: behind.length > limit };
  }

  /** For what others do to a profile: scheduling. */
  record(catalog: string, name: string, event: NewEvent): void {
    const key = `${catalog}\n${name}`;
    const events = this.#events.get(key) ?? [];
    this.#events.set(key, [...events, { ...event, sequence: BigInt(events.length + 1), at: this.#tick() }]);
  }

  #publish(catalog: string, profile: FusionProfile, event: NewEvent): FusionProfile {
    const publishedAt = this.#tick();
    const replaced = publishedVersion(profile)?.version;
    const versions = profile.versions.map((entry): FusionProfileVersion => {
      if (entry.version === event.version) return { ...entry, status: 'published', publishedAt };
      return entry.status === 'published' ? { ...entry, status: 'retired' } : entry;
    });
    this.record(catalog, profile.name, {
      ...event,
      ...(replaced === undefined ? {} : { replacedVersion: replaced }),
    });
    return this.#save(catalog, { name: profile.name, versions });
  }

  #load(catalog: string, name: string): FusionProfile {
    const profile = this.#profiles.get(`${catalog}\n${name}`);
    if (profile === undefined) throw new ProfileNotFoundError(catalog, name);
    return profile;
  }

  #save(catalog: string, profile: FusionProfile): FusionProfile {
    this.#profiles.set(`${catalog}\n${profile.name}`, profile);
    return profile;
  }

  #tick(): Date {
    this.#now += 1000;
    return new Date(this.#now);
  }
}

function given({ author, reason }: { author: string | undefined; reason: string | undefined }): ProfileChange {
  return { ...(author === undefined ? {} : { author }), ...(reason === undefined ? {} : { reason }) };
}
