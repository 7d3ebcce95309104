export { describeQdrantUrl, isQdrantUrl, parseQdrantUrl, type ParsedQdrantUrl } from './parse-qdrant-url.ts';
export * from './qdrant-settings.ts';
export * from './qdrant-vector-store.ts';
