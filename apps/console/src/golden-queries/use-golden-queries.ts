import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { GoldenQueryInput } from '../generated/graphql.ts';
import { request } from '../graphql/request.ts';
import type { WeightMap } from '../state/console-state.ts';
import { givenWeights, hasNoWeight } from '../weights/weight-math.ts';
import {
  DeleteGoldenQueryMutation,
  GoldenCandidatesQuery,
  GoldenQueriesQuery,
  SaveGoldenQueryMutation,
  TryGoldenQueriesQuery,
} from './golden-queries.graphql.ts';
import type { GoldenSource } from './golden-source.ts';
import type { GoldenRun } from './golden-verdict.ts';

/** Null where it was done, or why it was not, in a sentence. */
export type GoldenProblem = string | null;

export function useGoldenQueries() {
  return useQuery({
    queryKey: ['golden', 'list'],
    queryFn: async ({ signal }) => (await request(GoldenQueriesQuery, {}, signal)).goldenQueries,
    staleTime: 0,
  });
}

/** How each goes with the weights, by name; or why none could be tried, in a sentence. Asked only while there are weights. */
export function useGoldenRuns(weights: WeightMap) {
  return useQuery({
    queryKey: ['golden', 'runs', givenWeights(weights)],
    enabled: !hasNoWeight(weights),
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, GoldenRun> | string> => {
      const { checkGoldenQueries: report } = await request(
        TryGoldenQueriesQuery,
        { weights: givenWeights(weights) },
        signal,
      );
      if (report.__typename !== 'GoldenQueryReport') return report.message;
      return new Map(report.outcomes.map(({ query, draft }) => [query.name, draft]));
    },
    staleTime: 0,
    retry: false,
  });
}

/** The first results of a source with the weights, whatever the filters; none where there is nothing to compare. */
export function useGoldenCandidates(source: GoldenSource, weights: WeightMap) {
  return useQuery({
    queryKey: ['golden', 'candidates', source, givenWeights(weights)],
    enabled: !hasNoWeight(weights),
    queryFn: async ({ signal }) => {
      const variables = { itemId: source.itemId ?? null, text: source.text ?? null, weights: givenWeights(weights) };
      const { similarItems } = await request(GoldenCandidatesQuery, variables, signal);
      return similarItems.__typename === 'SimilarItemConnection' ? similarItems.edges.map(({ node }) => node) : [];
    },
    staleTime: 0,
  });
}

export function useGoldenActions() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ['golden'] });
  const save = useMutation({
    mutationFn: async (query: GoldenQueryInput): Promise<GoldenProblem> => {
      const { saveGoldenQuery: saved } = await request(SaveGoldenQueryMutation, { query });
      return saved.__typename === 'GoldenQuery' ? null : saved.message;
    },
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: async (name: string): Promise<GoldenProblem> => {
      const { deleteGoldenQuery: removed } = await request(DeleteGoldenQueryMutation, { name });
      return removed.__typename === 'GoldenQueryDeleted' ? null : removed.message;
    },
    onSuccess,
  });
  return { save, remove };
}
