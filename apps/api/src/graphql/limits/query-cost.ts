import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';
import type { GraphqlContext } from '../context.ts';

/** What searches cost beside the fields of the answer: a scan of the catalog each, many where weights are compared. */
const SEARCH_COSTS: Readonly<Record<string, number>> = {
  similarItems: 100,
  recommendations: 100,
  duplicatesOf: 100,
  previewProfile: 5000,
  checkGoldenQueries: 2000,
  publishFusionProfile: 2000,
  scheduleFusionProfile: 2000,
};

/** Cost is about the number of values in the answer: a list counts `first` times what an entry costs. */
const estimator: ComplexityEstimator = ({ field, args, childComplexity }) => {
  const { first } = args as { first?: unknown };
  const entries = typeof first === 'number' && first > 1 ? first : 1;
  return 1 + (SEARCH_COSTS[field.name] ?? 0) + entries * childComplexity;
};

/** Refuses operations above `limit`. A document without variables is weighed once. */
export function createQueryCostPlugin(schema: GraphQLSchema, limit: number): ApolloServerPlugin<GraphqlContext> {
  const fixed = new WeakMap<DocumentNode, number>();
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ request, document, operation }) => {
        const hasVariables = (operation?.variableDefinitions ?? []).length > 0;
        let cost = hasVariables ? undefined : fixed.get(document);
        if (cost === undefined) {
          cost = weigh(schema, document, request);
          if (!hasVariables && document.definitions.length === 1) fixed.set(document, cost);
        }
        if (cost > limit) {
          throw new GraphQLError(
            `The query costs ${cost}; at most ${limit} is allowed. Ask for fewer entries (first), fewer fields, or in several queries.`,
            { extensions: { code: 'QUERY_TOO_LARGE', cost, limit, http: { status: 400 } } },
          );
        }
      },
    }),
  };
}

function weigh(
  schema: GraphQLSchema,
  query: DocumentNode,
  request: { variables?: Record<string, unknown>; operationName?: string },
): number {
  try {
    return getComplexity({
      schema,
      query,
      estimators: [estimator],
      ...(request.variables === undefined ? {} : { variables: request.variables }),
      ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
    });
  } catch (error) {
    // Variables that can't be coerced are told by the execution, in its own words.
    if (error instanceof GraphQLError) return 0;
    throw error;
  }
}
