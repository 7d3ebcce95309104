/** The query that the demo prints and asks itself: ready to paste at `/graphql`. */
export const EXAMPLE_QUERY = `{
  similarItems(itemId: "twin-lens-camera", weights: { image: 0.5, text: 0.3, price: 0.2 }, first: 4) {
    ... on SimilarItemConnection {
      edges {
        score
        node { id title price { amount currency } }
        contributions { modality contribution }
      }
    }
  }
}`;

/** Asks the running server over HTTP. @throws Error if it answers with errors, or not within ten seconds */
export async function askExample(url: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: EXAMPLE_QUERY }),
    signal: AbortSignal.timeout(10_000),
  });
  const answer = (await response.json()) as { data?: unknown; errors?: unknown };
  if (answer.errors !== undefined) throw new Error(`The example query failed: ${JSON.stringify(answer.errors)}`);
  return answer.data;
}
