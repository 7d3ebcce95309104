import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { makeItem } from '@kindred/catalog/testing';
import { expect, it } from 'vitest';
import { openDatabase } from './open-database.ts';
import { describeWithDatabase } from './repositories/test-fixtures/describe-with-database.ts';

describeWithDatabase('openDatabase', (open) => {
  it('answers a ping, and closes more than once', async () => {
    const database = await openDatabase({ url: open().url });
    await database.ping();
    await Promise.all([database.close(), database.close()]);
    await expect(database.ping()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await expect(database.profiles.list('shop')).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  });

  it.each([
    ['nobody listens', (url: URL) => (url.port = '1')],
    ['the database is missing', (url: URL) => (url.pathname = '/nowhere')],
    ['the user is unknown', (url: URL) => (url.username = 'nobody')],
  ])('is unavailable if %s', async (_reason, change) => {
    const url = new URL(open().url);
    change(url);
    await expect(openDatabase({ url: url.href })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  });

  it('gives up on a server that accepts and says nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const url = `postgresql://user@127.0.0.1:${String(port)}/database`;
    await expect(openDatabase({ url, timeouts: { connectionMs: 300 } })).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
    });
    server.close();
  });

  it('gives up on a row that another transaction holds, and on slow statements', async () => {
    const catalog = await open().newCatalog();
    const item = makeItem({ id: 'a' });
    const write = { items: [item], blocks: [], references: [] };
    await open().database.writer.upsert(catalog, write);
    await open().database.profiles.saveDraft(catalog, { name: 'p', weights: { price: 1 } });
    const hasty = await openDatabase({ url: open().url, timeouts: { lockMs: 200 } });
    const hastier = await openDatabase({ url: open().url, timeouts: { statementMs: 200 } });
    await open().query('BEGIN');
    await open().query(
      'SELECT 1 FROM item, fusion_profile profile WHERE item.catalog = $1 AND profile.catalog = $1 FOR UPDATE',
      [catalog],
    );
    await expect(hasty.writer.upsert(catalog, write)).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
    await expect(hastier.writer.upsert(catalog, write)).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
    await expect(hasty.profiles.publish(catalog, 'p', 1)).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
    await open().query('ROLLBACK');
    expect(await hasty.writer.upsert(catalog, write)).toHaveLength(1);
    await hastier.profiles.publish(catalog, 'p', 1);
    await Promise.all([hasty.close(), hastier.close()]);
  });

  it('goes on after its connections were cut', async () => {
    const database = await openDatabase({ url: open().url });
    const catalog = await open().newCatalog();
    const { id } = await database.runs.start(catalog, 'import', 'f');
    const others =
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
    await open().query(others);
    await expect
      .poll(() =>
        database.ping().then(
          () => 'up',
          () => 'down',
        ),
      )
      .toBe('up');
    await database.runs.finish(id, 'completed');
    const second = await database.runs.start(catalog, 'import', 'g');
    expect((await database.runs.list(catalog, 5)).map(({ status }) => status).sort()).toEqual(['completed', 'running']);
    expect(await open().database.runs.closeAbandoned(catalog)).toBe(0);
    await database.runs.finish(second.id, 'completed');
    await database.close();
  });

  it('says that the schema is missing', async () => {
    await open().query('CREATE SCHEMA empty');
    const url = new URL(open().url);
    url.searchParams.set('options', '-c search_path=empty');
    const database = await openDatabase({ url: url.href });
    await expect(database.items.count('shop')).rejects.toMatchObject({ code: 'DATABASE_NOT_MIGRATED' });
    await database.close();
  });
});
