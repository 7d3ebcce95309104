import { GROUP_SIZE, revisedGroup } from './revised-item.ts';

const MUTATION = 'mutation Upsert($items: [ItemInput!]!) { upsertItems(items: $items) { __typename } }';
const TIMEOUT_MS = 30_000;

/** What a client was told before the server died. */
export interface WrittenGroups {
  /** Group → latest revision that was acknowledged. */
  readonly acknowledged: Map<number, number>;
  /** Group → latest revision that was sent. */
  readonly sent: Map<number, number>;
}

/**
 * Upserts group after group until a request fails, which the server's death makes it.
 * @param onAcknowledged called after each acknowledgement
 * @throws Error if an item was rejected
 */
export async function upsertUntilKilled(
  url: string,
  groups: Iterable<{ readonly group: number; readonly revision: number }>,
  { written, onAcknowledged }: { written: WrittenGroups; onAcknowledged: () => void },
): Promise<void> {
  for (const { group, revision } of groups) {
    written.sent.set(group, revision);
    const outcomes = await upsert(url, revisedGroup(group, revision)).catch((error: unknown) => {
      if (error instanceof RejectedError) throw error;
      return undefined;
    });
    if (outcomes === undefined) return;
    written.acknowledged.set(group, revision);
    onAcknowledged();
  }
}

class RejectedError extends Error {}

async function upsert(url: string, items: readonly object[]): Promise<readonly object[]> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: MUTATION, variables: { items } }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const answer = (await response.json()) as { data?: { upsertItems: { __typename: string }[] }; errors?: unknown };
  const outcomes = answer.data?.upsertItems ?? [];
  if (outcomes.length !== GROUP_SIZE || outcomes.some(({ __typename }) => __typename !== 'ItemUpserted'))
    throw new RejectedError(`The API did not take a group: ${JSON.stringify(answer).slice(0, 300)}`);
  return outcomes;
}
