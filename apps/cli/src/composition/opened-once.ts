interface Closable {
  close(): Promise<unknown>;
}

/** Parts by name: each opened when it is first asked for, and all closed together. */
export class OpenedOnce {
  readonly #opened: Closable[] = [];
  readonly #parts = new Map<string, Promise<unknown>>();

  /** What `open` gave at the first call of this name. */
  open<Part extends Closable>(name: string, open: () => Promise<Part>): Promise<Part> {
    let part = this.#parts.get(name) as Promise<Part> | undefined;
    if (part === undefined) {
      part = open().then((opened) => {
        this.#opened.push(opened);
        return opened;
      });
      this.#parts.set(name, part);
    }
    return part;
  }

  /** In the reverse order of opening; the first failure is thrown after all were closed. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const part of this.#opened.splice(0).reverse()) {
      await part.close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
