import { GraphQLError } from 'graphql';
import type { FixtureItem } from './fixture-catalog.ts';
import { FIXTURE_MODALITIES, fixtureSimilarity, isImputed } from './fixture-similarity.ts';

interface Filter { section?: string[]; brand?: string[]; available?: boolean; price?: { min?: number; max?: number } }
interface Page { first: number; after?: string; filter?: Filter }
interface Part { itemId?: string; text?: string; photo?: unknown; weight: number }
interface SimilarArgs extends Page, Omit<Part, 'weight'> { mixture?: Part[]; weights?: Record<string, number>; profile?: string }
interface Version { version: number; weights: Record<string, number>; status: string; reason: string | null; author: string | null; createdAt: string; publishedAt: string | null }
interface Profile { __typename: 'FusionProfile'; name: string; versions: Version[]; readonly published: Version | null }

export function createFixtureResolvers(items: readonly FixtureItem[]) {
  const profiles = new Map<string, Profile>();
  const clock = (): string => new Date().toISOString();
  const saveDraft = (name: string, weights: Record<string, number>, reason: string | null): Profile => {
    const profile = profiles.get(name) ?? makeProfile(name);
    profiles.set(name, profile);
    profile.versions.unshift({ version: profile.versions.length + 1, weights, status: 'DRAFT', reason, author: 'demo', createdAt: clock(), publishedAt: null });
    return profile;
  };
  const publish = (profile: Profile, version: Version): Profile => {
    for (const other of profile.versions) if (other.status === 'PUBLISHED') other.status = 'RETIRED';
    Object.assign(version, { status: 'PUBLISHED', publishedAt: clock() });
    return profile;
  };
  publish(saveDraft('default', { image: 0.7, text: 0.4, price: 0.3, brand: 0.2, section: 0.4 }, 'A balanced start'), profiles.get('default')?.versions[0] as Version);
  publish(saveDraft('lookalike', { image: 1 }, 'Photo only, for visual search'), profiles.get('lookalike')?.versions[0] as Version);

  return {
    catalog: () => ({ name: 'fixture', currency: 'EUR', itemCount: items.length, modalities: FIXTURE_MODALITIES, brands: countBrands(items), sections: countSections(items) }),
    item: ({ id }: { id: string }) => withImages(items.find((item) => item.id === id)),
    items: (args: Page & { sort?: { by: string; descending: boolean } }) => pageOf(sorted(filtered(items, args.filter), args.sort), args),
    similarItems: (args: SimilarArgs) => similarItems(items, args, profiles),
    fusionProfiles: () => [...profiles.values()],
    saveFusionProfileDraft: (args: { name: string; weights: Record<string, number>; reason?: string }) => saveDraft(args.name, args.weights, args.reason ?? null),
    publishFusionProfile: ({ name, version }: { name: string; version: number }) => {
      const profile = profiles.get(name);
      const found = profile?.versions.find((candidate) => candidate.version === version);
      if (profile === undefined || found === undefined) return { __typename: 'ProfileNotFound', name, message: `There is no profile '${name}'.` };
      return publish(profile, found);
    },
    rollBackFusionProfile: ({ name }: { name: string }) => {
      const profile = profiles.get(name);
      const earlier = profile?.versions.find(({ status }) => status === 'RETIRED');
      if (profile === undefined || earlier === undefined) return { __typename: 'NoEarlierVersion', name, message: `Profile '${name}' has no earlier published version to go back to.` };
      return publish(profile, earlier);
    },
  };
}

function makeProfile(name: string): Profile {
  return { __typename: 'FusionProfile', name, versions: [], get published() { return this.versions.find(({ status }) => status === 'PUBLISHED') ?? null; } };
}

function similarItems(items: readonly FixtureItem[], args: SimilarArgs, profiles: Map<string, Profile>) {
  const profile = profiles.get(args.profile ?? 'default')?.published;
  if (profile == null) return { __typename: 'ProfileNotFound', name: args.profile, message: `There is no published profile '${args.profile}'.` };
  const given = args.weights ?? profile.weights;
  if (Object.values(given).every((weight) => weight === 0)) throw new GraphQLError('At least one weight must differ from 0', { extensions: { code: 'BAD_USER_INPUT' } });
  const parts = (args.mixture ?? [{ ...args, weight: 1 }]).map((part) => ({ ...part, item: items.find(({ id }) => id === part.itemId) }));
  const missing = parts.find((part) => part.itemId != null && part.item === undefined);
  if (missing !== undefined) return { __typename: 'ItemNotFound', id: missing.itemId, message: `There is no item '${missing.itemId}'.` };
  const canUse = (modality: string): boolean => parts.some((part) => part.item !== undefined || (modality === 'text' && part.text != null) || (modality === 'image' && part.photo != null));
  const total = Object.entries(given).reduce((sum, [modality, weight]) => sum + (canUse(modality) ? Math.abs(weight) : 0), 0);
  const weights = FIXTURE_MODALITIES.map(({ name, label }) => {
    const weight = given[name] ?? 0;
    const usable = canUse(name);
    return { modality: name, weight, effectiveWeight: usable && total > 0 ? weight / total : 0, note: usable || weight === 0 ? null : `The query has no ${label.toLowerCase()} to compare with.` };
  });
  const score = (item: FixtureItem) => {
    const contributions = weights.map(({ modality, weight, effectiveWeight }) => {
      const sum = parts.reduce((acc, part) => acc + part.weight * fixtureSimilarity(modality, part.item ?? { title: part.text ?? '', photo: 'upload' }, item), 0);
      const similarity = sum / parts.length;
      return { modality, weight, effectiveWeight, similarity, contribution: effectiveWeight * similarity, imputed: isImputed(modality, item) };
    });
    return { node: withImages(item), cursor: item.id, contributions, score: contributions.reduce((acc, { contribution }) => acc + contribution, 0) };
  };
  const ids = new Set(parts.map(({ itemId }) => itemId));
  const scored = filtered(items, args.filter).filter(({ id }) => !ids.has(id)).map(score).sort((a, b) => b.score - a.score);
  return { __typename: 'SimilarItemConnection', weights, edges: scored.slice(0, args.first), pageInfo: { hasNextPage: scored.length > args.first, endCursor: null } };
}

function filtered(items: readonly FixtureItem[], filter: Filter | undefined): FixtureItem[] {
  const { section = [], brand = [], available, price } = filter ?? {};
  return items.filter((item) => {
    const amount = item.price?.amount ?? Number.NaN;
    const inPrice = price == null || (amount >= (price.min ?? 0) && amount <= (price.max ?? Infinity));
    return section.every((name, depth) => item.section[depth] === name) && (brand.length === 0 || brand.includes(item.brand ?? '')) && (available == null || item.available === available) && inPrice;
  });
}

function sorted(items: FixtureItem[], sort?: { by: string; descending: boolean }): FixtureItem[] {
  const key = (item: FixtureItem): string | number => (sort?.by === 'PRICE' ? (item.price?.amount ?? 0) : sort?.by === 'TITLE' ? item.title : item.id);
  const ordered = sort === undefined ? items : [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return sort?.descending === true ? ordered.reverse() : ordered;
}

function pageOf(items: readonly FixtureItem[], { first, after }: Page) {
  const start = after == null ? 0 : Number(after);
  const edges = items.slice(start, start + first).map((item, index) => ({ node: withImages(item), cursor: String(start + index + 1) }));
  return { edges, totalCount: items.length, pageInfo: { hasNextPage: start + first < items.length, endCursor: String(start + edges.length) } };
}

function withImages(item: FixtureItem | undefined) {
  return item && { ...item, attributes: [], createdAt: '', updatedAt: '', images: item.photo === null ? [] : [{ url: () => `/images/${item.photo}`, failure: null }] };
}

function countBrands(items: readonly FixtureItem[]) {
  return [...Map.groupBy(items, ({ brand }) => brand ?? '')].filter(([name]) => name !== '').map(([name, group]) => ({ name, count: group.length })).sort((a, b) => b.count - a.count);
}

function countSections(items: readonly FixtureItem[]) {
  const paths = items.flatMap(({ section }) => section.map((_, depth) => section.slice(0, depth + 1).join('\u001f')));
  return [...Map.groupBy(paths, (path) => path)].map(([path, group]) => ({ path: path.split('\u001f'), count: group.length }));
}
