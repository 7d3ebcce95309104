import { randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { ApiConfig } from '../config.ts';
import { isLoopback, isTrustedHostHeader } from '../auth/loopback.ts';
import { answerErrors } from './answer-errors.ts';
import { addCors } from './cors.ts';
import { RequestRefusedError } from './request-refused-error.ts';
import { addSecurityHeaders } from './security-headers.ts';

/** Fastify with what holds for every route: ids, logs, limits, headers, errors. Routes are added by the caller. */
export async function createServer(config: ApiConfig, logger: Logger): Promise<FastifyInstance> {
  const { limits } = config;
  const server = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: 0,
    trustProxy: config.trustProxy,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 1000 },
    genReqId: () => randomUUID(),
    // A logger for each request costs more than the line that is logged; the lines name the request themselves.
    childLoggerFactory: (parent) => parent,
  }) as unknown as FastifyInstance;
  answerErrors(server);
  addSecurityHeaders(server);
  if (isLoopback(config.host)) addHostGuard(server, config.allowedHosts);
  addCors(server, config.corsOrigins);
  addRequestLog(server);
  await addRateLimit(server, limits.requestsPerMinute);
  return server;
}

function addHostGuard(server: FastifyInstance, allowedHosts: readonly string[]): void {
  let lastTrusted: string | undefined;
  server.addHook('onRequest', (request, _reply, done) => {
    const { host } = request.headers;
    if (host !== undefined && host === lastTrusted) return done();
    if (isTrustedHostHeader(host, allowedHosts)) {
      lastTrusted = host;
      return done();
    }
    const sentence =
      'This server listens for its own machine only and does not answer to that host name. Add the name to KINDRED_ALLOWED_HOSTS if it is right.';
    done(new RequestRefusedError(403, 'HOST_REFUSED', sentence));
  });
}

/** One line per GraphQL request; photos, files and probes only at level debug. */
function addRequestLog(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, done) => {
    const level = request.routeOptions.url === '/graphql' || reply.statusCode >= 400 ? 'info' : 'debug';
    request.log[level](
      {
        reqId: request.id,
        method: request.method,
        path: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
    done();
  });
}

async function addRateLimit(server: FastifyInstance, requestsPerMinute: number): Promise<void> {
  if (requestsPerMinute === 0) return;
  await server.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    allowList: (request) => request.routeOptions.url !== '/graphql',
    // Not by key: whoever sends another made-up key with each request would never reach the limit.
    keyGenerator: (request) => request.ip,
    errorResponseBuilder: (_request, { after }) =>
      new RequestRefusedError(
        429,
        'RATE_LIMITED',
        `More than ${requestsPerMinute} requests in a minute. Try again in ${after}.`,
      ),
  });
}
