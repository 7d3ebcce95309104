import type { Check, CheckResult, CheckSurroundings } from './check.ts';

/** Longest time for one check. */
const TIMEOUT_MS = 60_000;

/** One after the other, in order; none keeps the next from running. */
export async function runChecks(
  checks: readonly Check[],
  surroundings: CheckSurroundings,
  { timeoutMs = TIMEOUT_MS, signal }: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    if (signal?.aborted === true) break;
    results.push(await runCheck(check, surroundings, timeoutMs));
  }
  return results;
}

async function runCheck(
  { name, hint, run }: Check,
  surroundings: CheckSurroundings,
  timeoutMs: number,
): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`gave no answer within ${String(timeoutMs / 1000)} s`));
    }, timeoutMs);
  });
  try {
    return { name, ...(await Promise.race([run(surroundings), late])) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { name, status: 'fail', detail: message.split('\n', 1)[0] ?? '', hint };
  } finally {
    clearTimeout(timer);
  }
}
