import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StagedPipeline, type Stage } from './staged-pipeline.ts';

const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => String(error));

/** A stage that counts who is in its work, and adds 1. */
class WatchedStage implements Stage<number, number> {
  readonly concurrency: number;
  readonly queue: number;
  readonly begun: number[] = [];
  running = 0;
  most = 0;
  readonly #wait: (input: number) => Promise<unknown>;

  constructor([concurrency, queue]: readonly [number, number], wait: (input: number) => Promise<unknown>) {
    [this.concurrency, this.queue, this.#wait] = [concurrency, queue, wait];
  }

  readonly work = async (input: number): Promise<number> => {
    this.begun.push(input);
    this.most = Math.max(this.most, ++this.running);
    await this.#wait(input).finally(() => (this.running -= 1));
    return input + 1;
  };
}

const bounds = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(3));

describe('StagedPipeline', () => {
  it('gives every item its own outcome, begins in order, and never exceeds a bound', async () => {
    const failing = fc.uniqueArray(fc.nat(19));
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.tuple(bounds, bounds), fc.nat(20), failing, async (s, limits, count, bad) => {
        const [first, second] = limits;
        const one = new WatchedStage(first, (item) =>
          s.schedule(bad.includes(item) ? Promise.reject(new Error(`no ${String(item)}`)) : Promise.resolve()),
        );
        const two = new WatchedStage(second, () => s.schedule(Promise.resolve()));
        // Items that have come out of the first stage and not out of the second take places in both, at most all there are.
        let between = 0;
        const counted: Stage<number, number> = {
          ...one,
          work: (item) => one.work(item).then((out) => (between++, out)),
        };
        const pipeline = StagedPipeline.of(counted).into({
          ...two,
          work: async (item) => two.work(item).finally(() => between--),
        });
        const places = first[0] + first[1] + second[0] + second[1];
        const items = Array.from({ length: count }, (_, item) => item);
        const runs = Promise.all(
          items.map(async (item) => {
            const result = await outcome(pipeline.run(item));
            expect(between).toBeLessThanOrEqual(places);
            return result;
          }),
        );
        const outcomes = await s.waitFor(runs);
        expect(outcomes).toEqual(items.map((item) => (bad.includes(item) ? `Error: no ${String(item)}` : item + 2)));
        expect(one.begun).toEqual(items);
        expect(one.most).toBeLessThanOrEqual(first[0]);
        expect(two.most).toBeLessThanOrEqual(second[0]);
        expect([one.running, two.running]).toEqual([0, 0]);
      }),
    );
  });

  it('holds up a stage whose results nobody takes', async () => {
    const gate = Promise.withResolvers<void>();
    const one = new WatchedStage([1, 1], () => Promise.resolve());
    const two = new WatchedStage([1, 1], () => gate.promise);
    const pipeline = StagedPipeline.of(one).into(two);
    const runs = [0, 1, 2, 3, 4, 5, 6].map((item) => pipeline.run(item));
    await new Promise(setImmediate);
    // One in the work of the second stage, one in its queue, and two that are done in the first and find no place.
    expect(one.begun).toEqual([0, 1, 2, 3]);
    gate.resolve();
    expect(await Promise.all(runs)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });

  it('begins nothing more after an abort, and goes on with the items of others', async () => {
    const gate = Promise.withResolvers<void>();
    const one = new WatchedStage([1, 0], () => gate.promise);
    const two = new WatchedStage([1, 0], () => Promise.resolve());
    const pipeline = StagedPipeline.of(one).into(two);
    const controller = new AbortController();
    const aborted = [0, 1, 2].map((item) => outcome(pipeline.run(item, controller.signal)));
    const other = pipeline.run(9);
    await new Promise(setImmediate);
    controller.abort(new Error('enough'));
    gate.resolve();
    expect(await Promise.all(aborted)).toEqual(Array(3).fill('Error: enough'));
    expect(await other).toBe(11);
    expect([one.begun, two.begun]).toEqual([[0, 9], [10]]);
  });
});
