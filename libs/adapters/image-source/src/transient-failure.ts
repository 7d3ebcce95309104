import { ImageUnavailableError } from './errors.ts';

/** An {@link ImageUnavailableError} that may be gone at the next try. */
export class TransientFailure extends ImageUnavailableError {
  readonly reason: string;
  /** What the server asked to wait. */
  readonly retryAfterMs: number | undefined;
  constructor(url: string, reason: string, options: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(url, reason, options.cause);
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
  }
}

const TRANSIENT_CODES: ReadonlySet<unknown> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether a connection failed in a way that a moment later may be over; a name that doesn't exist stays so. */
export function isTransientConnectionError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && TRANSIENT_CODES.has(error.code);
}

/** 408, 425, 429 and all that say that the server failed. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}
