import { ObjectType } from 'type-graphql';
import { Problem } from '../problem/problem.type.ts';

@ObjectType('NothingToCompare', {
  implements: Problem,
  simpleResolvers: true,
  description: 'The catalog never had an item, so weights lead to nothing.',
})
export class NothingToCompare extends Problem {
  constructor(catalog: string) {
    super(`Catalog '${catalog}' has no items yet, so there is nothing to compare. Import some first.`);
  }
}
