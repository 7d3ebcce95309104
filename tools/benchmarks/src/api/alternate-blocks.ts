import type { LoadResult } from './closed-loop-load.ts';

export interface Blocks {
  /** Requests of one side before the other side's turn. */
  readonly blockSize: number;
  /** Requests of each side that count. */
  readonly requests: number;
  /** Requests of each side before. */
  readonly warmUpRequests: number;
}

/** Runs so many requests, one after the other or side by side. */
export type BlockRunner = (requests: number) => Promise<LoadResult>;

/**
 * Measures sides by turns, in short blocks and in an order that changes from round to round, so that a machine that is slower
 * for a while is so for all of them. Returns each side's blocks together, in the order of the sides.
 */
export async function alternateBlocks(sides: readonly BlockRunner[], blocks: Blocks): Promise<LoadResult[]> {
  for (const run of sides) await run(blocks.warmUpRequests);
  const totals = sides.map(() => ({ latenciesMs: [] as number[], elapsedMs: 0 }));
  const rounds = Math.ceil(blocks.requests / blocks.blockSize);
  for (let round = 0; round < rounds; round++) {
    const order = [...sides.keys()];
    if (round % 2 === 1) order.reverse();
    for (const side of order) {
      const result = await sides[side]!(blocks.blockSize);
      totals[side]!.latenciesMs.push(...result.latenciesMs);
      totals[side]!.elapsedMs += result.elapsedMs;
    }
  }
  return totals;
}
