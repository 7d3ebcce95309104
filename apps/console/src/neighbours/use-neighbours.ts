import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SimilarItemsQuery, SimilarItemsQueryVariables } from '../generated/graphql.ts';
import { request } from '../graphql/request.ts';
import { createLatestWins } from './latest-wins.ts';
import { SimilarItemsQuery as document } from './similar-items.graphql.ts';

export type SimilarAnswer = SimilarItemsQuery['similarItems'];
export type SimilarConnection = Extract<SimilarAnswer, { __typename: 'SimilarItemConnection' }>;
export type SimilarResult = SimilarConnection['edges'][number];

export interface Neighbours {
  /** The newest list there is; kept while a newer one is under way, and when asking for one failed. */
  readonly connection: SimilarConnection | undefined;
  /** A sentence of the API about why there is no list for what was asked. */
  readonly problem: string | undefined;
  readonly error: unknown;
  readonly pending: boolean;
  retry(): void;
}

interface Shown {
  readonly sourceKey: string;
  readonly connection?: SimilarConnection | undefined;
  readonly problem?: string | undefined;
  readonly error?: unknown;
  readonly answered?: SimilarItemsQueryVariables;
}

/**
 * Asks for neighbours at every change of `variables` and shows the answers in the order of the questions.
 * A change of `sourceKey` empties the list; other changes keep the present one until the next answer.
 * `null` variables (no weight at all, say) ask nothing and leave what is shown.
 */
export function useNeighbours(sourceKey: string, variables: SimilarItemsQueryVariables | null): Neighbours {
  const [shown, setShown] = useState<Shown>({ sourceKey });
  const key = useRef(sourceKey);
  const pump = useMemo(
    () =>
      createLatestWins<SimilarItemsQueryVariables, SimilarAnswer>({
        run: async (input, signal) => (await request(document, input, signal)).similarItems,
        onResult: (answer, answered) => setShown({ sourceKey: key.current, answered, ...readAnswer(answer) }),
        onError: (error, answered) =>
          setShown((last) => ({
            ...(last.sourceKey === key.current ? last : {}),
            sourceKey: key.current,
            answered,
            error,
          })),
      }),
    [],
  );

  useEffect(() => {
    if (key.current !== sourceKey) pump.cancel();
    key.current = sourceKey;
    if (variables === null) pump.cancel();
    else pump.push(variables);
  }, [pump, sourceKey, variables]);
  useEffect(() => () => pump.cancel(), [pump]);

  const retry = useCallback(() => {
    setShown((last) => ({ ...last, error: undefined, answered: {} as SimilarItemsQueryVariables }));
    if (variables !== null) pump.push(variables);
  }, [pump, variables]);
  const isCurrent = shown.sourceKey === sourceKey;
  return {
    connection: isCurrent ? shown.connection : undefined,
    problem: isCurrent ? shown.problem : undefined,
    error: isCurrent ? shown.error : undefined,
    pending: variables !== null && (!isCurrent || shown.answered !== variables),
    retry,
  };
}

function readAnswer(answer: SimilarAnswer): Pick<Shown, 'connection' | 'problem'> {
  return answer.__typename === 'SimilarItemConnection' ? { connection: answer } : { problem: answer.message };
}
