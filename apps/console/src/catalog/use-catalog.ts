import { useQuery } from '@tanstack/react-query';
import { request } from '../graphql/request.ts';
import { CatalogQuery } from './catalog.graphql.ts';

/** Size, modalities, brands and sections of the catalog in use. */
export function useCatalog() {
  return useQuery({
    queryKey: ['catalog'],
    queryFn: async ({ signal }) => (await request(CatalogQuery, {}, signal)).catalog,
    staleTime: 60_000,
  });
}
