import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { request } from '../graphql/request.ts';
import type { CatalogFilters, CatalogSort } from '../state/console-state.ts';
import { buildFilterInput, buildSortInput } from '../state/filter-input.ts';
import { ItemsQuery } from './items.graphql.ts';

const PAGE_SIZE = 48;

/** The catalogue page by page; the last list stays while other filters are being asked for. */
export function useItems(filters: CatalogFilters, sort: CatalogSort) {
  return useInfiniteQuery({
    queryKey: ['items', filters, sort],
    queryFn: async ({ pageParam, signal }) => {
      const variables = {
        filter: buildFilterInput(filters),
        sort: buildSortInput(sort),
        first: PAGE_SIZE,
        after: pageParam,
      };
      return (await request(ItemsQuery, variables, signal)).items;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    placeholderData: keepPreviousData,
  });
}
