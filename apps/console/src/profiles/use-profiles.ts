import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../graphql/request.ts';
import { readProfileOutcome, type ProfileOutcome } from './profile-outcome.ts';
import {
  ProfilesQuery,
  PublishProfileMutation,
  RollBackProfileMutation,
  SaveProfileDraftMutation,
} from './profiles.graphql.ts';

export interface DraftInput {
  readonly name: string;
  readonly weights: Record<string, number>;
  /** The newest version in sight, 0 for none: whoever was faster is not overlooked. */
  readonly baseVersion: number;
  readonly reason: string | null;
}

export interface PublishTarget {
  readonly name: string;
  readonly version: number;
  /** The published version in sight, 0 for none. */
  readonly expectedPublished: number;
  /** Publish nothing if a golden query breaks. */
  readonly refuseIfBroken: boolean;
  readonly reason: string | null;
}

export function useProfiles() {
  return useQuery({
    queryKey: ['profiles'],
    queryFn: async ({ signal }) => (await request(ProfilesQuery, {}, signal)).fusionProfiles,
    staleTime: 30_000,
  });
}

/** Saving, publishing and rolling back; each refreshes the list of profiles and tells its outcome in words. */
export function useProfileActions() {
  const client = useQueryClient();
  // After a refusal too: someone else may have changed the profile.
  const onSuccess = () =>
    Promise.all(['profiles', 'history'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const saveDraft = useMutation({
    mutationFn: async (draft: DraftInput) =>
      readProfileOutcome((await request(SaveProfileDraftMutation, draft)).saveFusionProfileDraft),
    onSuccess,
  });
  const publish = useMutation({
    mutationFn: async (target: PublishTarget): Promise<ProfileOutcome> =>
      readProfileOutcome((await request(PublishProfileMutation, target)).publishFusionProfile),
    onSuccess,
  });
  const rollBack = useMutation({
    mutationFn: async (target: { name: string; reason: string | null }) =>
      readProfileOutcome((await request(RollBackProfileMutation, target)).rollBackFusionProfile),
    onSuccess,
  });
  return { saveDraft, publish, rollBack };
}
