import { graphql } from '../generated/index.ts';

/** An item as a small photo. */
export const ImpactItemFragment = graphql(`
  fragment ImpactItem on Item {
    id
    title
    images {
      url(width: 160)
      failure
    }
  }
`);

export const ProfileImpactQuery = graphql(`
  query ProfileImpact($profile: String!, $version: Int!) {
    previewProfile(profile: $profile, version: $version, examples: 1, movedItems: 6) {
      __typename
      ... on Problem {
        message
      }
      ... on ProfilePreview {
        live {
          profile
          version
        }
        sources
        limit
        changedShare
        rankOverlap
        newItems {
          total
          top {
            sourceCount
            item {
              ...ImpactItem
            }
          }
        }
        lostItems {
          total
          top {
            sourceCount
            item {
              ...ImpactItem
            }
          }
        }
        prices {
          currency
          live {
            lowerQuartile
            median
            upperQuartile
          }
          draft {
            lowerQuartile
            median
            upperQuartile
          }
        }
        brands {
          top {
            brand
            live
            draft
          }
        }
        examples {
          source {
            ...ImpactItem
          }
          live {
            otherRank
            item {
              ...ImpactItem
            }
          }
          draft {
            otherRank
            item {
              ...ImpactItem
            }
          }
        }
      }
    }
    checkGoldenQueries(profile: $profile, version: $version) {
      __typename
      ... on GoldenQueryReport {
        brokenCount
        outcomes {
          broken
          query {
            name
            limit
            expectedItems {
              id
              title
            }
          }
          draft {
            problem
          }
        }
      }
    }
  }
`);
