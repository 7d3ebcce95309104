import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';

const { specifiedByURL, ...config } = GraphQLDateTime.toConfig();
void specifiedByURL;

export const DateTimeScalar = new GraphQLScalarType({
  ...config,
  name: 'DateTime',
  description: 'An instant in ISO 8601 with time zone, such as `2026-11-03T09:30:00Z`.',
  extensions: {},
});
