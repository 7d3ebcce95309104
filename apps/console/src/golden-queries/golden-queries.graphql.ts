import { graphql } from '../generated/index.ts';

export const GoldenQueryFragment = graphql(`
  fragment GoldenQuery on GoldenQuery {
    name
    itemId
    text
    limit
    profile
    author
    expectedItemIds
    item {
      ...ImpactItem
    }
    expectedItems {
      ...ImpactItem
    }
  }
`);

export const GoldenQueriesQuery = graphql(`
  query GoldenQueries {
    goldenQueries {
      ...GoldenQuery
    }
  }
`);

/** How all of them go with weights, whoever saved those or nobody. */
export const TryGoldenQueriesQuery = graphql(`
  query TryGoldenQueries($weights: Weights!) {
    checkGoldenQueries(weights: $weights, allProfiles: true) {
      __typename
      ... on Problem {
        message
      }
      ... on GoldenQueryReport {
        outcomes {
          query {
            name
          }
          draft {
            passes
            ranks
            problem
          }
        }
      }
    }
  }
`);

/** What can be picked as expected: the first results, in the whole catalogue. */
export const GoldenCandidatesQuery = graphql(`
  query GoldenCandidates($itemId: ID, $text: String, $weights: Weights!) {
    similarItems(itemId: $itemId, text: $text, weights: $weights, first: 24) {
      __typename
      ... on Problem {
        message
      }
      ... on SimilarItemConnection {
        edges {
          node {
            ...ImpactItem
          }
        }
      }
    }
  }
`);

export const SaveGoldenQueryMutation = graphql(`
  mutation SaveGoldenQuery($query: GoldenQueryInput!) {
    saveGoldenQuery(query: $query) {
      __typename
      ... on Problem {
        message
      }
    }
  }
`);

export const DeleteGoldenQueryMutation = graphql(`
  mutation DeleteGoldenQuery($name: String!) {
    deleteGoldenQuery(name: $name) {
      __typename
      ... on Problem {
        message
      }
    }
  }
`);
