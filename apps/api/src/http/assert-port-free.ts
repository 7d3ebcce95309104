import { createServer } from 'node:net';
import { PortTakenError } from '../errors.ts';

/** Finds out before minutes of opening stores are spent. @throws PortTakenError */
export function assertPortFree(host: string, port: number): Promise<void> {
  if (port === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(host, port, error) : error);
    });
    probe.listen({ host, port }, () => probe.close(() => resolve()));
  });
}
