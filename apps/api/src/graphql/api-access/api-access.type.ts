import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { Permission, Role } from '../../auth/permissions.ts';

export const RoleEnum = {
  READER: 'reader',
  MERCHANDISER: 'merchandiser',
  DATA: 'data',
  ADMIN: 'admin',
} as const satisfies Record<string, Role>;

export const PermissionEnum = {
  READ: 'read',
  RECORD_INTERACTIONS: 'recordInteractions',
  EDIT_PROFILES: 'editProfiles',
  WRITE_ITEMS: 'writeItems',
} as const satisfies Record<string, Permission>;

registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What an API key is for.',
  valuesConfig: {
    READER: { description: 'A shop: reads, searches, and records interactions.' },
    MERCHANDISER: { description: 'Reads, and changes fusion profiles.' },
    DATA: { description: 'Reads, and writes items.' },
    ADMIN: { description: 'May do everything.' },
  },
});
registerEnumType(PermissionEnum, {
  name: 'Permission',
  description: 'What a role may do.',
  valuesConfig: {
    READ: { description: 'Read and search.' },
    RECORD_INTERACTIONS: { description: 'Record what shoppers do.' },
    EDIT_PROFILES: { description: 'Save, preview, publish and roll back fusion profiles.' },
    WRITE_ITEMS: { description: 'Write and delete items.' },
  },
});

@ObjectType('ApiAccess', { simpleResolvers: true, description: 'Who asks, and what they may do.' })
export class ApiAccess {
  @Field(() => RoleEnum, { description: 'Role of the API key; ADMIN where the server wants none.' })
  readonly role!: Role;

  @Field(() => [PermissionEnum], { description: 'What the role may do.' })
  readonly permissions!: readonly Permission[];

  @Field(() => String, { nullable: true, description: 'Name of the API key; null where none was sent.' })
  readonly keyName!: string | null;

  @Field(() => ID, { description: 'The catalog that is asked.' })
  readonly catalog!: string;
}
