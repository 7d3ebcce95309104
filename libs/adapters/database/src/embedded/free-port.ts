import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { PortInUseError } from '../errors.ts';

/** A port of 127.0.0.1 that nobody listens on at the moment: the wanted one, or with 0 any. @throws PortInUseError */
export async function findFreePort(wanted: number): Promise<number> {
  const server = createServer();
  try {
    server.listen({ port: wanted, host: '127.0.0.1', exclusive: true });
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortInUseError(wanted, { cause: error });
    throw error;
  } finally {
    if (server.listening) {
      server.close();
      await once(server, 'close');
    }
  }
}
