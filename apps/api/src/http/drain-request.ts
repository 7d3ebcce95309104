import type { IncomingMessage } from 'node:http';

/** An endless body is not waited for. */
const LONGEST_MS = 5000;

/**
 * Reads and drops what is left of a request, so that a client that is still sending gets to read the answer: were the
 * connection closed before, it would see nothing but a broken pipe.
 */
export function drainRequest(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_MS);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    request.once('end', done).once('close', done).once('error', done);
    request.resume();
  });
}
