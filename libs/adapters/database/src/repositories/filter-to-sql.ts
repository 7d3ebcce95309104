import { normalizeBrand, type ItemFilter } from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { isStorable } from './storable-text.ts';
import { toTimestampBound } from './timestamp.ts';

const TRUE = Prisma.sql`TRUE`;
const FALSE = Prisma.sql`FALSE`;
type FilterOf<Kind extends ItemFilter['kind']> = Extract<ItemFilter, { kind: Kind }>;

/**
 * A condition on the table under the alias `item`, with the meaning of `matchesFilter`: a row matches if it is true. It may
 * be NULL where an item lacks something, which `WHERE` takes for false; `not` makes false of it first. What PostgreSQL
 * can't store never matches.
 */
export function filterToSql(filter: ItemFilter): Prisma.Sql {
  switch (filter.kind) {
    case 'and':
      return joined(filter.filters, ' AND ', TRUE);
    case 'or':
      return joined(filter.filters, ' OR ', FALSE);
    case 'not':
      return Prisma.sql`NOT COALESCE(${filterToSql(filter.filter)}, FALSE)`;
    case 'section':
      return sectionCondition(filter);
    case 'price':
      return isStorable(filter.currency)
        ? Prisma.sql`(item.price_currency = ${filter.currency} AND ${isBetween(Prisma.sql`item.price_amount`, filter)})`
        : FALSE;
    case 'brand':
      return isOneOf(Prisma.sql`item.brand_key`, filter.anyOf.map(normalizeBrand));
    case 'available':
      return Prisma.sql`item.available = ${filter.available}`;
    case 'attribute':
      return attributeCondition(filter);
    case 'attributeRange':
      return attributeRangeCondition(filter);
    case 'createdAfter':
      return Prisma.sql`item.created_at > ${toTimestampBound(filter.date)}::timestamptz`;
    case 'ids':
      return isOneOf(Prisma.sql`item.id`, filter.anyOf);
  }
}

function joined(filters: readonly ItemFilter[], separator: string, empty: Prisma.Sql): Prisma.Sql {
  return filters.length === 0 ? empty : Prisma.sql`(${Prisma.join(filters.map(filterToSql), separator)})`;
}

function isOneOf(column: Prisma.Sql, values: readonly string[]): Prisma.Sql {
  return Prisma.sql`${column} = ANY(${values.filter(isStorable)}::text[])`;
}

function sectionCondition({ path }: FilterOf<'section'>): Prisma.Sql {
  if (path.length === 0) return TRUE;
  return path.every(isStorable) ? Prisma.sql`item.section[1:${path.length}::int] = ${[...path]}::text[]` : FALSE;
}

/** `@>` finds an equal value, and one among tags; "38" isn't 38 in JSON either. */
function attributeCondition({ name, anyOf }: FilterOf<'attribute'>): Prisma.Sql {
  const values = anyOf.filter((value) => (typeof value === 'string' ? isStorable(value) : Number.isFinite(value)));
  if (!isStorable(name) || values.length === 0) return FALSE;
  const json = values.map((value) => JSON.stringify(value));
  return Prisma.sql`(item.attributes -> ${name}::text) @> ANY(${json}::jsonb[])`;
}

/** CASE, because PostgreSQL may evaluate both sides of an AND. */
function attributeRangeCondition(filter: FilterOf<'attributeRange'>): Prisma.Sql {
  if (!isStorable(filter.name)) return FALSE;
  const value = Prisma.sql`(item.attributes -> ${filter.name}::text)`;
  const number = Prisma.sql`${value}::float8`;
  return Prisma.sql`(CASE WHEN jsonb_typeof(${value}) = 'number' THEN ${isBetween(number, filter)} END)`;
}

function isBetween(value: Prisma.Sql, { min, max }: { readonly min?: number; readonly max?: number }): Prisma.Sql {
  if (Number.isNaN(min) || Number.isNaN(max)) return FALSE;
  const parts = [Prisma.sql`${value} IS NOT NULL`];
  if (min !== undefined) parts.push(Prisma.sql`${value} >= ${min}::float8`);
  if (max !== undefined) parts.push(Prisma.sql`${value} <= ${max}::float8`);
  return Prisma.join(parts, ' AND ');
}
