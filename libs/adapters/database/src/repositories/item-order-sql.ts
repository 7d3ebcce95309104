import { Prisma } from '../generated/client.ts';
import type { ItemOrder, ItemPlace } from './item-cursor.ts';
import { toTimestampBound } from './timestamp.ts';

const COLUMNS = {
  ID: Prisma.sql`item.id`,
  TITLE: Prisma.sql`item.title`,
  PRICE: Prisma.sql`item.price_amount`,
  CREATED_AT: Prisma.sql`item.created_at`,
} as const;

/** Items without a price come last in both directions; ties by rising id. */
export function orderToSql({ by, descending }: ItemOrder): Prisma.Sql {
  const direction = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  if (by === 'ID') return Prisma.sql`item.id ${direction}`;
  return Prisma.sql`${COLUMNS[by]} ${direction} NULLS LAST, item.id ASC`;
}

/** Whether a row comes behind that place in the order. */
export function behindToSql(order: ItemOrder, { value, id }: ItemPlace): Prisma.Sql {
  const column = COLUMNS[order.by];
  const beyond = order.descending ? Prisma.sql`<` : Prisma.sql`>`;
  if (order.by === 'ID') return Prisma.sql`item.id ${beyond} ${id}`;
  if (value === null) return Prisma.sql`(${column} IS NULL AND item.id > ${id})`;
  const parameter = parameterOf(order, value);
  const behind = Prisma.sql`${column} ${beyond} ${parameter} OR (${column} = ${parameter} AND item.id > ${id})`;
  return order.by === 'PRICE' ? Prisma.sql`(${behind} OR ${column} IS NULL)` : Prisma.sql`(${behind})`;
}

function parameterOf({ by }: ItemOrder, value: string | number): Prisma.Sql {
  if (by === 'PRICE') return Prisma.sql`${value}::float8`;
  if (by === 'CREATED_AT') return Prisma.sql`${toTimestampBound(new Date(value))}::timestamptz`;
  return Prisma.sql`${value}::text`;
}
