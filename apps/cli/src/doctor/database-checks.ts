import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDatabase } from '../composition/open-database.ts';
import { describeVectorStore } from '../composition/describe-vector-store.ts';
import { formatCount, formatNumberOf } from '../output/format-amounts.ts';
import type { Check } from './check.ts';

const START_HINT = 'Look at the message; with DATABASE_URL any PostgreSQL from version 14 can be used instead.';

/** Reaches PostgreSQL, starting that of the data folder where it doesn't run; never makes a database or a table. */
export const postgresCheck: Check = {
  name: 'PostgreSQL',
  hint: START_HINT,
  run: async (surroundings) => {
    const { config, parts } = surroundings;
    if (!hasDatabase(config)) {
      await tryPrograms();
      const detail = 'its programs run; no database has been made yet';
      return {
        status: 'warn',
        detail,
        hint: 'npm run demo makes one with sample items; so does kindred import <file>.',
      };
    }
    const { version, place, catalogs, schemaProblem } = await parts.inspectedDatabase();
    surroundings.catalogs = catalogs;
    const detail = `${version}, ${place}`;
    if (schemaProblem === undefined) return { status: 'ok', detail: `${detail}; the schema is there` };
    const hint = 'The next start of the server applies the missing migrations, and so does kindred import <file>.';
    return { status: 'warn', detail: `${detail}; ${schemaProblem}`, hint };
  },
};

/** Each catalog's collection opens and holds one point per item. */
export const vectorStoreCheck: Check = {
  name: 'Vector store',
  hint: 'Nothing is lost: the server, the worker or an import refills it from PostgreSQL when it starts.',
  run: async ({ catalogs, config, parts }) => {
    if (catalogs === undefined)
      return { status: 'info', detail: 'not looked at: there is no database to compare with' };
    const { items, layouts } = (await parts.inspectedDatabase()).database;
    const { collectionName } = await import('@kindred/embedding-pipeline');
    const counts: string[] = [];
    for (const catalog of catalogs) {
      const [layout, itemCount] = [await layouts.findActive(catalog), await items.count(catalog)];
      if (layout === undefined && itemCount === 0) continue;
      const points =
        layout === undefined
          ? 0
          : await (await parts.readOnlyStore()).count(collectionName(catalog, layout.layout.hash));
      if (points !== itemCount)
        return {
          status: 'fail',
          detail: `catalog '${catalog}' has ${formatCount(itemCount)} items, the vector store ${formatCount(points)}`,
          hint: vectorStoreCheck.hint,
        };
      counts.push(`${catalog} ${formatNumberOf(points, 'item')}`);
    }
    const detail = counts.length === 0 ? 'no items yet' : `${counts.join(', ')}; as many as in PostgreSQL`;
    return { status: 'ok', detail: `${describeVectorStore(config)}: ${detail}` };
  },
};

/** Above this it isn't merely a write that is under way. */
const LONG_BACKLOG = 100;

/** What was committed and isn't searchable yet. */
export const outboxCheck: Check = {
  name: 'Outbox',
  hint: 'Start the server or kindred worker: they apply it.',
  run: async ({ catalogs, parts }) => {
    if (catalogs === undefined) return { status: 'info', detail: 'not looked at: there is no database' };
    const { writer } = (await parts.inspectedDatabase()).database;
    const waiting: string[] = [];
    for (const catalog of catalogs) {
      const entries = await writer.pendingOutbox(catalog, LONG_BACKLOG);
      const many = entries.length === LONG_BACKLOG ? `${String(LONG_BACKLOG)} or more` : String(entries.length);
      if (entries.length > 0) waiting.push(`${catalog} ${many}`);
    }
    if (waiting.length === 0) return { status: 'ok', detail: 'empty: all that was written is searchable' };
    return {
      status: 'warn',
      detail: `changes that are not searchable yet: ${waiting.join(', ')}`,
      hint: outboxCheck.hint,
    };
  },
};

/** Runs PostgreSQL on a folder of its own, which is removed. */
async function tryPrograms(): Promise<void> {
  const { startEmbeddedPostgres } = await import('@kindred/database');
  const folder = await mkdtemp(join(tmpdir(), 'kindred-doctor-'));
  try {
    const server = await startEmbeddedPostgres({ dataDir: folder });
    await server.stop();
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
