import { graphql } from '../generated/index.ts';

export const CatalogQuery = graphql(`
  query Catalog {
    catalog {
      name
      currency
      itemCount
      modalities {
        name
        label
        encoder
      }
      brands(first: 500) {
        name
        count
      }
      sections(first: 1000) {
        path
        count
      }
    }
  }
`);
