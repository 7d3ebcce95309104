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

interface ConnectionProblem {
  readonly reason: string;
  readonly isTransient: boolean;
}

const PROBLEMS: readonly (readonly [code: RegExp, problem: ConnectionProblem])[] = [
  [
    /^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/u,
    { reason: 'the connection broke off', isTransient: true },
  ],
  [/^ECONNREFUSED$/u, { reason: 'nothing answers there', isTransient: true }],
  [/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/u, { reason: 'the server does not answer', isTransient: true }],
  [/^(ENETUNREACH|EHOSTUNREACH)$/u, { reason: 'the server cannot be reached', isTransient: true }],
  [/^EAI_AGAIN$/u, { reason: 'no name server answers', isTransient: true }],
  [/^ENOTFOUND$/u, { reason: 'there is no server of that name', isTransient: false }],
  [/^(ERR_SSL|ERR_TLS|EPROTO)/u, { reason: 'no secure connection can be made', isTransient: false }],
  [/CERT|^UNABLE_TO_|SIGNATURE/u, { reason: 'its certificate is not to be trusted', isTransient: false }],
  [
    /^(HPE_|HTTPParserError|UND_ERR_HEADERS_OVERFLOW)/u,
    { reason: 'the server does not keep to HTTP', isTransient: false },
  ],
];

/** What a failed connection means, with its code; a name that doesn't exist stays so, a reset may be over in a moment. */
export function connectionProblem(error: unknown): ConnectionProblem {
  const named = error instanceof Error ? error.name : '';
  const code = error instanceof Error && 'code' in error && error.code !== undefined ? String(error.code) : named;
  const [, known] = PROBLEMS.find(([pattern]) => pattern.test(code)) ?? [];
  if (known !== undefined) return { ...known, reason: `${known.reason} (${code})` };
  const text = error instanceof Error ? error.message : String(error);
  return { reason: text.split('\n')[0]?.slice(0, 200) ?? '', isTransient: false };
}

/** 408, 425, 429 and all that say that the server failed. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}
