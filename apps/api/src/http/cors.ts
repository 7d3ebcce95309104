import type { FastifyInstance } from 'fastify';

const ALLOWED_HEADERS = 'content-type, authorization, kindred-catalog, apollo-require-preflight';

/** Answers browsers on pages of the named origins; without any, no other page can read an answer. `*` stands for all. */
export function addCors(server: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  server.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    void reply.header('vary', 'origin');
    if (origin === undefined || !(origins.includes(origin) || origins.includes('*'))) return;
    void reply.header('access-control-allow-origin', origin);
    if (request.method !== 'OPTIONS') return;
    void reply.headers({
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': ALLOWED_HEADERS,
      'access-control-max-age': '600',
    });
    await reply.code(204).send();
  });
}
