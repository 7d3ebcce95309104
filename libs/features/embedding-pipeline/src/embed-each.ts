import type { EmbeddingMatrix } from '@kindred/embedding-model';
import { reasonOf } from './errors.ts';

/** Vector, or why there is none. */
export type EmbedOutcome = { readonly vector: Float32Array } | { readonly failure: string };

const ABOUT_ONE_INPUT = new Set(['IMAGE_SIZE_MISMATCH', 'EMPTY_INPUT']);

/**
 * Embeds in batches of at most `batchSize`; when a batch fails, its inputs are tried one by one, so that one bad input
 * doesn't take the others with it. When all of a batch fail, the model is taken to be at fault, and its error is thrown.
 */
export async function embedEach<Input>(
  inputs: readonly Input[],
  embed: (batch: readonly Input[]) => Promise<EmbeddingMatrix>,
  { batchSize, signal }: { readonly batchSize: number; readonly signal?: AbortSignal | undefined },
): Promise<EmbedOutcome[]> {
  const outcomes: EmbedOutcome[] = [];
  for (let start = 0; start < inputs.length; start += batchSize) {
    signal?.throwIfAborted();
    const batch = inputs.slice(start, start + batchSize);
    try {
      outcomes.push(...rowsOf(await embed(batch)));
    } catch (error) {
      signal?.throwIfAborted();
      outcomes.push(...(await embedSingly(batch, embed, error)));
    }
  }
  return outcomes;
}

async function embedSingly<Input>(
  batch: readonly Input[],
  embed: (batch: readonly Input[]) => Promise<EmbeddingMatrix>,
  batchError: unknown,
): Promise<EmbedOutcome[]> {
  if (batch.length === 1 && !isAboutOneInput(batchError)) throw batchError;
  const outcomes: EmbedOutcome[] = [];
  let blamesModel = batch.length > 1;
  for (const input of batch) {
    try {
      outcomes.push(...rowsOf(await embed([input])));
      blamesModel = false;
    } catch (error) {
      blamesModel &&= !isAboutOneInput(error);
      outcomes.push({ failure: reasonOf(error) });
    }
  }
  if (blamesModel) throw batchError;
  return outcomes;
}

function isAboutOneInput(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ABOUT_ONE_INPUT.has(String(error.code));
}

/** [rows, dimension] → one copy per row, so that a row doesn't hold the whole matrix in memory. */
function rowsOf({ rows, dimension, data }: EmbeddingMatrix): { vector: Float32Array }[] {
  return Array.from({ length: rows }, (_, row) => ({ vector: data.slice(row * dimension, (row + 1) * dimension) }));
}
