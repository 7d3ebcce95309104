import { EXIT_FAILED } from './exit-codes.ts';
import { runCli } from './run-cli.ts';

const interruption = new AbortController();
const interrupt = (): void => {
  // The second Ctrl-C doesn't wait for anything.
  if (interruption.signal.aborted) process.exit(EXIT_FAILED);
  interruption.abort();
};
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// When the script that started this process is gone, nobody reads the answer.
process.on('disconnect', interrupt);
// `kindred … | head` closes the pipe early, which is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  environment: process.env,
  signal: interruption.signal,
  stdout: process.stdout,
  stderr: process.stderr,
});
if (process.connected) process.disconnect();
