import { GraphQLError } from 'graphql';
import { type Permission, type Role, rolesWith } from './permissions.ts';

export function badCredentials(problem: string): GraphQLError {
  return new GraphQLError(
    `${problem} Send the header "Authorization: Bearer kdr_…"; \`npx kindred keys create --role reader\` makes a key.`,
    { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } },
  );
}

export function catalogForbidden(catalog: string): GraphQLError {
  return new GraphQLError(
    `The API key does not open catalog '${catalog.slice(0, 100)}'. Leave the header Kindred-Catalog out to use the key's own.`,
    { extensions: { code: 'FORBIDDEN', http: { status: 403 } } },
  );
}

export function badCatalogName(name: string): GraphQLError {
  return new GraphQLError(
    `The header Kindred-Catalog holds '${name.slice(0, 100)}'; a name has 1 to 100 letters, digits, dots, dashes and underscores.`,
    { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } },
  );
}

export function roleForbidden(field: string, role: Role, permission: Permission): GraphQLError {
  const needed = rolesWith(permission).join(', ');
  return new GraphQLError(`${field} needs an API key with one of the roles ${needed}; this one has the role ${role}.`, {
    extensions: { code: 'FORBIDDEN' },
  });
}
