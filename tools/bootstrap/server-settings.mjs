/**
 * How a server's Node is started: graphql-js checks less in production; a small young generation and an old one that is collected
 * when it has grown by half keep memory low at no cost seen (docs/benchmarks/memory.md). docker/ says the same, and
 * tools/checks/compose.mjs compares.
 */
export const serverSettings = {
  env: { NODE_ENV: 'production' },
  flags: ['--max-semi-space-size=8', '--initial-old-space-size=64', '--heap-growing-percent=50'],
};

/** Two malloc arenas instead of eight per core: about 90 MB less for native libraries that allocate on many threads (glibc). */
export const everyProcess = { MALLOC_ARENA_MAX: '2' };
