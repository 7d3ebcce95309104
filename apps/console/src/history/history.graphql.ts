import { graphql } from '../generated/index.ts';

export const ProfileHistoryQuery = graphql(`
  query ProfileHistory($name: String!, $after: String) {
    fusionProfileHistory(name: $name, first: 20, after: $after) {
      __typename
      ... on Problem {
        message
      }
      ... on ProfileEventConnection {
        edges {
          cursor
          node {
            action
            version
            replacedVersion
            author
            reason
            at
            scheduleId
            refusal {
              problem
              brokenGoldenQueries
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);
