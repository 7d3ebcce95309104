import { loadConfig } from './config.ts';
import { startApi } from './start-api.ts';

/** What is under way may take so long to end after the first signal. */
const DRAIN_MS = 10_000;

async function main(): Promise<void> {
  const starting = startApi(loadConfig());
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    starting.then((api) => api.close()).then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // The npm script that started this process is gone.
  process.on('disconnect', stop);
  const { url } = await starting;
  if (!stopping) console.error(`Kindred listens at ${url} (console at /, GraphQL at /graphql).`);
}

/** Errors of Kindred's own say in their message what to do; of others the stack is wanted. */
function fail(error: unknown): never {
  const isOwn = error instanceof Error && 'code' in error && /^[A-Z]+(_[A-Z]+)+$/.test(String(error.code));
  console.error(isOwn ? error.message : error);
  process.exit(1);
}

main().catch(fail);
