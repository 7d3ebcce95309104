/** Runs tasks of one catalog one after the other, in the order they came; tasks of different catalogs run side by side. */
export class CatalogQueue {
  readonly #tails = new Map<string, Promise<void>>();

  /** Resolves or rejects as `task` does; a task that fails doesn't stop the next. */
  run<Result>(catalog: string, task: () => Promise<Result>): Promise<Result> {
    const before = this.#tails.get(catalog) ?? Promise.resolve();
    const result = before.then(task);
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    this.#tails.set(catalog, tail);
    void tail.then(() => {
      if (this.#tails.get(catalog) === tail) this.#tails.delete(catalog);
    });
    return result;
  }
}
