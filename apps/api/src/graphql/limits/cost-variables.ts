import { type ASTNode, type DocumentNode, visit } from 'graphql';

/** Names of the variables that the cost of the document's operations depends on: those in `first` and in directives. */
export function costVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  const collect = (node: ASTNode): void => {
    visit(node, { Variable: ({ name }) => void names.add(name.value) });
  };
  visit(document, {
    Argument: (node) => (node.name.value === 'first' ? collect(node) : undefined),
    Directive: collect,
  });
  return [...names].sort();
}
