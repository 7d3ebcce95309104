export type { PlanSample } from './plan-sample.ts';
export { describeQdrantUrl, isQdrantUrl, parseQdrantUrl, type ParsedQdrantUrl } from './parse-qdrant-url.ts';
export * from './qdrant-settings.ts';
export * from './qdrant-vector-store.ts';
export type { StagedCollection, StagedStore } from './staged-collection.ts';
export * from './vector-store-location.ts';
