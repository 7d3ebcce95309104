import { GraphQLError } from 'graphql';
import { filterItems, withImages, type FixtureFilter } from './fixture-items.ts';
import type { FixtureItem } from './fixture-catalog.ts';
import type { FixtureProfile } from './fixture-profiles.ts';
import { FIXTURE_MODALITIES, fixtureSimilarity, isImputed } from './fixture-similarity.ts';

interface Part {
  readonly itemId?: string | null;
  readonly text?: string | null;
  readonly photo?: { readonly upload?: string | null } | null;
  readonly weight: number;
}

export interface SimilarArgs extends Omit<Part, 'weight'> {
  readonly mixture?: readonly Part[] | null;
  readonly weights?: Record<string, number> | null;
  readonly profile?: string | null;
  readonly filter?: FixtureFilter | null;
  readonly first: number;
}

type ResolvedPart = Part & { readonly item: FixtureItem | undefined };

/** Scores every item, as the schema's union wants it. */
export function similarFixtureItems(
  items: readonly FixtureItem[],
  args: SimilarArgs,
  profiles: ReadonlyMap<string, FixtureProfile>,
) {
  const name = args.profile ?? 'default';
  const given = args.weights ?? profiles.get(name)?.published?.weights;
  if (given === undefined)
    return { __typename: 'ProfileNotFound', name, message: `There is no published profile '${name}'.` };
  if (Object.values(given).every((weight) => weight === 0)) {
    throw new GraphQLError('At least one weight must differ from 0', { extensions: { code: 'BAD_USER_INPUT' } });
  }
  const parts = (args.mixture ?? [{ ...args, weight: 1 }]).map((part) => ({
    ...part,
    item: items.find(({ id }) => id === part.itemId),
  }));
  const missing = parts.find((part) => part.itemId && part.item === undefined);
  if (missing !== undefined)
    return { __typename: 'ItemNotFound', id: missing.itemId, message: `There is no item '${missing.itemId}'.` };

  const weights = effectiveWeights(given, parts);
  const sourceIds = new Set(parts.map(({ itemId }) => itemId));
  const scored = filterItems(items, args.filter)
    .filter(({ id }) => !sourceIds.has(id))
    .map((item) => scoreItem(item, weights, parts))
    .sort((a, b) => b.score - a.score);
  const pageInfo = { hasNextPage: scored.length > args.first, endCursor: null };
  return { __typename: 'SimilarItemConnection', weights, edges: scored.slice(0, args.first), pageInfo };
}

function effectiveWeights(given: Record<string, number>, parts: readonly ResolvedPart[]) {
  const isUsable = (modality: string): boolean =>
    parts.some(
      ({ item, text, photo }) =>
        item !== undefined || (modality === 'text' && Boolean(text)) || (modality === 'image' && Boolean(photo)),
    );
  const total =
    Object.entries(given).reduce((sum, [modality, weight]) => sum + (isUsable(modality) ? Math.abs(weight) : 0), 0) ||
    1;
  return FIXTURE_MODALITIES.map(({ name, label }) => {
    const weight = given[name] ?? 0;
    const note =
      isUsable(name) || weight === 0 ? null : `What is asked for has no ${label.toLowerCase()} to compare with.`;
    return { modality: name, weight, effectiveWeight: isUsable(name) ? weight / total : 0, note };
  });
}

function scoreItem(item: FixtureItem, weights: ReturnType<typeof effectiveWeights>, parts: readonly ResolvedPart[]) {
  const contributions = weights.map(({ modality, weight, effectiveWeight }) => {
    const sum = parts.reduce((total, part) => {
      const source = part.item ?? { title: part.text ?? '', photo: part.photo?.upload ?? 'unknown' };
      return total + part.weight * fixtureSimilarity(modality, source, item);
    }, 0);
    const similarity = sum / parts.length;
    return {
      modality,
      weight,
      effectiveWeight,
      similarity,
      contribution: effectiveWeight * similarity,
      imputed: isImputed(modality, item),
    };
  });
  const score = contributions.reduce((total, { contribution }) => total + contribution, 0);
  return { node: withImages(item), cursor: item.id, contributions, score };
}
