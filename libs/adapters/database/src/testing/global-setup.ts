// For `globalSetup` of a vitest.config.ts: one embedded PostgreSQL for all test files of the run.
import { SHARED_SERVER_VARIABLE, startTestServer } from './start-test-database.ts';
import { TEST_DATABASE_VARIABLE } from './test-servers.ts';

export async function setup(): Promise<() => Promise<void>> {
  const other = process.env[TEST_DATABASE_VARIABLE];
  console.error(
    other === undefined || other === ''
      ? `Skipped: the same tests on another PostgreSQL. Set ${TEST_DATABASE_VARIABLE} to run them.`
      : `Tests run on the embedded PostgreSQL and again on ${TEST_DATABASE_VARIABLE}.`,
  );
  const server = await startTestServer();
  process.env[SHARED_SERVER_VARIABLE] = server.url;
  return async () => {
    Reflect.deleteProperty(process.env, SHARED_SERVER_VARIABLE);
    await server.stop();
  };
}
