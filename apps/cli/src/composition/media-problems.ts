/** Photos, or clips, that could not be read: how many, and the first reasons. */
export interface MediaProblems {
  count: number;
  readonly first: { readonly url: string; readonly reason: string }[];
}

const SHOWN = 10;

export function rememberProblem(problems: MediaProblems, url: string, error: unknown): void {
  problems.count += 1;
  const reason = error instanceof Error ? error.message : String(error);
  const shown = url.startsWith('data:') ? `${url.slice(0, 30)}…` : url;
  if (problems.first.length < SHOWN) problems.first.push({ url: shown, reason });
}
