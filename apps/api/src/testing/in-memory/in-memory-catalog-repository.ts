import { type Catalog, CatalogNotFoundError, type CatalogRepository } from '@kindred/catalog';

export class InMemoryCatalogRepository implements CatalogRepository {
  readonly #catalogs = new Map<string, Catalog>();

  async ensure(name: string, { currency = 'USD' }: { currency?: string } = {}): Promise<Catalog> {
    const catalog = this.#catalogs.get(name) ?? { name, currency, createdAt: new Date('2026-01-01T00:00:00Z') };
    this.#catalogs.set(name, catalog);
    return catalog;
  }

  async load(name: string): Promise<Catalog> {
    const catalog = this.#catalogs.get(name);
    if (catalog === undefined) throw new CatalogNotFoundError(name);
    return catalog;
  }

  async list(): Promise<Catalog[]> {
    return [...this.#catalogs.values()];
  }
}
