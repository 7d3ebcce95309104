import { parseQdrantUrl } from '@kindred/vector-store-qdrant';
import type { RetrievalCollection } from '../data/retrieval-collection.ts';
import { openLancePlainAnn } from './lance-plain-ann.ts';
import type { StoreLocation } from './open-store.ts';
import type { PlainAnn } from './plain-ann.ts';
import { openQdrantPlainAnn } from './qdrant-plain-ann.ts';

/** The plain index of the same store: of the same Qdrant server, of LanceDB for the others. */
export function openPlainAnn(location: StoreLocation, collection: RetrievalCollection): Promise<PlainAnn> {
  if (location.name !== 'qdrant') return openLancePlainAnn(collection);
  const parsed = parseQdrantUrl(location.url ?? 'qdrant://localhost:6333');
  if ('problems' in parsed) throw new Error(`VECTOR_STORE_URL ${parsed.problems.join('; ')}.`);
  return openQdrantPlainAnn(collection, parsed.settings.baseUrl);
}
