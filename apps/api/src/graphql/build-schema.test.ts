import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { buildKindredSchema, printKindredSchema } from './build-schema.ts';

const schema = buildKindredSchema();

test('the committed schema.graphql is what the types say', async () => {
  await expect(printKindredSchema(schema)).toMatchFileSnapshot('../../schema.graphql');
});

test('every type, field, argument and enum value is described', () => {
  const undescribed: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    const note = (name: string, { description }: { description?: string | null | undefined }) => {
      if (!description) undescribed.push(name);
    };
    if (type.name !== 'Query' && type.name !== 'Mutation') note(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) note(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) note(`${type.name}.${field.name}`, field);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      note(`${type.name}.${field.name}`, field);
      for (const argument of field.args) note(`${type.name}.${field.name}(${argument.name})`, argument);
    }
  }
  expect(undescribed).toEqual([]);
});
