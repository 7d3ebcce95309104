import type { AuthChecker } from 'type-graphql';
import type { GraphqlContext } from '../graphql/context.ts';
import { roleForbidden } from './auth-errors.ts';
import { type Permission, isAllowed } from './permissions.ts';

/** Lets a resolver marked `@Authorized<Permission>(…)` run if the caller's role has the permission. */
export const authChecker: AuthChecker<GraphqlContext, Permission> = ({ context, info }, permissions) => {
  for (const permission of permissions) {
    if (!isAllowed(context.principal.role, permission)) {
      throw roleForbidden(info.fieldName, context.principal.role, permission);
    }
  }
  return true;
};
