import { randomUUID } from 'node:crypto';
import type {
  ApolloServerPlugin,
  GraphQLRequestContextDidEncounterErrors,
  GraphQLRequestListener,
} from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import type { GraphqlContext } from './context.ts';

export interface ErrorMask {
  /** Logs errors with the request they belong to. */
  readonly plugin: ApolloServerPlugin<GraphqlContext>;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

/**
 * Errors that somebody wrote for callers (GraphQLErrors with a code) pass; anything else becomes "Unexpected error" with an
 * incident id, under which the whole error is in the log.
 */
export function createErrorMask(logger: Logger): ErrorMask {
  const incidents = new WeakMap<object, string>();

  const report = (error: object, context?: GraphQLRequestContextDidEncounterErrors<GraphqlContext>): string => {
    const known = incidents.get(error);
    if (known !== undefined) return known;
    const incidentId = randomUUID();
    incidents.set(error, incidentId);
    const path = error instanceof GraphQLError ? error.path : undefined;
    logger.error(
      {
        incidentId,
        requestId: context?.contextValue?.requestId,
        operation: context?.operationName,
        path,
        err: unwrapResolverError(error),
      },
      'unexpected error',
    );
    return incidentId;
  };

  const listener: GraphQLRequestListener<GraphqlContext> = {
    didEncounterErrors: async (context) => {
      for (const error of context.errors) if (!isForCallers(error)) report(error, context);
    },
  };

  return {
    plugin: { requestDidStart: async () => listener },
    formatError: (formatted, error) => {
      if (isForCallers(error, formatted)) return withCode(formatted);
      const incidentId = report(typeof error === 'object' && error !== null ? error : new Error(String(error)));
      return {
        message: `Unexpected error. Quote incident ${incidentId} to the operator of this server, whose log has the details.`,
        ...(formatted.path === undefined ? {} : { path: formatted.path }),
        extensions: { code: 'INTERNAL_SERVER_ERROR', incidentId },
      };
    },
  };
}

function isForCallers(error: unknown, formatted?: GraphQLFormattedError): boolean {
  const original = unwrapResolverError(error);
  if (!(original instanceof GraphQLError)) return false;
  const code = formatted?.extensions?.['code'] ?? original.extensions['code'];
  if (code !== undefined && code !== 'INTERNAL_SERVER_ERROR') return true;
  return isCoercionError(original) || (formatted === undefined && original.path === undefined);
}

/** Graphql-js gives these no code: a variable that is null where the argument has a default but may not be null. */
function isCoercionError(error: GraphQLError): boolean {
  return error.originalError === undefined && /^(Argument|Variable) "/.test(error.message);
}

function withCode(formatted: GraphQLFormattedError): GraphQLFormattedError {
  if (formatted.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR') return formatted;
  return { ...formatted, extensions: { code: 'BAD_USER_INPUT' } };
}
