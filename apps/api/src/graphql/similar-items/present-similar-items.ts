import type { Item, Weights } from '@kindred/catalog';
import type { SearchResult, SimilarItem } from '@kindred/retrieval';
import { presentItem } from '../item/present-item.ts';
import { presentOrigins } from './query-origin.type.ts';
import { presentPlan } from './search-plan.type.ts';
import { SimilarItemConnection, type EffectiveWeight, type SimilarItemEdge } from './similar-items.type.ts';
import { encodeSimilarityCursor } from './similarity-cursor.ts';

export interface SimilarPage {
  readonly catalog: string;
  readonly modalities: readonly string[];
  readonly weights: Weights;
  readonly found: Pick<SearchResult, 'effectiveWeights' | 'spreads' | 'origins' | 'plan' | 'notes'>;
  readonly results: readonly SimilarItem[];
  /** Rank of the first result, from 1. */
  readonly firstRank: number;
  readonly hasNextPage: boolean;
  readonly items: ReadonlyMap<string, Item>;
}

/** An item that was deleted between the search and the look-up is left out. */
export function presentSimilarItems(page: SimilarPage): SimilarItemConnection {
  const originsOf = new Map(page.modalities.map((name) => [name, presentOrigins(page.found.origins[name])]));
  const edges = page.results.flatMap((result, index): SimilarItemEdge[] => {
    const item = page.items.get(result.itemId);
    if (item === undefined) return [];
    return [
      {
        node: presentItem(item, page.catalog),
        get cursor() {
          return encodeSimilarityCursor({ ...result, rank: page.firstRank + index });
        },
        score: result.score,
        contributions: result.contributions.map((contribution) => ({
          ...contribution,
          queryFrom: originsOf.get(contribution.modality) ?? [],
        })),
      },
    ];
  });
  return new SimilarItemConnection({
    edges,
    pageInfo: { hasNextPage: page.hasNextPage, endCursor: edges.at(-1)?.cursor ?? null },
    weights: page.modalities.map((modality) => presentWeight(page, modality)),
    plan: presentPlan(page.found.plan),
  });
}

function presentWeight({ weights, found }: SimilarPage, modality: string): EffectiveWeight {
  return {
    modality,
    weight: weights[modality] ?? 0,
    spread: found.spreads[modality] ?? 1,
    effectiveWeight: found.effectiveWeights[modality] ?? 0,
    queryFrom: presentOrigins(found.origins[modality]),
    note: found.notes.find((dropped) => dropped.modality === modality)?.reason ?? null,
  };
}
