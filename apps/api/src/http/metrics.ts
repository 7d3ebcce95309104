import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import { type DocumentNode, Kind, type OperationDefinitionNode } from 'graphql';
import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { GraphqlContext } from '../graphql/context.ts';

/** Figures for Prometheus, one registry per server. */
export interface ApiMetrics {
  readonly registry: Registry;
  readonly graphqlPlugin: ApolloServerPlugin<GraphqlContext>;
}

export function createMetrics(): ApiMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'kindred_graphql_seconds',
    help: 'Time to answer GraphQL operations, by their first field.',
    labelNames: ['field'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const errors = new Counter({
    name: 'kindred_graphql_errors_total',
    help: 'GraphQL errors, by code.',
    labelNames: ['code'],
    registers: [registry],
  });
  return { registry, graphqlPlugin: createPlugin(seconds, errors) };
}

function createPlugin(seconds: Histogram<'field'>, errors: Counter<'code'>): ApolloServerPlugin<GraphqlContext> {
  const timers = new WeakMap<DocumentNode, Histogram.Internal<'field'>>();
  const listener: GraphQLRequestListener<GraphqlContext> = {
    willSendResponse: async ({ document, operation, response, contextValue }) => {
      const known = document === undefined ? undefined : timers.get(document);
      const timer = known ?? seconds.labels(document === undefined ? 'invalid' : firstField(operation));
      if (known === undefined && document !== undefined) timers.set(document, timer);
      timer.observe((performance.now() - contextValue.startedAt) / 1000);
      if (response.body.kind !== 'single') return;
      for (const { extensions } of response.body.singleResult.errors ?? []) {
        errors.inc({ code: String(extensions?.['code'] ?? 'UNKNOWN') });
      }
    },
  };
  return { requestDidStart: async () => listener };
}

/** Names of fields come from the schema, so there are few of them; names of operations come from clients. */
function firstField(operation: OperationDefinitionNode | null | undefined): string {
  const node = operation?.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD);
  return node?.kind === Kind.FIELD ? node.name.value : 'unknown';
}

export function addMetricsRoute(server: FastifyInstance, { registry }: ApiMetrics): void {
  server.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}
