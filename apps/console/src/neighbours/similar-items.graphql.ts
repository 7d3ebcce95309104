import { graphql } from '../generated/index.ts';

export const SimilarItemsQuery = graphql(`
  query SimilarItems(
    $itemId: ID
    $text: String
    $photo: PhotoInput
    $mixture: [MixturePartInput!]
    $weights: Weights
    $profile: String
    $filter: ItemFilterInput
    $first: Int!
  ) {
    similarItems(
      itemId: $itemId
      text: $text
      photo: $photo
      mixture: $mixture
      weights: $weights
      profile: $profile
      filter: $filter
      first: $first
    ) {
      __typename
      ... on Problem {
        message
      }
      ... on PhotoRejected {
        code
      }
      ... on SimilarItemConnection {
        pageInfo {
          hasNextPage
        }
        weights {
          modality
          weight
          effectiveWeight
          note
        }
        edges {
          score
          contributions {
            modality
            weight
            effectiveWeight
            similarity
            contribution
            imputed
            queryFrom
          }
          node {
            ...ItemCard
          }
        }
      }
    }
  }
`);
