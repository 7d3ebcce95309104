/** The wait after the first failure is uniform in [0, this); it doubles with each further one. */
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;

/**
 * How long to wait after failure number `failures` (from 1): "full jitter" (Brooker, Exponential Backoff And Jitter, AWS Architecture
 * Blog, 2015), uniform in [0, min(5,000, 250 · 2^(failures - 1))) ms, on top of what the server asked for.
 *
 * @param random in [0, 1)
 */
export function retryDelayMs(failures: number, random: number, retryAfterMs = 0): number {
  return retryAfterMs + random * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
}

/** Milliseconds that a Retry-After header asks for: whole seconds or an HTTP date (RFC 9110, 10.2.3); undefined if it is neither. */
export function readRetryAfter(value: string | string[] | undefined, nowMs: number): number | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d{1,9}$/u.test(text)) return Number(text) * 1000;
  // Dates begin with the name of a day; Date.parse alone takes much more for a date.
  const date = /^(mon|tue|wed|thu|fri|sat|sun)/iu.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
