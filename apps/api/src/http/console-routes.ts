import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorBody } from './answer-errors.ts';

const NOT_BUILT = 'The console is not built; `npm run build` does it. GraphQL is at /graphql.\n';

/** The console at `/`. Its own addresses (`/items/…`) all get the same page; what looks like a file does not. */
export async function addConsoleRoutes(server: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(join(folder, 'index.html'));
  if (isBuilt) {
    await server.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      // Files are looked up at each request: a build may replace them while the server runs.
      wildcard: true,
      setHeaders: (reply, path) => {
        // Vite puts the hash of the content into the names of assets.
        void reply.header(
          'cache-control',
          path.startsWith(join(folder, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  } else server.get('/', async (_request, reply) => reply.type('text/plain; charset=utf-8').send(NOT_BUILT));
  server.setNotFoundHandler((request, reply) => {
    if (isBuilt && wantsPage(request)) return reply.sendFile('index.html');
    return notFound(reply);
  });
}

function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return (
    (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html') && !/\.\w+$/.test(path)
  );
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send(errorBody('NOT_FOUND', 'There is nothing here. GraphQL is at /graphql.'));
}
