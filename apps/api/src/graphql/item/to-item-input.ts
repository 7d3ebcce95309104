import type { AttributeValue, ItemInput } from '@kindred/catalog';
import type { FieldProblem } from '../problem/problem.type.ts';
import type { AttributeInput, ItemInputType } from './item.input.ts';

/** What only the GraphQL form of an item can get wrong, or the item as the catalog takes it. */
export function toItemInput(
  input: ItemInputType,
  currency: string,
): { item: ItemInput; problems: readonly FieldProblem[] } {
  const { attributes, problems } = toAttributes(input.attributes ?? []);
  const item: ItemInput = {
    id: input.id,
    title: input.title,
    description: input.description ?? undefined,
    price: input.price ? { amount: input.price.amount, currency: input.price.currency ?? currency } : undefined,
    brand: input.brand ?? undefined,
    section: input.section ?? undefined,
    attributes,
    images: input.images ?? undefined,
    audio: input.audio ?? undefined,
    available: input.available,
    createdAt: input.createdAt ?? undefined,
  };
  return { item, problems };
}

function toAttributes(inputs: readonly AttributeInput[]): {
  attributes: Record<string, AttributeValue>;
  problems: FieldProblem[];
} {
  const attributes = new Map<string, AttributeValue>();
  const problems: FieldProblem[] = [];
  for (const [index, { name, values, number }] of inputs.entries()) {
    const field = `attributes[${index}]`;
    const hasNumber = typeof number === 'number';
    if (attributes.has(name)) problems.push({ field, problem: `names '${name.slice(0, 100)}' a second time` });
    if (hasNumber === Boolean(values)) problems.push({ field, problem: 'must have either values or number' });
    if (hasNumber) attributes.set(name, number);
    else if (values) attributes.set(name, values.length === 1 ? (values[0] ?? '') : values);
  }
  return { attributes: Object.fromEntries(attributes), problems };
}
