import type { Dispatcher } from 'undici';
import { ImageSourceError, ImageTooLargeError, ImageTooSlowError, ImageUnavailableError } from './errors.ts';
import { connectionProblem, TransientFailure } from './transient-failure.ts';

export interface BodyLimits {
  readonly maxBytes: number;
  /** At least `bytes` must come in every `everyMs`. */
  readonly progress: { readonly bytes: number; readonly everyMs: number };
}

export interface BodyRequest {
  readonly shownUrl: string;
  readonly signal: AbortSignal;
  /** Waited for with the size that the server announces, else with the limit. */
  readonly reserve: (bytes: number) => Promise<void>;
}

type Response = Pick<Dispatcher.ResponseData, 'body' | 'headers'>;

/**
 * All of a body. Whatever is wrong with it, its connection is closed.
 *
 * @throws ImageTooLargeError, ImageTooSlowError, ImageUnavailableError; whatever `signal` was aborted with
 */
export async function readBody(
  { body, headers }: Response,
  { maxBytes, progress }: BodyLimits,
  { shownUrl, signal, reserve }: BodyRequest,
): Promise<Uint8Array> {
  const announced = Number(headers['content-length'] ?? 0);
  if (announced > maxBytes) {
    discardBody(body);
    throw new ImageTooLargeError(`${String(announced)} bytes`, `${String(maxBytes)} bytes`);
  }
  await reserve(announced > 0 ? announced : maxBytes).catch((error: unknown) => {
    discardBody(body);
    throw error;
  });
  const parts: Uint8Array[] = [];
  let [size, sizeBefore] = [0, 0];
  const watch = setInterval(() => {
    if (size - sizeBefore < progress.bytes)
      body.destroy(new ImageTooSlowError(size - sizeBefore, progress.bytes, progress.everyMs));
    sizeBefore = size;
  }, progress.everyMs);
  try {
    for await (const part of body as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > maxBytes)
        throw new ImageTooLargeError(`more than ${String(maxBytes)} bytes`, `${String(maxBytes)} bytes`);
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof ImageSourceError || signal.aborted) throw error;
    const { reason, isTransient } = connectionProblem(error);
    if (isTransient) throw new TransientFailure(shownUrl, reason, { cause: error });
    throw new ImageUnavailableError(shownUrl, reason, error);
  } finally {
    clearInterval(watch);
    discardBody(body);
  }
  return Buffer.concat(parts);
}

/** Closes the connection of a body that nobody will read. */
export function discardBody(body: Dispatcher.ResponseData['body']): void {
  if (!body.destroyed) body.on('error', () => undefined).destroy();
}
