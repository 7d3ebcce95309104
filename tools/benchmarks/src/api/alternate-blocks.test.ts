import { expect, it } from 'vitest';
import { alternateBlocks } from './alternate-blocks.ts';

it('runs the sides by turns, the first one first and last, and keeps their figures apart', async () => {
  const calls: string[] = [];
  const side = (name: string, latencyMs: number) => async (requests: number) => {
    calls.push(`${name}${String(requests)}`);
    return { latenciesMs: Array.from({ length: requests }, () => latencyMs), elapsedMs: latencyMs * requests };
  };
  const blocks = { blockSize: 2, requests: 5, warmUpRequests: 7 };
  const totals = await alternateBlocks([side('a', 1), side('b', 3)], blocks);
  expect(calls).toEqual(['a7', 'b7', 'a2', 'b2', 'b2', 'a2', 'a2', 'b2']);
  expect(totals).toEqual([
    { latenciesMs: [1, 1, 1, 1, 1, 1], elapsedMs: 6 },
    { latenciesMs: [3, 3, 3, 3, 3, 3], elapsedMs: 18 },
  ]);
});
