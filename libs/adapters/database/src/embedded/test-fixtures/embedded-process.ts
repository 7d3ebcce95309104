// Runs an embedded PostgreSQL as a process of its own: `node embedded-process.ts start|connect <data dir>`. Prints one line of
// JSON (pids and URL, or the error's code) and stays until it is killed or its standard input ends.
import { findPostmaster } from '../postmaster.ts';
import { connectOrStartEmbeddedPostgres } from '../connect-or-start-embedded-postgres.ts';
import { prepareDataDir } from '../data-dir.ts';
import { startEmbeddedPostgres } from '../start-embedded-postgres.ts';

const [mode = '', dataDir = ''] = process.argv.slice(2);

try {
  const server = await (mode === 'connect' ? connectOrStartEmbeddedPostgres : startEmbeddedPostgres)({
    dataDir,
    onExit: () => console.log(JSON.stringify({ exited: true })),
  });
  const { cluster } = await prepareDataDir(dataDir);
  const postmaster = findPostmaster(cluster);
  console.log(
    JSON.stringify({
      url: server.url,
      owned: 'owned' in server ? server.owned : true,
      guardian: Number(postmaster?.guardian?.split('@')[0]),
      postgres: postmaster?.pid,
    }),
  );
  process.stdin.resume();
  process.stdin.once('end', () => void server.stop());
} catch (error) {
  console.log(JSON.stringify({ error: (error as { code?: string }).code, message: (error as Error).message }));
}
