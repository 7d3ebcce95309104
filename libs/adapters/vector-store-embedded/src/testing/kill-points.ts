import type { CollectionSpec, VectorPoint } from '@kindred/vector-store';

export const KILL_SPEC: CollectionSpec = { name: 'killed', blocks: [{ modality: 'image', dimension: 512 }] };
export const GROUPS = 7;
export const GROUP_SIZE = 40;

/** All points of a group, every number of which says the revision. */
export function groupPoints(group: number, revision: number): VectorPoint[] {
  return Array.from({ length: GROUP_SIZE }, (_, index) => ({
    itemId: `g${String(group)}-${String(index)}`,
    vector: new Float32Array(512).fill(revision),
    imputed: [],
    facets: { section: [], available: true, attributes: { revision }, createdAt: new Date(revision) },
  }));
}
