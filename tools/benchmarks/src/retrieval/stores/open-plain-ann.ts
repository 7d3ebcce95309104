import type { RetrievalCollection } from '../data/retrieval-collection.ts';
import { openLancePlainAnn } from './lance-plain-ann.ts';
import type { StoreLocation } from './open-store.ts';
import type { PlainAnn } from './plain-ann.ts';
import { openQdrantPlainAnn } from './qdrant-plain-ann.ts';

/** The plain index of the same store: of the same Qdrant server, of LanceDB for the others. */
export function openPlainAnn({ name, url }: StoreLocation, collection: RetrievalCollection): Promise<PlainAnn> {
  return name === 'qdrant' && url !== undefined
    ? openQdrantPlainAnn(collection, url.replace(/^qdrant/, 'http'))
    : openLancePlainAnn(collection);
}
