import { startTestDatabase, type TestDatabase } from './start-test-database.ts';

export interface TestServer {
  readonly name: string;
  startDatabase(options?: { migrated?: boolean }): Promise<TestDatabase>;
}

/** URL of another PostgreSQL ≥ 14, whose user may create databases: there the same tests run a second time. */
export const TEST_DATABASE_VARIABLE = 'KINDRED_TEST_DATABASE_URL';

/** The servers to test against: `describe.each(testServers)('… on $name', …)`. */
export const testServers: readonly TestServer[] = [
  { name: 'the embedded PostgreSQL', startDatabase: (options) => startTestDatabase(options) },
  ...externalServer(process.env[TEST_DATABASE_VARIABLE]),
];

function externalServer(server: string | undefined): TestServer[] {
  if (server === undefined || server === '') return [];
  return [{ name: TEST_DATABASE_VARIABLE, startDatabase: (options) => startTestDatabase({ ...options, server }) }];
}
