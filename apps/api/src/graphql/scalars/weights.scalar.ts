import { GraphQLError, GraphQLScalarType, type ValueNode, valueFromASTUntyped } from 'graphql';

const EXPECTED = 'Give an object from modality to number, such as {image: 0.7, price: 0.3}.';

/** Only the shape: ranges and names of modalities are checked where the catalog is known. */
function parseWeights(value: unknown): Record<string, number> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badWeights(`Weights must be an object, not ${describe(value)}. ${EXPECTED}`);
  }
  for (const [modality, weight] of Object.entries(value)) {
    if (typeof weight !== 'number' || !Number.isFinite(weight)) {
      throw badWeights(`The weight of '${modality}' must be a finite number, not ${describe(weight)}. ${EXPECTED}`);
    }
  }
  return value as Record<string, number>;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? `the text '${value.slice(0, 40)}'` : String(value);
}

function badWeights(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

export const WeightsScalar = new GraphQLScalarType<Record<string, number>>({
  name: 'Weights',
  description:
    'Relative importance per modality, each in [-1, 1], at least one not 0: `{image: 0.7, price: 0.3}`. A negative weight means "unlike".',
  serialize: (value) => value as Record<string, number>,
  parseValue: parseWeights,
  parseLiteral: (node: ValueNode, variables) => parseWeights(valueFromASTUntyped(node, variables)),
});
