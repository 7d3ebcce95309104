import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

export interface QueryLimits {
  /** Levels of fields. */
  readonly depth: number;
  /** Aliased fields, those of a fragment counted for each use. */
  readonly aliases: number;
  /** Fields, those of a fragment counted for each use. */
  readonly fields: number;
}

interface Measure {
  depth: number;
  aliases: number;
  fields: number;
}

/** Refuses documents that are deep or wide, with fragments expanded. Runs once per document, not per request. */
export function createQueryLimitsRule(limits: QueryLimits): ValidationRule {
  return (context) => ({
    Document(document) {
      const fragments = fragmentsOf(document);
      const known = new Map<string, Measure>();
      for (const definition of document.definitions) {
        if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
        if (!context.getSchema().getRootType(definition.operation)) {
          // Graphql-js finds out only while executing, where it would look like a failure of the server.
          context.reportError(new GraphQLError(`This server has no ${definition.operation}s.`, { nodes: definition }));
        }
        // Introspection is deep by nature, and its cost is bounded by the schema.
        if (isIntrospection(definition.selectionSet)) continue;
        const measure = measureSelection(definition.selectionSet, { fragments, known });
        for (const message of exceeded(measure, limits)) {
          context.reportError(
            new GraphQLError(message, { nodes: definition, extensions: { code: 'QUERY_TOO_LARGE' } }),
          );
        }
      }
    },
  });
}

function exceeded(measure: Measure, limits: QueryLimits): string[] {
  const wide = (what: string, actual: number, limit: number) =>
    actual > limit ? [`The query has ${actual} ${what}; at most ${limit} are allowed. Ask in several queries.`] : [];
  return [
    ...wide('levels', measure.depth, limits.depth),
    ...wide('aliases', measure.aliases, limits.aliases),
    ...wide('fields', measure.fields, limits.fields),
  ];
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

function isIntrospection({ selections }: SelectionSetNode): boolean {
  return selections.every(
    (node) => node.kind === Kind.FIELD && (node.name.value === '__schema' || node.name.value === '__type'),
  );
}

interface Walk {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly known: Map<string, Measure>;
}

function measureSelection(set: SelectionSetNode, walk: Walk): Measure {
  const measure: Measure = { depth: 0, aliases: 0, fields: 0 };
  const add = (part: Measure, deeper: 0 | 1): void => {
    measure.depth = Math.max(measure.depth, part.depth + deeper);
    measure.aliases += part.aliases;
    measure.fields += part.fields;
  };
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      measure.fields += 1;
      if (node.alias !== undefined) measure.aliases += 1;
      add(
        node.selectionSet === undefined
          ? { depth: 0, aliases: 0, fields: 0 }
          : measureSelection(node.selectionSet, walk),
        1,
      );
    } else if (node.kind === Kind.INLINE_FRAGMENT) add(measureSelection(node.selectionSet, walk), 0);
    else add(measureFragment(node.name.value, walk), 0);
  }
  return measure;
}

function measureFragment(name: string, walk: Walk): Measure {
  const known = walk.known.get(name);
  if (known !== undefined) return known;
  const nothing: Measure = { depth: 0, aliases: 0, fields: 0 };
  // Stands while the fragment is measured, so that a cycle ends; the rules of GraphQL refuse it elsewhere.
  walk.known.set(name, nothing);
  const fragment = walk.fragments.get(name);
  const measure = fragment === undefined ? nothing : measureSelection(fragment.selectionSet, walk);
  walk.known.set(name, measure);
  return measure;
}
