import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { ApiLimits } from '../config.ts';
import type { GraphqlContext } from '../graphql/context.ts';
import { createQueryCostPlugin } from '../graphql/limits/query-cost.ts';
import { createQueryLimitsRule } from '../graphql/limits/query-limits-rule.ts';
import { MAX_VARIABLES_DEPTH, isDeeperThan } from '../graphql/limits/variables-depth.ts';
import { MAX_QUERY_NESTING, nestsDeeperThan } from '../graphql/limits/query-nesting.ts';
import { createErrorMask } from '../graphql/mask-errors.ts';
import { graphiqlPage } from './graphiql.ts';
import { createGraphqlHandler } from './graphql-handler.ts';
import type { ApiMetrics } from './metrics.ts';
import { readMultipart } from './read-multipart.ts';
import { RequestRefusedError } from './request-refused-error.ts';

const MAX_FIELDS = 500;
const MAX_FILES = 4;
/** Headers that a page of another site can't send without being asked first; Apollo Server looks for the same. */
const PREFLIGHT_HEADERS = ['apollo-require-preflight', 'x-apollo-operation-name'];

export interface GraphqlRouteOptions {
  readonly schema: GraphQLSchema;
  readonly limits: ApiLimits;
  readonly logger: Logger;
  readonly metrics: ApiMetrics;
  readonly createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<GraphqlContext>;
}

/** POST and GET /graphql; GraphiQL for browsers. Returns the Apollo server, which the caller stops. */
export async function addGraphqlRoute(
  server: FastifyInstance,
  options: GraphqlRouteOptions,
): Promise<ApolloServer<GraphqlContext>> {
  const apollo = createApolloServer(options);
  await apollo.start();
  const { limits, createContext } = options;
  const answer = createGraphqlHandler(apollo, createContext);
  server.removeContentTypeParser('text/plain');
  server.addContentTypeParser('multipart/form-data', (request, payload, done) => {
    assertPreflight(request);
    assertLength(request, limits);
    readMultipart(request.raw, { fieldBytes: limits.bodyBytes, fileBytes: limits.uploadBytes, files: MAX_FILES }).then(
      (operations) => done(null, operations),
      (error: Error) => done(error),
    );
  });
  server.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    handler: (request, reply) => {
      if (wantsPage(request)) return reply.type('text/html; charset=utf-8').send(graphiqlPage());
      assertShallow(request);
      return answer(request, reply);
    },
  });
  return apollo;
}

function createApolloServer({ schema, limits, logger, metrics }: GraphqlRouteOptions): ApolloServer<GraphqlContext> {
  const mask = createErrorMask(logger);
  return new ApolloServer<GraphqlContext>({
    schema,
    introspection: true,
    nodeEnv: 'production',
    csrfPrevention: { requestHeaders: PREFLIGHT_HEADERS },
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.queryTokens },
    validationRules: [
      createQueryLimitsRule({ depth: limits.queryDepth, aliases: limits.queryAliases, fields: MAX_FIELDS }),
    ],
    maxRecursiveSelections: true,
    plugins: [
      // Its hook around every field costs more than the fields themselves, and no type has cache hints.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      createQueryCostPlugin(schema, limits.queryCost),
      mask.plugin,
      metrics.graphqlPlugin,
    ],
    formatError: mask.formatError,
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message) => logger.warn(message),
      error: (message) => logger.error(message),
    },
  });
}

function wantsPage(request: FastifyRequest): boolean {
  if (request.method !== 'GET' || !(request.headers.accept ?? '').includes('text/html')) return false;
  return (request.query as { query?: unknown }).query === undefined;
}

/** A form on a page of another site could send a file otherwise, with the reader's own access to a server on loopback. */
function assertPreflight(request: FastifyRequest): void {
  if (PREFLIGHT_HEADERS.some((header) => request.headers[header] !== undefined)) return;
  throw new RequestRefusedError(
    400,
    'BAD_REQUEST',
    'A multipart request needs the header "apollo-require-preflight: true", so that other sites can not send it unnoticed.',
  );
}

function assertLength(request: FastifyRequest, limits: ApiLimits): void {
  const most = MAX_FILES * limits.uploadBytes + limits.bodyBytes;
  const length = Number(request.headers['content-length'] ?? 0);
  if (length <= most) return;
  const sentence = `The request has ${Math.ceil(length / 1024 / 1024)} MB; a photo may have ${limits.uploadBytes / 1024 / 1024} MB. Send a smaller one.`;
  throw new RequestRefusedError(413, 'PAYLOAD_TOO_LARGE', sentence);
}

function assertShallow({ method, body, query: search }: FastifyRequest): void {
  if (Array.isArray(body))
    throw new RequestRefusedError(400, 'BAD_REQUEST', 'Send one operation per request, not a list of them.');
  const { query, variables } = ((method === 'GET' ? search : body) ?? {}) as { query?: unknown; variables?: unknown };
  if (typeof query === 'string' && nestsDeeperThan(query, MAX_QUERY_NESTING)) {
    throw new RequestRefusedError(
      400,
      'QUERY_TOO_LARGE',
      `The query nests deeper than ${MAX_QUERY_NESTING} brackets; ask for less at once.`,
    );
  }
  if (variables !== undefined && isDeeperThan(variables, MAX_VARIABLES_DEPTH)) {
    throw new RequestRefusedError(
      400,
      'BAD_USER_INPUT',
      `The variables nest deeper than ${MAX_VARIABLES_DEPTH} levels; write them flatter.`,
    );
  }
}
