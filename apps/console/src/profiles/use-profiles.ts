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
  const onSuccess = (outcome: ProfileOutcome) =>
    outcome.ok ? client.invalidateQueries({ queryKey: ['profiles'] }) : undefined;
  const saveDraft = useMutation({
    mutationFn: async (draft: DraftInput) =>
      readProfileOutcome((await request(SaveProfileDraftMutation, draft)).saveFusionProfileDraft),
    onSuccess,
  });
  const publish = useMutation({
    mutationFn: async (target: { name: string; version: number }) =>
      readProfileOutcome((await request(PublishProfileMutation, target)).publishFusionProfile),
    onSuccess,
  });
  const rollBack = useMutation({
    mutationFn: async (target: { name: string }) =>
      readProfileOutcome((await request(RollBackProfileMutation, target)).rollBackFusionProfile),
    onSuccess,
  });
  return { saveDraft, publish, rollBack };
}
