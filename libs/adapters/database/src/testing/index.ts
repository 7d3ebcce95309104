export * from './start-test-database.ts';
export * from './test-servers.ts';
