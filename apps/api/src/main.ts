import { loadConfig } from './config.ts';
import { ApiError } from './errors.ts';
import { type RunningApi, startApi } from './start-api.ts';

/** What is under way may take so long to end after the first signal. */
const DRAIN_MS = 10_000;

async function main(): Promise<void> {
  let running: RunningApi | undefined;
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    // Without a running API the start below sees `stopping` and ends by itself.
    void running?.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  running = await startApi(loadConfig());
  if (stopping) {
    await running.close();
    process.exit(0);
  }
  console.error(`Kindred listens at ${running.url} (console at /, GraphQL at /graphql).`);
}

function fail(error: unknown): never {
  console.error(error instanceof ApiError ? error.message : error);
  process.exit(1);
}

main().catch(fail);
