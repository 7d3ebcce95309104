export const ROLES = ['reader', 'merchandiser', 'data', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What a resolver asks for. */
export type Permission = 'read' | 'recordInteractions' | 'editProfiles' | 'writeItems';

const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  reader: ['read', 'recordInteractions'],
  merchandiser: ['read', 'recordInteractions', 'editProfiles'],
  data: ['read', 'recordInteractions', 'writeItems'],
  admin: ['read', 'recordInteractions', 'editProfiles', 'writeItems'],
};

export function isAllowed(role: Role, permission: Permission): boolean {
  return PERMISSIONS[role].includes(permission);
}

/** What the role may do. */
export function permissionsOf(role: Role): readonly Permission[] {
  return PERMISSIONS[role];
}

/** Roles that have the permission, weakest first; for messages. */
export function rolesWith(permission: Permission): readonly Role[] {
  return ROLES.filter((role) => isAllowed(role, permission));
}
