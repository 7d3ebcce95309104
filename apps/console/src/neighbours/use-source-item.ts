import { useQuery } from '@tanstack/react-query';
import { request } from '../graphql/request.ts';
import { SourceItemQuery } from './source-item.graphql.ts';

/** The item that neighbours are asked for; null where the catalog has none of that id. */
export function useSourceItem(id: string | null) {
  return useQuery({
    queryKey: ['item', id],
    queryFn: async ({ signal }) => (await request(SourceItemQuery, { id: id ?? '' }, signal)).item ?? null,
    enabled: id !== null,
    staleTime: 60_000,
  });
}
