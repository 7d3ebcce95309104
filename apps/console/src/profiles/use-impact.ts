import { useQuery } from '@tanstack/react-query';
import type { ProfileImpactQuery as ProfileImpact } from '../generated/graphql.ts';
import { request } from '../graphql/request.ts';
import { ProfileImpactQuery } from './impact.graphql.ts';

export type Preview = Extract<ProfileImpact['previewProfile'], { __typename: 'ProfilePreview' }>;
export type GoldenReport = Extract<ProfileImpact['checkGoldenQueries'], { __typename: 'GoldenQueryReport' }>;

export interface Impact {
  /** Or why nothing can be compared, in a sentence. */
  readonly preview: Preview | string;
  readonly golden: GoldenReport | undefined;
}

/** What publishing a version would change. Asked anew whenever the dialog opens: the catalogue and what is live move on. */
export function useImpact(profile: string, version: number) {
  return useQuery({
    queryKey: ['impact', profile, version],
    queryFn: async ({ signal }): Promise<Impact> => {
      const { previewProfile, checkGoldenQueries } = await request(ProfileImpactQuery, { profile, version }, signal);
      return {
        preview: previewProfile.__typename === 'ProfilePreview' ? previewProfile : previewProfile.message,
        golden: checkGoldenQueries.__typename === 'GoldenQueryReport' ? checkGoldenQueries : undefined,
      };
    },
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}
