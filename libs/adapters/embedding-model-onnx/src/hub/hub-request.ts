import { HubRefusedError, HubUnreachableError } from './errors.ts';
import type { HubSettings } from './hub-settings.ts';

export interface HubAnswer {
  readonly response: Response;
  /** Call with each part of the body; postpones the timeout. */
  readonly alive: () => void;
  /** Ends the timeout. */
  readonly done: () => void;
}

/**
 * GET with a limit on silence. The token goes to the endpoint only: `fetch` drops it at a redirect to another host.
 *
 * @throws HubRefusedError for a status that further tries don't change, HubUnreachableError
 */
export async function requestHub(
  url: string,
  { token, timeoutMs = 30_000, signal }: Pick<HubSettings, 'token' | 'timeoutMs' | 'signal'>,
  headers: Readonly<Record<string, string>> = {},
): Promise<HubAnswer> {
  const silence = new AbortController();
  const why = new Error(`no byte for ${String(timeoutMs)} ms`);
  let timer = setTimeout(() => silence.abort(why), timeoutMs);
  const done = (): void => clearTimeout(timer);
  const alive = (): void => {
    done();
    timer = setTimeout(() => silence.abort(why), timeoutMs);
  };
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  try {
    const signals = signal === undefined ? [silence.signal] : [silence.signal, signal];
    const response = await fetch(url, {
      headers: { 'accept-encoding': 'identity', ...authorization, ...headers },
      signal: AbortSignal.any(signals),
    });
    if (response.ok) return { response, alive, done };
    done();
    await response.body?.cancel();
    if (response.status >= 500) throw new HubUnreachableError(url, `status ${String(response.status)}`);
    throw new HubRefusedError(url, response.status);
  } catch (error) {
    done();
    signal?.throwIfAborted();
    if (error instanceof HubRefusedError || error instanceof HubUnreachableError) throw error;
    throw new HubUnreachableError(url, reasonOf(error), error);
  }
}

/** `fetch` hides the reason in the cause. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return [code, cause.message].filter(Boolean).join(' ');
}

/** Tries again after a transfer that broke, at once and then after a growing pause. */
export async function withRetries<Result>(
  { retries = 3, signal }: Pick<HubSettings, 'retries' | 'signal'>,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof HubUnreachableError) || failures >= retries) throw error;
      await pause(failures === 0 ? 0 : 250 * 2 ** failures, signal);
    }
  }
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { setTimeout: wait } = await import('node:timers/promises');
  await wait(ms, undefined, signal === undefined ? {} : { signal });
}
