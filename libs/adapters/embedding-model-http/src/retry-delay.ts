import type { EncoderLimits } from './encoder-settings.ts';

/** What a pause depends on. */
export interface RetryMoment {
  /** Tries so far, from 1. */
  readonly tries: number;
  /** The header as the server sent it: seconds or a date. */
  readonly retryAfter?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** From 0 to below 1. */
  readonly random: number;
}

/**
 * Milliseconds before the next try. Without Retry-After: `firstDelayMs · 2^(tries − 1)`, at most `maxDelayMs`, times 0.5 to 1,
 * so that clients which failed together don't come back together. With it: what the server asks and up to `firstDelayMs` more.
 */
export function retryDelayMs(moment: RetryMoment, limits: Pick<EncoderLimits, 'firstDelayMs' | 'maxDelayMs'>): number {
  const { tries, retryAfter, now, random } = moment;
  const { firstDelayMs, maxDelayMs } = limits;
  const askedMs = readRetryAfterMs(retryAfter, now);
  if (askedMs !== undefined) return askedMs + random * firstDelayMs;
  return Math.min(maxDelayMs, firstDelayMs * 2 ** (tries - 1)) * (0.5 + 0.5 * random);
}

/** RFC 9110, 10.2.3; absent where it is neither seconds nor a date. */
function readRetryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
