import type { FixtureItem } from './fixture-catalog.ts';
import {
  countBrands,
  countSections,
  filterItems,
  pageOf,
  sortItems,
  withImages,
  type FixtureFilter,
  type FixtureSort,
} from './fixture-items.ts';
import { createFixtureProfiles } from './fixture-profiles.ts';
import { similarFixtureItems, type SimilarArgs } from './fixture-similar-items.ts';
import { FIXTURE_MODALITIES } from './fixture-similarity.ts';

interface ItemsArgs {
  readonly filter?: FixtureFilter | null;
  readonly sort?: FixtureSort | null;
  readonly first: number;
  readonly after?: string | null;
}

interface DraftArgs {
  readonly name: string;
  readonly weights: Record<string, number>;
  readonly reason?: string | null;
}

/** Root value of the fixture API: the fields that the console asks for. */
export function createFixtureResolvers(items: readonly FixtureItem[]) {
  const { profiles, saveDraft, publish } = createFixtureProfiles();
  const catalog = {
    name: 'fixture',
    currency: 'EUR',
    itemCount: items.length,
    modalities: FIXTURE_MODALITIES,
    brands: countBrands(items),
    sections: countSections(items),
  };
  return {
    catalog,
    item: ({ id }: { id: string }) => items.filter((item) => item.id === id).map(withImages)[0],
    items: ({ filter, sort, first, after }: ItemsArgs) =>
      pageOf(sortItems(filterItems(items, filter), sort), first, after),
    similarItems: (args: SimilarArgs) => similarFixtureItems(items, args, profiles),
    fusionProfiles: () => [...profiles.values()],
    fusionProfile: ({ name }: { name: string }) => profiles.get(name),
    saveFusionProfileDraft: ({ name, weights, reason }: DraftArgs) => saveDraft(name, weights, reason ?? null),
    publishFusionProfile: ({ name, version }: { name: string; version: number }) => {
      const profile = profiles.get(name);
      if (profile === undefined)
        return { __typename: 'ProfileNotFound', name, message: `There is no profile '${name}'.` };
      return publish(
        profile,
        profile.versions.find((candidate) => candidate.version === version),
      );
    },
    rollBackFusionProfile: ({ name }: { name: string }) => {
      const profile = profiles.get(name);
      const present = profile?.published?.version ?? 0;
      const earlier = profile?.versions.find(({ status, version }) => status === 'RETIRED' && version < present);
      if (profile !== undefined && earlier !== undefined) return publish(profile, earlier);
      return {
        __typename: 'NoEarlierVersion',
        name,
        message: `Profile '${name}' has no earlier published version to go back to.`,
      };
    },
  };
}
