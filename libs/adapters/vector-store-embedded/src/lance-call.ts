import { VectorStoreError, VectorStoreTimeoutError, VectorStoreUnavailableError } from '@kindred/vector-store';

/** Where a call belongs, for messages, and how long it may take. */
export interface LanceCallContext {
  /** Folder of the store. */
  readonly location: string;
  readonly timeoutMs: number;
}

/**
 * Every call of LanceDB goes through here: it ends after `timeoutMs` at the latest, and whatever it throws becomes a
 * `VectorStoreError` with the cause kept. A call that timed out may still finish behind the caller's back.
 *
 * @throws VectorStoreTimeoutError, VectorStoreUnavailableError
 */
export async function lanceCall<T>(context: LanceCallContext, operation: string, run: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new VectorStoreTimeoutError(operation, context.timeoutMs));
    }, context.timeoutMs);
  });
  try {
    return await Promise.race([run(), timeout]);
  } catch (cause) {
    if (cause instanceof VectorStoreError) throw cause;
    throw new VectorStoreUnavailableError(operation, context.location, { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** Passes on what a LanceDB stream gives, each step as a {@link lanceCall}. */
export async function* lanceStream<T>(
  context: LanceCallContext,
  operation: string,
  stream: AsyncIterable<T>,
): AsyncGenerator<T> {
  const iterator = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await lanceCall(context, operation, () => iterator.next());
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    // Not awaited: behind a step that timed out it would wait for ever.
    void iterator.return?.(undefined).catch(() => undefined);
  }
}
