import { expect, it } from 'vitest';
import { mapInTurns } from './map-in-turns.ts';

it('maps in order, and other work comes in between where there is much to do', async () => {
  const seen: string[] = [];
  setImmediate(() => seen.push('other'));
  const doubled = await mapInTurns([1, 2, 3], 1e9, (n) => {
    seen.push(String(n));
    return 2 * n;
  });
  expect(doubled).toEqual([2, 4, 6]);
  expect(seen).toEqual(['1', 'other', '2', '3']);
});

it('does all at once where there is little', async () => {
  const seen: string[] = [];
  setImmediate(() => seen.push('other'));
  await mapInTurns([1, 2], 10, (n) => seen.push(String(n)));
  expect(seen).toEqual(['1', '2']);
});
