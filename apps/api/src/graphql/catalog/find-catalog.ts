import { type Catalog, CatalogNotFoundError } from '@kindred/catalog';
import type { Application } from '../../application.ts';
import { badUserInput } from '../bad-user-input.ts';

/** A catalog's settings never change while it exists, so they are asked once. */
const known = new WeakMap<Application, Map<string, Catalog>>();

/** @throws GraphQLError BAD_USER_INPUT */
export async function findCatalog(application: Application, name: string): Promise<Catalog> {
  const catalogs = known.get(application) ?? new Map<string, Catalog>();
  known.set(application, catalogs);
  const cached = catalogs.get(name);
  if (cached !== undefined) return cached;
  try {
    const catalog = await application.catalogs.load(name);
    catalogs.set(name, catalog);
    return catalog;
  } catch (error) {
    if (error instanceof CatalogNotFoundError) throw badUserInput('Kindred-Catalog', error.message);
    throw error;
  }
}
