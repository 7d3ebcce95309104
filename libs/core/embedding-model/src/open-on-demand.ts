import type { TextEmbeddingModel, TextEmbeddingModelSpec } from './embedding-model.ts';
import { InputAbortedError, ModelClosedError } from './errors.ts';

/**
 * A text model that takes no memory until it is first asked for a vector. A call that finds it can't be opened fails with the reason, and the
 * next one tries again; calls that come while it is being opened wait for the same opening.
 *
 * @param spec what `open` will give, known beforehand
 */
export function openTextModelOnDemand(
  spec: TextEmbeddingModelSpec,
  open: () => Promise<TextEmbeddingModel>,
): TextEmbeddingModel {
  let opening: Promise<TextEmbeddingModel> | undefined;
  let closed = false;
  const ready = (signal: AbortSignal | undefined): Promise<TextEmbeddingModel> => {
    if (closed) throw new ModelClosedError(spec.modelId);
    if (signal?.aborted === true) throw new InputAbortedError(signal.reason);
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return {
    spec,
    embedDocuments: async (texts, options) => (await ready(options?.signal)).embedDocuments(texts, options),
    embedQuery: async (text, options) => (await ready(options?.signal)).embedQuery(text, options),
    close: async () => {
      closed = true;
      await (await opening?.catch(() => undefined))?.close();
    },
  };
}
