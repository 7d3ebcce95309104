import { useMutation, useQueryClient } from '@tanstack/react-query';
import { requestWithKey } from '../graphql/request.ts';
import { ApiAccessQuery } from './api-access.graphql.ts';
import { pageSession } from './page-session.ts';

export interface SignInInput {
  readonly apiKey: string;
  readonly remember: boolean;
}

/** Tries the key before it takes the place of the present one. What another key was shown is forgotten. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ apiKey }: SignInInput) => requestWithKey(ApiAccessQuery, {}, { apiKey }),
    onSuccess: (_answer, { apiKey, remember }) => {
      client.clear();
      pageSession().signIn(apiKey, remember);
    },
  });
}

export function useSignOut(): () => void {
  const client = useQueryClient();
  return () => {
    pageSession().signOut();
    client.clear();
  };
}
