import { expect, it } from 'vitest';
import { openDatabase } from '../open-database.ts';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

const counts = { read: 6, embedded: 3, unchanged: 2, failed: 1 };

describeWithDatabase('PostgresRunRepository', (open) => {
  it('follows a run from start to end', async () => {
    const catalog = await open().newCatalog();
    const { runs } = open().database;
    const started = await runs.start(catalog, 'import', 'items.csv#1a2b');
    expect(started).toMatchObject({ kind: 'import', status: 'running', source: 'items.csv#1a2b' });
    expect(started.counts).toEqual({ read: 0, embedded: 0, unchanged: 0, failed: 0 });
    expect(await runs.findCompleted(catalog, 'items.csv#1a2b')).toBeUndefined();
    await runs.progress(started.id, counts, [{ row: 7, itemId: 'x', reason: 'its price is below 0' }]);
    await runs.finish(started.id, 'completed');
    const finished = await runs.findCompleted(catalog, 'items.csv#1a2b');
    expect(finished).toEqual({ ...started, status: 'completed', counts, finishedAt: finished?.finishedAt });
    expect(finished?.finishedAt).toBeInstanceOf(Date);
    expect(await runs.list(catalog, 5)).toEqual([finished]);
    expect(await runs.findCompleted(catalog, 'items.csv')).toBeUndefined();
  });

  it('keeps the rows that failed, with reasons that quote anything', async () => {
    const catalog = await open().newCatalog();
    const { runs } = open().database;
    const { id } = await runs.start(catalog, 'import', 'f');
    await runs.progress(id, { ...counts, read: 7, failed: 2 }, [
      { row: 9, reason: "the id 'a\0\ud800' is no text", itemId: 'a\0' },
      { row: 2, reason: 'it has no title' },
    ]);
    await runs.progress(id, { ...counts, read: 8, failed: 3 }, [{ row: 5, reason: 'again' }]);
    expect(await runs.failures(id, 2)).toEqual([
      { row: 2, reason: 'it has no title' },
      { row: 5, reason: 'again' },
    ]);
    expect((await runs.failures(id, 10))[2]).toEqual({
      row: 9,
      reason: "the id 'a\ufffd\ufffd' is no text",
      itemId: 'a\ufffd',
    });
  });

  it('refuses counts that do not add up, and their failures with them', async () => {
    const catalog = await open().newCatalog();
    const { runs } = open().database;
    const { id } = await runs.start(catalog, 'import', 'f');
    await expect(runs.progress(id, { ...counts, read: 9 }, [{ row: 1, reason: 'x' }])).rejects.toMatchObject({
      code: 'DATABASE_CONSTRAINT',
    });
    expect(await runs.failures(id, 10)).toEqual([]);
  });

  it('lists the newest first', async () => {
    const catalog = await open().newCatalog();
    const { runs } = open().database;
    const ids: string[] = [];
    for (const minute of [1, 2, 3]) {
      const { id } = await runs.start(catalog, 'backfill', 's');
      ids.unshift(id);
      await open().query('UPDATE run SET started_at = $1 WHERE id = $2', [
        new Date(Date.UTC(2026, 0, 1, 0, minute)),
        id,
      ]);
      await runs.finish(id, minute === 3 ? 'cancelled' : 'completed');
    }
    expect((await runs.list(catalog, 2)).map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect((await runs.findCompleted(catalog, 's'))?.id).toBe(ids[1]);
  });

  it.each(['run-1', '\0', '00000000-0000-4000-8000-000000000000'])('has no run %j', async (id) => {
    const { runs } = open().database;
    await expect(runs.progress(id, counts, [])).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
    await expect(runs.finish(id, 'failed')).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
    expect(await runs.failures(id, 5)).toEqual([]);
  });

  it('has no runs in a catalog that is not there', async () => {
    const { runs } = open().database;
    await expect(runs.start('nowhere', 'import', 'f')).rejects.toMatchObject({ code: 'CATALOG_NOT_FOUND' });
    expect(await runs.list('nowhere', 5)).toEqual([]);
    expect(await runs.closeAbandoned('nowhere')).toBe(0);
  });

  it('closes the runs of processes that are gone, and leaves those of living ones', async () => {
    const catalog = await open().newCatalog();
    const gone = await openDatabase({ url: open().url });
    const living = await openDatabase({ url: open().url });
    const ofGone = await gone.runs.start(catalog, 'import', 'gone');
    const ofLiving = await living.runs.start(catalog, 'import', 'living');
    const own = await open().database.runs.start(catalog, 'import', 'own');
    expect(await open().database.runs.closeAbandoned(catalog)).toBe(0);
    await gone.close();
    expect(await open().database.runs.closeAbandoned(catalog)).toBe(1);
    expect(await open().database.runs.closeAbandoned(catalog)).toBe(0);
    const statuses = new Map((await living.runs.list(catalog, 5)).map(({ id, status }) => [id, status]));
    expect(statuses).toEqual(
      new Map([
        [own.id, 'running'],
        [ofLiving.id, 'running'],
        [ofGone.id, 'failed'],
      ]),
    );
    await living.runs.finish(ofLiving.id, 'completed');
    await living.close();
    expect(await open().database.runs.closeAbandoned(catalog)).toBe(0);
  });
});
