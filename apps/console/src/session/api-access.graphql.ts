import { graphql } from '../generated/index.ts';

export const ApiAccessQuery = graphql(`
  query ApiAccess {
    apiAccess {
      role
      permissions
      keyName
    }
  }
`);
