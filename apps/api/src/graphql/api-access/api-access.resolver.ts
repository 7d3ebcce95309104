import { Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { type Permission, permissionsOf } from '../../auth/permissions.ts';
import type { GraphqlContext } from '../context.ts';
import { ApiAccess } from './api-access.type.ts';

@Resolver()
export class ApiAccessResolver {
  @Authorized<Permission>('read')
  @Query(() => ApiAccess, {
    description: 'What the API key of this request opens: for clients that show only what may be done.',
  })
  apiAccess(@Ctx() { principal }: GraphqlContext): ApiAccess {
    const { role, author, catalog } = principal;
    return { role, permissions: permissionsOf(role), keyName: author ?? null, catalog };
  }
}
