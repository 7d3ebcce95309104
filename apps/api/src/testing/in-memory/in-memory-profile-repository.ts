import {
  type FusionProfile,
  type FusionProfileRepository,
  type FusionProfileVersion,
  NoEarlierVersionError,
  ProfileNotFoundError,
  ProfileVersionNotFoundError,
} from '@kindred/catalog';

/** Time moves one second per change. */
export class InMemoryProfileRepository implements FusionProfileRepository {
  readonly #profiles = new Map<string, FusionProfile>();
  #now = Date.UTC(2026, 0, 1);

  async list(catalog: string): Promise<FusionProfile[]> {
    const own = [...this.#profiles].filter(([key]) => key.startsWith(`${catalog}\n`)).map(([, profile]) => profile);
    return own.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  async find(catalog: string, name: string): Promise<FusionProfile | undefined> {
    return this.#profiles.get(`${catalog}\n${name}`);
  }

  async saveDraft(
    catalog: string,
    { name, ...draft }: Parameters<FusionProfileRepository['saveDraft']>[1],
  ): Promise<FusionProfile> {
    const versions = this.#profiles.get(`${catalog}\n${name}`)?.versions ?? [];
    const version: FusionProfileVersion = {
      ...draft,
      version: versions.length + 1,
      status: 'draft',
      createdAt: this.#tick(),
    };
    return this.#save(catalog, { name, versions: [...versions, version] });
  }

  async publish(catalog: string, name: string, version: number): Promise<FusionProfile> {
    const profile = this.#profiles.get(`${catalog}\n${name}`);
    if (profile === undefined) throw new ProfileNotFoundError(catalog, name);
    if (!profile.versions.some((entry) => entry.version === version))
      throw new ProfileVersionNotFoundError(name, version);
    const publishedAt = this.#tick();
    const versions = profile.versions.map((entry): FusionProfileVersion => {
      if (entry.version === version) return { ...entry, status: 'published', publishedAt };
      return entry.status === 'published' ? { ...entry, status: 'retired' } : entry;
    });
    return this.#save(catalog, { name, versions });
  }

  async rollBack(catalog: string, name: string): Promise<FusionProfile> {
    const profile = this.#profiles.get(`${catalog}\n${name}`);
    if (profile === undefined) throw new ProfileNotFoundError(catalog, name);
    const retired = profile.versions.filter(({ status }) => status === 'retired');
    const last = retired.toSorted((a, b) => (b.publishedAt?.getTime() ?? 0) - (a.publishedAt?.getTime() ?? 0))[0];
    if (last === undefined) throw new NoEarlierVersionError(name);
    return this.publish(catalog, name, last.version);
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
