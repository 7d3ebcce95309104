import { Semaphore } from './semaphore.ts';

export interface Stage<Input, Output> {
  /** Items worked on at a time, at least 1. */
  readonly concurrency: number;
  /** Items that may be in the stage besides: waiting for their turn, or done and waiting for a place in the next stage. */
  readonly queue: number;
  /** Must end soon after the signal is aborted: the item's turn is taken until then. */
  readonly work: (input: Input, signal?: AbortSignal) => Promise<Output>;
}

/** An item that has left the work of a stage and still takes a place in it. */
interface Passed<Output> {
  readonly output: Output;
  readonly leave: () => void;
}

type Pass<Input, Output> = (input: Input, signal: AbortSignal | undefined) => Promise<Passed<Output>>;

/**
 * Stages that many callers share, each bounded by itself. An item keeps its place in a stage until the next stage takes it, so a slow
 * stage holds up those before it, and what waits in between stays bounded however many items there are.
 */
export class StagedPipeline<Input, Output> {
  readonly #pass: Pass<Input, Output>;

  private constructor(pass: Pass<Input, Output>) {
    this.#pass = pass;
  }

  static of<Input, Output>(first: Stage<Input, Output>): StagedPipeline<Input, Output> {
    const enter = openStage(first);
    return new StagedPipeline((input, signal) => enter({ output: input, leave: () => undefined }, signal));
  }

  /** With one more stage behind. */
  into<Next>(stage: Stage<Output, Next>): StagedPipeline<Input, Next> {
    const enter = openStage(stage);
    return new StagedPipeline(async (input, signal) => enter(await this.#pass(input, signal), signal));
  }

  /**
   * Takes an item through all stages; in each, items have their turn in the order in which they come to it. One item's failure touches no other.
   *
   * @throws what the item's work throws; the signal's reason, at once while it waits, else when its work has ended
   */
  async run(input: Input, signal?: AbortSignal): Promise<Output> {
    const { output, leave } = await this.#pass(input, signal);
    leave();
    return output;
  }
}

function openStage<Input, Output>({ concurrency, queue, work }: Stage<Input, Output>) {
  const places = new Semaphore(concurrency + queue);
  const turns = new Semaphore(concurrency);
  return async (before: Passed<Input>, signal: AbortSignal | undefined): Promise<Passed<Output>> => {
    const leave = await places.acquire(1, signal).finally(before.leave);
    try {
      const endTurn = await turns.acquire(1, signal);
      try {
        return { output: await work(before.output, signal), leave };
      } finally {
        endTurn();
      }
    } catch (error) {
      leave();
      throw error;
    }
  };
}
