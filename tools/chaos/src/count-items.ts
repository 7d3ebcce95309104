import { setTimeout as pause } from 'node:timers/promises';

/** What the API says is in the catalogue, asked again until it answers; `undefined` after `timeoutMs`. */
export async function countItems(url: string, timeoutMs: number): Promise<number | undefined> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const count = await askOnce(url);
    if (count !== undefined) return count;
    await pause(50);
  }
  return undefined;
}

async function askOnce(url: string): Promise<number | undefined> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ items(first: 1) { totalCount } }' }),
      signal: AbortSignal.timeout(2000),
    });
    const answer = (await response.json()) as { data?: { items?: { totalCount: number } } };
    return answer.data?.items?.totalCount;
  } catch {
    return undefined;
  }
}
