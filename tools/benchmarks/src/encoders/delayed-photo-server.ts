import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface DelayedPhotoServer {
  /** Address of the photo of a number. */
  url(index: number): string;
  close(): Promise<void>;
}

/** Serves files on 127.0.0.1 from memory, each answer `latencyMs` after its request. */
export async function openDelayedPhotoServer(paths: readonly string[], latencyMs: number): Promise<DelayedPhotoServer> {
  const files = await Promise.all(paths.map((path) => readFile(path)));
  const server = createServer((request, response) => {
    const bytes = files[Number((request.url ?? '').slice(1))];
    if (bytes === undefined) {
      response.writeHead(404).end();
      return;
    }
    void sleep(latencyMs).then(() =>
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': bytes.length }).end(bytes),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (index) => `http://127.0.0.1:${String(port)}/${String(index)}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
