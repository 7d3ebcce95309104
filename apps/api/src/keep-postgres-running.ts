import { setTimeout as wait } from 'node:timers/promises';
import { connectOrStartEmbeddedPostgres, type PostgresExit, type SharedEmbeddedPostgres } from '@kindred/database';
import type { Logger } from 'pino';

const ATTEMPTS = 5;
const BETWEEN_ATTEMPTS_MS = 1000;

/**
 * The PostgreSQL of the data folder, started where no other process runs it. If it crashes or is killed, or the process that
 * ran it ends, it is started again on the same port, so that connections find it again.
 */
export async function keepPostgresRunning(
  dataDir: string,
  logger: Logger,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  let closed = false;
  let server: SharedEmbeddedPostgres;
  const start = (port?: number): Promise<SharedEmbeddedPostgres> =>
    connectOrStartEmbeddedPostgres({
      dataDir,
      ...(port === undefined ? {} : { port }),
      log: (line) => logger.info(line),
      onExit: (exit) => void restart(exit),
    });
  const restart = async (exit: PostgresExit): Promise<void> => {
    logger.error({ exit }, 'PostgreSQL ended; it is started again');
    for (let attempt = 1; attempt <= ATTEMPTS && !closed; attempt++) {
      try {
        server = await start(Number(new URL(server.url).port));
        // It was closed meanwhile, when there was no server to stop.
        if (closed) await server.stop();
        return;
      } catch (err) {
        logger.error({ err, attempt }, 'PostgreSQL could not be started again');
        await wait(BETWEEN_ATTEMPTS_MS, undefined, { ref: false });
      }
    }
  };
  server = await start();
  return {
    url: server.url,
    close: async () => {
      closed = true;
      await server.stop();
    },
  };
}
