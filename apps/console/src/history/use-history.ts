import { useInfiniteQuery } from '@tanstack/react-query';
import type { ProfileHistoryQuery as ProfileHistory } from '../generated/graphql.ts';
import { request } from '../graphql/request.ts';
import { ProfileHistoryQuery } from './history.graphql.ts';

type HistoryPage = Extract<ProfileHistory['fusionProfileHistory'], { __typename: 'ProfileEventConnection' }>;
export type HistoryEdge = HistoryPage['edges'][number];
export type HistoryEvent = HistoryEdge['node'];

const NO_PAGE: HistoryPage = {
  __typename: 'ProfileEventConnection',
  edges: [],
  pageInfo: { hasNextPage: false, endCursor: null },
};

/** What was done to a profile, newest first, in pages; nothing of a profile that is not there. */
export function useHistory(name: string) {
  return useInfiniteQuery({
    queryKey: ['history', name],
    queryFn: async ({ pageParam, signal }): Promise<HistoryPage> => {
      const { fusionProfileHistory } = await request(ProfileHistoryQuery, { name, after: pageParam }, signal);
      return fusionProfileHistory.__typename === 'ProfileEventConnection' ? fusionProfileHistory : NO_PAGE;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    staleTime: 0,
  });
}
