import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';
import type { GraphqlContext } from '../context.ts';
import { costVariables } from './cost-variables.ts';

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

/** Costs kept per document. */
const MAX_KNOWN = 100;

/** Cost is about the number of values in the answer: a list counts `first` times what an entry costs. */
const estimator: ComplexityEstimator = ({ field, args, childComplexity }) => {
  const { first } = args as { first?: unknown };
  const entries = typeof first === 'number' && first > 1 ? first : 1;
  return 1 + (SEARCH_COSTS[field.name] ?? 0) + entries * childComplexity;
};

/** Refuses operations above `limit`. */
export function createQueryCostPlugin(schema: GraphQLSchema, limit: number): ApolloServerPlugin<GraphqlContext> {
  const scales = new WeakMap<DocumentNode, DocumentScale>();
  const listener: GraphQLRequestListener<GraphqlContext> = {
    didResolveOperation: async ({ request, document, operation }) => {
      const scale = scales.get(document) ?? new DocumentScale(schema, document);
      scales.set(document, scale);
      const cost = scale.weigh(operation, request.variables);
      if (cost > limit) {
        throw new GraphQLError(
          `The query costs ${cost}; at most ${limit} is allowed. Ask for fewer entries (first), fewer fields, or in several queries.`,
          { extensions: { code: 'QUERY_TOO_LARGE', cost, limit, http: { status: 400 } } },
        );
      }
    },
  };
  return { requestDidStart: async () => listener };
}

/** Weighs the operations of one document; once for each set of values that the cost depends on. */
class DocumentScale {
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;
  readonly #variables: readonly string[];
  readonly #known = new Map<string, number>();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    this.#document = document;
    this.#variables = costVariables(document);
  }

  weigh(operation: OperationDefinitionNode | undefined, variables: Record<string, unknown> = {}): number {
    const operationName = operation?.name?.value;
    const values = this.#variables.map((name) => variables[name]);
    // Only what is small: how much is kept must not depend on what callers send.
    const key = values.every((value) => value === undefined || typeof value === 'number' || typeof value === 'boolean')
      ? [operationName, ...values].join()
      : undefined;
    const known = key === undefined ? undefined : this.#known.get(key);
    if (known !== undefined) return known;
    const cost = this.#measure(variables, operationName);
    if (cost !== undefined && key !== undefined && this.#known.size < MAX_KNOWN) this.#known.set(key, cost);
    return cost ?? 0;
  }

  /** Undefined where variables can't be coerced: the execution tells, in its own words. */
  #measure(variables: Record<string, unknown>, operationName: string | undefined): number | undefined {
    try {
      return getComplexity({
        schema: this.#schema,
        query: this.#document,
        estimators: [estimator],
        variables,
        ...(operationName === undefined ? {} : { operationName }),
      });
    } catch (error) {
      if (error instanceof GraphQLError) return undefined;
      throw error;
    }
  }
}
