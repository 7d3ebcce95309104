import { graphql } from '../generated/index.ts';

export const ItemsQuery = graphql(`
  query Items($filter: ItemFilterInput, $sort: ItemSortInput, $first: Int!, $after: String) {
    items(filter: $filter, sort: $sort, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...ItemCard
        }
      }
    }
  }
`);
