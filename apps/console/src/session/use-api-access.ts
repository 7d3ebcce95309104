import { useQuery } from '@tanstack/react-query';
import type { ApiAccessQuery as ApiAccessAnswer } from '../generated/graphql.ts';
import { request } from '../graphql/request.ts';
import { ApiAccessQuery } from './api-access.graphql.ts';

export type ApiAccess = ApiAccessAnswer['apiAccess'];

/** What the key in use opens; undefined until the server has told. */
export function useApiAccess(): ApiAccess | undefined {
  const { data } = useQuery({
    queryKey: ['api-access'],
    queryFn: async ({ signal }) => (await request(ApiAccessQuery, {}, signal)).apiAccess,
    staleTime: 60_000,
  });
  return data;
}

/** Why profiles can't be changed with the key in use; null where they can, or as long as that isn't known. */
export function profilesLockedBecause(access: ApiAccess | undefined): string | null {
  if (access === undefined || access.permissions.includes('EDIT_PROFILES')) return null;
  return `Your key has the role ${access.role.toLowerCase()}: it can look, but not change profiles. Sign in with a merchandiser's key for that.`;
}
