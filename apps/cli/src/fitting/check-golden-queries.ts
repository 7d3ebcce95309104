import type { Weights } from '@kindred/catalog';
import { modalitiesOf } from '@kindred/fusion';
import { GoldenQueryTester, SearchGate } from '@kindred/profile-publishing';
import { SimilaritySearch, type ActiveCollection, type QueryModels } from '@kindred/retrieval';
import type { CommandContext } from '../cli-command.ts';
import type { OpenParts } from '../composition/open-parts.ts';
import { unloadedModels } from '../composition/open-search.ts';
import { GoldenQueriesBrokenError } from '../errors.ts';

const CONCURRENCY = 4;

/**
 * Tries the catalog's golden queries on the live collection and on the one that is to take its place, with the weights of every
 * published profile, else with equal ones. Only queries by words need an encoder. Returns how many were tried.
 *
 * @throws GoldenQueriesBrokenError for those that pass on the first and fail on the second
 */
export async function checkGoldenQueries(
  parts: OpenParts,
  { catalog, signal }: Pick<CommandContext, 'catalog' | 'signal'>,
  { live, filled }: { readonly live: ActiveCollection; readonly filled: ActiveCollection },
): Promise<number> {
  const { goldenQueries, items, profiles } = await parts.existingDatabase();
  const queries = await goldenQueries.list(catalog);
  if (queries.length === 0) return 0;
  const byWords = queries.some(({ source }) => source.kind === 'text');
  const models: QueryModels = byWords ? await parts.encoders() : unloadedModels;
  const store = await parts.store();
  const gate = new SearchGate(CONCURRENCY);
  const passing = async (active: ActiveCollection, { profile, weights }: ProfileWeights): Promise<Set<string>> => {
    const search = new SimilaritySearch({ store, models, layouts: { findActive: () => Promise.resolve(active) } });
    const tester = new GoldenQueryTester({ search, items, goldenQueries, gate });
    const common = { catalog, live: weights, draft: weights, signal };
    const outcomes = await tester.test(profile === undefined ? common : { ...common, profile });
    return new Set(outcomes.filter((outcome) => outcome.live.passes).map(({ query }) => query.name));
  };
  const broken = new Set<string>();
  for (const given of publishedWeights(await profiles.list(catalog), modalitiesOf(live.stored.layout))) {
    const after = await passing(filled, given);
    for (const name of await passing(live, given)) if (!after.has(name)) broken.add(name);
  }
  if (broken.size > 0) throw new GoldenQueriesBrokenError(catalog, [...broken]);
  return queries.length;
}

interface ProfileWeights {
  readonly profile?: string;
  readonly weights: Weights;
}

type Profiles = readonly {
  readonly name: string;
  readonly versions: readonly { readonly status: string; readonly weights: Weights }[];
}[];

function publishedWeights(profiles: Profiles, modalities: readonly string[]): ProfileWeights[] {
  const published = profiles.flatMap(({ name, versions }) =>
    versions.filter(({ status }) => status === 'published').map(({ weights }) => ({ profile: name, weights })),
  );
  if (published.length > 0) return published;
  return [{ weights: Object.fromEntries(modalities.map((modality) => [modality, 1])) }];
}
