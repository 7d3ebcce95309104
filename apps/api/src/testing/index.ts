export * from './graphql-client.ts';
export * from './sample-items.ts';
export * from './start-test-api.ts';
export * from './test-photo.ts';
export * from './in-memory/open-in-memory-application.ts';
export * from './start-in-memory-api.ts';
