import { validateInteraction, type Interaction, type InteractionRepository } from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { filterToSql } from './filter-to-sql.ts';
import { checkedLimit } from './limit.ts';
import type { SqlSession } from './sql-session.ts';
import { isStorable, requireStorable } from './storable-text.ts';
import { toTimestamp, toTimestampBound } from './timestamp.ts';

interface InteractionRow {
  readonly id: string;
  readonly user_id: string;
  readonly item_id: string;
  readonly type: Interaction['type'];
  readonly value: number | null;
  readonly occurred_at: Date;
  readonly recommendation_id: string | null;
}

export class PostgresInteractionRepository implements InteractionRepository {
  readonly #sql: SqlSession;

  constructor(sql: SqlSession) {
    this.#sql = sql;
  }

  /** Events and shoppers in one statement. @throws CatalogNotFoundError, InvalidInteractionError, DatabaseError */
  async record(catalog: string, interactions: readonly Interaction[]): Promise<{ recorded: number }> {
    requireStorable('The name of the catalog', catalog);
    if (interactions.length === 0) return { recorded: 0 };
    const [row] = await this.#sql.query<{ recorded: number }>(
      Prisma.sql`
        WITH recorded AS (
          INSERT INTO interaction (catalog, id, user_id, item_id, type, value, occurred_at, recommendation_id)
          SELECT ${catalog}, given.*
            FROM json_to_recordset(${JSON.stringify(interactions.map(interactionRecord))}::json) AS given(
                   id text, user_id text, item_id text, type "InteractionType", value float8, occurred_at timestamptz,
                   recommendation_id text)
           ORDER BY given.id COLLATE "C"
          ON CONFLICT DO NOTHING RETURNING user_id, occurred_at
        ), seen AS (
          INSERT INTO shopper (catalog, id, first_seen_at, last_seen_at)
          SELECT ${catalog}, user_id, min(occurred_at), max(occurred_at) FROM recorded GROUP BY user_id ORDER BY user_id
          ON CONFLICT (catalog, id) DO UPDATE SET
            first_seen_at = LEAST(shopper.first_seen_at, EXCLUDED.first_seen_at),
            last_seen_at = GREATEST(shopper.last_seen_at, EXCLUDED.last_seen_at)
        )
        SELECT count(*)::int AS recorded FROM recorded`,
      { catalog },
    );
    return { recorded: row?.recorded ?? 0 };
  }

  /** Ties by id. */
  async listByUser(catalog: string, userId: string, limit: number): Promise<Interaction[]> {
    checkedLimit(limit);
    if (!isStorable(catalog) || !isStorable(userId)) return [];
    const rows = await this.#sql.query<InteractionRow>(Prisma.sql`
      SELECT id, user_id, item_id, type, value, occurred_at, recommendation_id FROM interaction
       WHERE catalog = ${catalog} AND user_id = ${userId} ORDER BY occurred_at DESC, id LIMIT ${limit}::int`);
    return rows.map(toInteraction);
  }

  /** Types without a weight count 0. Ties by item id. With a filter only items that exist. */
  async popular(
    catalog: string,
    { since, limit, typeWeights, filter }: Parameters<InteractionRepository['popular']>[1],
  ): Promise<{ itemId: string; weight: number }[]> {
    checkedLimit(limit);
    if (!isStorable(catalog)) return [];
    const recent =
      since === undefined ? Prisma.empty : Prisma.sql`AND occurred_at >= ${toTimestampBound(since)}::timestamptz`;
    const matching =
      filter === undefined
        ? Prisma.empty
        : Prisma.sql`JOIN item ON item.catalog = ${catalog} AND item.id = counted.item_id AND ${filterToSql(filter)}`;
    return this.#sql.query<{ itemId: string; weight: number }>(Prisma.sql`
      SELECT counted.item_id AS "itemId",
             sum(counted.events * COALESCE((${JSON.stringify(typeWeights)}::jsonb ->> counted.type::text)::float8, 0)
                 ORDER BY counted.type) AS weight
        FROM (SELECT item_id, type, count(*) AS events FROM interaction
               WHERE catalog = ${catalog} ${recent} GROUP BY item_id, type) counted
        ${matching}
       GROUP BY counted.item_id ORDER BY weight DESC, counted.item_id LIMIT ${limit}::int`);
  }

  /** Ties by user id. */
  async users(catalog: string, limit: number): Promise<{ userId: string; interactions: number }[]> {
    checkedLimit(limit);
    if (!isStorable(catalog)) return [];
    return this.#sql.query<{ userId: string; interactions: number }>(Prisma.sql`
      SELECT user_id AS "userId", count(*)::int AS interactions FROM interaction
       WHERE catalog = ${catalog} GROUP BY user_id ORDER BY interactions DESC, user_id LIMIT ${limit}::int`);
  }
}

function interactionRecord(interaction: Interaction) {
  const { userId, itemId, type, value, occurredAt, recommendationId } = interaction;
  const id = interaction.id ?? validateInteraction(interaction, { now: occurredAt }).id;
  for (const [field, text] of Object.entries({ id, userId, itemId, recommendationId }))
    requireStorable(`The interaction's ${field}`, text);
  return {
    id,
    user_id: userId,
    item_id: itemId,
    type,
    value,
    occurred_at: toTimestamp(occurredAt),
    recommendation_id: recommendationId,
  };
}

function toInteraction(row: InteractionRow): Interaction {
  return {
    id: row.id,
    userId: row.user_id,
    itemId: row.item_id,
    type: row.type,
    ...(row.value === null ? {} : { value: row.value }),
    occurredAt: row.occurred_at,
    ...(row.recommendation_id === null ? {} : { recommendationId: row.recommendation_id }),
  };
}
