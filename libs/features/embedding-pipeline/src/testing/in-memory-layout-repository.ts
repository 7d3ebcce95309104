import type { LayoutRepository, StoredLayout } from '@kindred/fusion';

/** Layouts in a map; hands out the objects it was given, which nobody changes. */
export class InMemoryLayoutRepository implements LayoutRepository {
  readonly #stored = new Map<string, Map<string, Omit<StoredLayout, 'active'>>>();
  readonly #active = new Map<string, string>();

  async findActive(catalog: string): Promise<StoredLayout | undefined> {
    const hash = this.#active.get(catalog);
    const stored = hash === undefined ? undefined : this.#stored.get(catalog)?.get(hash);
    return stored === undefined ? undefined : { ...stored, active: true };
  }

  async find(catalog: string, layoutHash: string): Promise<StoredLayout | undefined> {
    const stored = this.#stored.get(catalog)?.get(layoutHash);
    return stored === undefined ? undefined : { ...stored, active: this.#active.get(catalog) === layoutHash };
  }

  async save(catalog: string, stored: Omit<StoredLayout, 'active'>): Promise<void> {
    const own = this.#stored.get(catalog) ?? new Map<string, Omit<StoredLayout, 'active'>>();
    this.#stored.set(catalog, own.set(stored.layout.hash, stored));
  }

  async activate(catalog: string, layoutHash: string): Promise<void> {
    if (this.#stored.get(catalog)?.has(layoutHash) !== true)
      throw new Error(`Catalog '${catalog}' has no layout '${layoutHash}'.`);
    this.#active.set(catalog, layoutHash);
  }
}
