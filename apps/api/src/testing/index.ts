export * from './graphql-client.ts';
export * from './sample-items.ts';
export * from './start-test-api.ts';
export * from './test-photo.ts';
