import { graphql } from '../generated/index.ts';

export const SourceItemQuery = graphql(`
  query SourceItem($id: ID!) {
    item(id: $id) {
      ...ItemCard
      description
    }
  }
`);
