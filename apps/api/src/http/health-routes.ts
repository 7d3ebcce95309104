import type { FastifyInstance } from 'fastify';
import type { Application } from '../application.ts';

const PROBE_TIMEOUT_MS = 3000;

/** GET /health: the process answers. GET /ready: everything that a request needs works; 503 with the reasons otherwise. */
export function addHealthRoutes(server: FastifyInstance, { probes }: Pick<Application, 'probes'>): void {
  server.get('/health', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  server.get('/ready', async (_request, reply) => {
    const checks = Object.fromEntries(
      await Promise.all(Object.entries(probes).map(async ([name, probe]) => [name, await outcomeOf(probe)] as const)),
    );
    const isReady = Object.values(checks).every((outcome) => outcome === 'ok');
    void reply.code(isReady ? 200 : 503).header('cache-control', 'no-store');
    return reply.send({ status: isReady ? 'ready' : 'not ready', checks });
  });
}

async function outcomeOf(probe: () => Promise<void>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${PROBE_TIMEOUT_MS} ms`), PROBE_TIMEOUT_MS);
  });
  const outcome = probe().then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)),
  );
  return Promise.race([outcome, timeout]).finally(() => clearTimeout(timer));
}
