import { randomUUID } from 'node:crypto';
import type { Run, RunCounts, RunFailure, RunKind, RunRepository } from '@kindred/catalog';
import type { RunModel } from '../generated/models.ts';
import { Prisma } from '../generated/client.ts';
import { RunNotFoundError } from './errors.ts';
import { checkedLimit } from './limit.ts';
import type { PrismaSession } from './prisma-session.ts';
import { runLockKey, type RunLiveness } from './run-liveness.ts';
import type { SqlSession } from './sql-session.ts';
import { isStorable, requireStorable, toStorable } from './storable-text.ts';
import { translateError } from './translate-error.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What PostgreSQL can't store in a source or a reason becomes U+FFFD. */
export class PostgresRunRepository implements RunRepository {
  readonly #prisma: PrismaSession;
  readonly #sql: SqlSession;
  readonly #liveness: RunLiveness;

  constructor(prisma: PrismaSession, sql: SqlSession, liveness: RunLiveness) {
    this.#prisma = prisma;
    this.#sql = sql;
    this.#liveness = liveness;
  }

  /** @throws CatalogNotFoundError */
  async start(catalog: string, kind: RunKind, source: string): Promise<Run> {
    requireStorable('The name of the catalog', catalog);
    const id = randomUUID();
    await this.#liveness.announce(id).catch((error: unknown) => {
      throw translateError(error);
    });
    const data = { id, catalogName: catalog, kind, status: 'running', source: toStorable(source) } as const;
    try {
      return toRun(await this.#prisma.run((prisma) => prisma.run.create({ data }), catalog));
    } catch (error) {
      await this.#liveness.withdraw(id).catch(() => undefined);
      throw error;
    }
  }

  /** @throws RunNotFoundError */
  async progress(runId: string, counts: RunCounts, failures: readonly RunFailure[]): Promise<void> {
    const { read, embedded, unchanged, failed } = counts;
    const rows = failures.map(({ row, itemId, reason }) => ({
      runId,
      row,
      reason: toStorable(reason),
      itemId: itemId === undefined ? null : toStorable(itemId),
    }));
    if (!UUID.test(runId)) throw new RunNotFoundError(runId);
    await this.#prisma.run((prisma) =>
      prisma.$transaction(async (transaction) => {
        const data = { read, embedded, unchanged, failed };
        const { count } = await transaction.run.updateMany({ where: { id: runId }, data });
        if (count === 0) throw new RunNotFoundError(runId);
        if (rows.length > 0) await transaction.runFailure.createMany({ data: rows });
      }),
    );
  }

  /** @throws RunNotFoundError */
  async finish(runId: string, status: Exclude<Run['status'], 'running'>): Promise<void> {
    if (!UUID.test(runId)) throw new RunNotFoundError(runId);
    const { count } = await this.#prisma.run((prisma) =>
      prisma.run.updateMany({ where: { id: runId }, data: { status, finishedAt: new Date() } }),
    );
    // A lock that stays until the process ends does no harm: only running runs are looked at.
    await this.#liveness.withdraw(runId).catch(() => undefined);
    if (count === 0) throw new RunNotFoundError(runId);
  }

  /** Newest first. */
  async list(catalog: string, limit: number): Promise<Run[]> {
    checkedLimit(limit);
    if (!isStorable(catalog)) return [];
    const rows = await this.#prisma.run((prisma) =>
      prisma.run.findMany({
        where: { catalogName: catalog },
        orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
        take: limit,
      }),
    );
    return rows.map(toRun);
  }

  /** By row. */
  async failures(runId: string, limit: number): Promise<RunFailure[]> {
    checkedLimit(limit);
    if (!UUID.test(runId)) return [];
    const rows = await this.#prisma.run((prisma) =>
      prisma.runFailure.findMany({ where: { runId }, orderBy: [{ row: 'asc' }, { id: 'asc' }], take: limit }),
    );
    return rows.map(({ row, itemId, reason }) => ({ row, ...(itemId === null ? {} : { itemId }), reason }));
  }

  async findCompleted(catalog: string, source: string): Promise<Run | undefined> {
    if (!isStorable(catalog)) return undefined;
    const row = await this.#prisma.run((prisma) =>
      prisma.run.findFirst({
        where: { catalogName: catalog, source: toStorable(source), status: 'completed' },
        orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
      }),
    );
    return row === null ? undefined : toRun(row);
  }

  /** Runs of processes that live, this one among them, stay: their advisory locks are held. */
  async closeAbandoned(catalog: string): Promise<number> {
    if (!isStorable(catalog)) return 0;
    const closed = await this.#sql.query(Prisma.sql`
      WITH open AS MATERIALIZED (SELECT id FROM run WHERE catalog = ${catalog} AND status = 'running'),
           abandoned AS MATERIALIZED (SELECT id FROM open WHERE pg_try_advisory_xact_lock(${runLockKey(Prisma.sql`id`)}))
      UPDATE run SET status = 'failed', finished_at = now()
        FROM abandoned WHERE run.id = abandoned.id AND run.status = 'running' RETURNING run.id`);
    return closed.length;
  }
}

function toRun({ id, kind, status, source, startedAt, finishedAt, ...row }: RunModel): Run {
  const { read, embedded, unchanged, failed } = row;
  const counts = { read, embedded, unchanged, failed };
  return { id, kind, status, source, counts, startedAt, ...(finishedAt === null ? {} : { finishedAt }) };
}
