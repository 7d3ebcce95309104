import { graphql } from '../generated/index.ts';

/** What a tile of the catalogue and a result both show of an item. */
export const ItemCardFragment = graphql(`
  fragment ItemCard on Item {
    id
    title
    brand
    section
    available
    price {
      amount
      currency
    }
    images {
      url(width: 480)
      failure
    }
  }
`);
