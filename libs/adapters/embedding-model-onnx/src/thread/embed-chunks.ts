import type { ModelInput, ModelSession } from '../session/model-session.ts';
import type { ChunkResult } from './encoder-protocol.ts';

/** Computes the chunks of several calls together. If that fails, each alone, so that one call's input can't fail another's. */
export async function embedChunks(
  session: Pick<ModelSession, 'embed'>,
  chunks: readonly ModelInput[],
): Promise<ChunkResult[]> {
  try {
    return split(await session.embed(chunks), chunks);
  } catch (error) {
    if (chunks.length === 1) return [{ message: error instanceof Error ? error.message : String(error) }];
    const results = [];
    for (const chunk of chunks) results.push(...(await embedChunks(session, [chunk])));
    return results;
  }
}

/** rows [inputs of all chunks, dimension] → a matrix of its own for each chunk */
function split(rows: Float32Array<ArrayBuffer>, chunks: readonly ModelInput[]): ChunkResult[] {
  if (chunks.length === 1) return [{ rows }];
  const counts = chunks.map((chunk) => (chunk.kind === 'text' ? chunk.texts.length : chunk.count));
  const dimension = rows.length / counts.reduce((sum, count) => sum + count, 0);
  let from = 0;
  return counts.map((count) => {
    const to = from + count * dimension;
    const part = rows.slice(from, to);
    from = to;
    return { rows: part };
  });
}
