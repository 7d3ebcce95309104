const MIN_COMMITS = 32;
const MAX_COMMITS = 256;

/**
 * Says when a table's small files are worth merging: after 32 commits that together wrote half as many rows as the table has
 * (so a growing table is rewritten a bounded number of times), or after 256 commits whatever their size.
 */
export class UpkeepPolicy {
  #commits = 0;
  #rows = 0;

  recordCommit(rows: number): void {
    this.#commits++;
    this.#rows += rows;
  }

  /** Before that, the number of rows isn't worth asking for. */
  mayBeDue(): boolean {
    return this.#commits >= MIN_COMMITS;
  }

  isDue(tableRows: number): boolean {
    return this.#commits >= MAX_COMMITS || (this.mayBeDue() && this.#rows * 2 >= tableRows);
  }

  /** At close there is time for less. */
  isDueAtClose(): boolean {
    return this.#commits >= MIN_COMMITS / 4;
  }

  reset(): void {
    this.#commits = 0;
    this.#rows = 0;
  }
}
