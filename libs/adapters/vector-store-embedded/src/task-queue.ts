/** Runs tasks one after the other, in the order in which they came. A task that fails doesn't stop the next. */
export class TaskQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when all tasks that have come so far are done. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
