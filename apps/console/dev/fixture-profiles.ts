export interface FixtureVersion {
  version: number;
  weights: Record<string, number>;
  status: 'DRAFT' | 'PUBLISHED' | 'RETIRED';
  reason: string | null;
  author: string | null;
  createdAt: string;
  publishedAt: string | null;
}

export interface FixtureProfile {
  readonly __typename: 'FusionProfile';
  readonly name: string;
  readonly versions: FixtureVersion[];
  readonly published: FixtureVersion | null;
}

const MADE_AT = '2026-01-01T08:00:00.000Z';

/** Profiles in memory, with the outcomes of the schema's unions. */
export function createFixtureProfiles() {
  const profiles = new Map<string, FixtureProfile>();

  const saveDraft = (name: string, weights: Record<string, number>, reason: string | null): FixtureProfile => {
    const profile = profiles.get(name) ?? makeProfile(name);
    profiles.set(name, profile);
    const version = profile.versions.length + 1;
    profile.versions.unshift({
      version,
      weights,
      status: 'DRAFT',
      reason,
      author: 'fixture',
      createdAt: MADE_AT,
      publishedAt: null,
    });
    return profile;
  };
  const publish = (profile: FixtureProfile, version: FixtureVersion | undefined): FixtureProfile => {
    if (profile.published !== null) profile.published.status = 'RETIRED';
    if (version !== undefined) Object.assign(version, { status: 'PUBLISHED', publishedAt: MADE_AT });
    return profile;
  };

  const start = saveDraft(
    'default',
    { image: 0.7, text: 0.4, price: 0.3, brand: 0.2, section: 0.4 },
    'A balanced start',
  );
  publish(start, start.versions[0]);
  return { profiles, saveDraft, publish };
}

function makeProfile(name: string): FixtureProfile {
  return {
    __typename: 'FusionProfile',
    name,
    versions: [],
    get published() {
      return this.versions.find(({ status }) => status === 'PUBLISHED') ?? null;
    },
  };
}
