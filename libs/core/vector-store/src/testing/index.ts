export type { Capability, OpenedStore, VectorStoreCapabilities } from './contract-context.ts';
export { randomPoints, randomVector, seededRandom } from './contract-points.ts';
export * from './describe-vector-store.ts';
export { facetsArbitrary, filterArbitrary } from './filter-arbitraries.ts';
