import { expect, it } from 'vitest';
import { QueryBatcher } from './query-batcher.ts';

/** Batches as they were run; every call waits until the test lets it end. */
function gatedBatcher({ maxWaitMs = 1000, wanted = 1 } = {}) {
  const sizes: number[] = [];
  let open = Promise.withResolvers<void>();
  const batcher = new QueryBatcher<number, number>({
    maxQueries: 4,
    wantedQueries: () => wanted,
    maxWaitMs,
    run: async (queries) => {
      sizes.push(queries.length);
      await open.promise;
      return queries.map((query) => query * 10);
    },
  });
  const letEnd = (): void => {
    open.resolve();
    open = Promise.withResolvers();
  };
  return { batcher, sizes, letEnd };
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

it('lets queries of one turn share a pass, at most four, each with its own answer', async () => {
  const { batcher, sizes, letEnd } = gatedBatcher();
  const answers = Promise.all([1, 2, 3, 4, 5, 6].map((query) => batcher.submit(query)));
  await turn();
  expect(sizes).toEqual([4]);
  letEnd();
  while (sizes.length < 2) await turn();
  letEnd();
  expect(await answers).toEqual([10, 20, 30, 40, 50, 60]);
  expect(sizes).toEqual([4, 2]);
});

it('makes one pass ready behind the one that runs, and gathers what comes then for the third', async () => {
  const { batcher, sizes, letEnd } = gatedBatcher();
  const answers = [batcher.submit(1)];
  await turn();
  answers.push(batcher.submit(2), batcher.submit(3));
  await turn();
  expect(sizes).toEqual([1, 2]);
  answers.push(batcher.submit(4), batcher.submit(5));
  await turn();
  expect(sizes).toEqual([1, 2]);
  letEnd();
  while (sizes.length < 3) await turn();
  letEnd();
  expect(await Promise.all(answers)).toEqual([10, 20, 30, 40, 50]);
  expect(sizes).toEqual([1, 2, 2]);
});

it('makes no pass ready behind another before all that are wanted wait', async () => {
  const { batcher, sizes, letEnd } = gatedBatcher({ wanted: 2 });
  const answers = [batcher.submit(1), batcher.submit(2), batcher.submit(3)];
  await turn();
  await turn();
  expect(sizes).toEqual([2]);
  answers.push(batcher.submit(4));
  expect(sizes).toEqual([2, 2]);
  letEnd();
  expect(await Promise.all(answers)).toEqual([10, 20, 30, 40]);
});

it('waits for as many as are wanted', async () => {
  const { batcher, sizes, letEnd } = gatedBatcher({ wanted: 2 });
  const first = batcher.submit(1);
  await turn();
  expect(sizes).toEqual([]);
  const second = batcher.submit(2);
  while (sizes.length < 1) await turn();
  letEnd();
  expect(await Promise.all([first, second])).toEqual([10, 20]);
  expect(sizes).toEqual([2]);
});

it('begins the next pass as soon as all that are wanted wait, within the same turn', async () => {
  const { batcher, sizes, letEnd } = gatedBatcher({ wanted: 2 });
  const answers = [batcher.submit(1), batcher.submit(2)];
  expect(sizes).toEqual([2]);
  answers.push(batcher.submit(3), batcher.submit(4));
  letEnd();
  await Promise.all(answers.slice(0, 2));
  expect(sizes).toEqual([2, 2]);
  letEnd();
  expect(await Promise.all(answers)).toEqual([10, 20, 30, 40]);
});

it('waits no longer than it may', async () => {
  const { batcher, sizes, letEnd } = gatedBatcher({ wanted: 2, maxWaitMs: 5 });
  const alone = batcher.submit(3);
  while (sizes.length < 1) await turn();
  letEnd();
  expect(await alone).toBe(30);
  expect(sizes).toEqual([1]);
});

it('tells all queries of a pass that it failed, and runs the next', async () => {
  let isBroken = true;
  const batcher = new QueryBatcher<number, number>({
    maxQueries: 8,
    wantedQueries: () => 1,
    maxWaitMs: 0,
    run: async (queries) => {
      if (isBroken) throw new Error('out of order');
      return queries;
    },
  });
  const failed = [batcher.submit(1), batcher.submit(2)];
  for (const query of failed) await expect(query).rejects.toThrow('out of order');
  isBroken = false;
  expect(await batcher.submit(3)).toBe(3);
});
