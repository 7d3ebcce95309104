import { expect, it } from 'vitest';
import type { CatalogSchedule } from '@kindred/catalog';
import { openDatabase, type Database } from '../open-database.ts';
import { describeWithDatabase, type OpenTestDatabase } from './test-fixtures/describe-with-database.ts';

/** Settles all that is due as if no golden query stood against it; those that this call published, of all catalogs. */
async function applyDue({ schedules }: Pick<Database, 'schedules'>, now: Date): Promise<CatalogSchedule[]> {
  const applied: CatalogSchedule[] = [];
  for (const due of await schedules.listDue(now)) {
    const own = await schedules.apply(due);
    if (own !== undefined) applied.push(own);
  }
  return applied;
}

const NOON = new Date('2030-06-01T12:00:00Z');
const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000);

/** A profile `p` with three drafts. */
async function newProfile({ database, newCatalog }: OpenTestDatabase) {
  const catalog = await newCatalog();
  for (const price of [0.1, 0.2, 0.3]) await database.profiles.saveDraft(catalog, { name: 'p', weights: { price } });
  const at = (version: number, publishAt: Date) =>
    database.schedules.schedule(catalog, { profile: 'p', version, publishAt, author: 'Ann', reason: 'sale' });
  const published = async () =>
    (await database.profiles.find(catalog, 'p'))?.versions.find(({ status }) => status === 'published')?.version;
  const history = async () => {
    const { events } = await database.profiles.history(catalog, 'p', { limit: 100 });
    return events.map(({ action, version }) => `${action} ${String(version)}`).filter((line) => !/drafted/.test(line));
  };
  return { catalog, at, published, history };
}

describeWithDatabase('PostgresProfileScheduleRepository', (open) => {
  it('publishes what is due, in the order of the times, and tells of each once', async () => {
    const { catalog, at, published, history } = await newProfile(open());
    const { schedules } = open().database;
    const end = await at(1, minutes(10));
    const start = await at(2, minutes(5));
    const later = await at(3, minutes(20));
    expect(await schedules.list(catalog)).toEqual([start, end, later]);
    expect(await applyDue(open().database, minutes(4))).toEqual([]);
    expect(await published()).toBeUndefined();
    const applied = await applyDue(open().database, minutes(10));
    expect(applied).toMatchObject([
      { id: start.id, catalog, profile: 'p', version: 2, status: 'applied', author: 'Ann', reason: 'sale' },
      { id: end.id, version: 1, status: 'applied' },
    ]);
    expect(await applyDue(open().database, minutes(10))).toEqual([]);
    expect(await published()).toBe(1);
    expect(await history()).toEqual(['published 1', 'published 2', 'scheduled 3', 'scheduled 2', 'scheduled 1']);
    expect((await schedules.list(catalog, { status: 'pending' })).map(({ id }) => id)).toEqual([later.id]);
    expect((await open().database.profiles.history(catalog, 'p', { limit: 2 })).events).toMatchObject([
      { author: 'Ann', reason: 'sale', scheduleId: end.id, replacedVersion: 2 },
      { author: 'Ann', reason: 'sale', scheduleId: start.id },
    ]);
  });

  it('publishes exactly once however many processes look at the same time, and after a restart', async () => {
    const { catalog, at, published, history } = await newProfile(open());
    await at(1, minutes(1));
    await at(2, minutes(2));
    const others = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ url: open().url })));
    const rounds = Array.from({ length: 12 }, (_, n) => applyDue(others[n % 4] ?? open().database, minutes(3)));
    const applied = (await Promise.all(rounds)).flat().filter((own) => own.catalog === catalog);
    expect(applied.map(({ version }) => version).sort()).toEqual([1, 2]);
    await Promise.all(others.map((other) => other.close()));
    const restarted = await openDatabase({ url: open().url });
    expect(await applyDue(restarted, minutes(4))).toEqual([]);
    await restarted.close();
    expect(await published()).toBe(2);
    expect(await history()).toEqual(['published 2', 'published 1', 'scheduled 2', 'scheduled 1']);
  });

  it('cancels what is pending, once, and says so', async () => {
    const { catalog, at, published, history } = await newProfile(open());
    const { schedules } = open().database;
    const { id } = await at(1, NOON);
    expect(await schedules.cancel(catalog, id, { author: 'Bob', reason: 'rain' })).toMatchObject({
      id,
      status: 'cancelled',
    });
    expect(await applyDue(open().database, minutes(1))).toEqual([]);
    expect(await published()).toBeUndefined();
    await expect(schedules.cancel(catalog, id)).rejects.toMatchObject({
      code: 'SCHEDULE_NOT_PENDING',
      status: 'cancelled',
    });
    const again = await at(1, NOON);
    await applyDue(open().database, NOON);
    await expect(schedules.cancel(catalog, again.id)).rejects.toMatchObject({ status: 'applied' });
    expect(await history()).toEqual(['published 1', 'scheduled 1', 'schedule_cancelled 1', 'scheduled 1']);
  });

  it('decides between cancelling and applying at the same time: one of them happened', async () => {
    const { catalog, at, published } = await newProfile(open());
    const { schedules } = open().database;
    for (const version of [1, 2, 3]) {
      const before = await published();
      const { id } = await at(version, minutes(version));
      const [cancelled] = await Promise.allSettled([
        schedules.cancel(catalog, id),
        applyDue(open().database, minutes(version)),
      ]);
      const [entry] = (await schedules.list(catalog)).filter((schedule) => schedule.id === id);
      expect(entry?.status).toBe(cancelled.status === 'fulfilled' ? 'cancelled' : 'applied');
      expect(await published()).toBe(cancelled.status === 'fulfilled' ? before : version);
    }
  });

  it('settles only on top of the version that it was tried against', async () => {
    const { catalog, at, published } = await newProfile(open());
    const { schedules, profiles } = open().database;
    await at(2, NOON);
    const [due] = (await schedules.listDue(NOON)).filter((own) => own.catalog === catalog);
    if (due === undefined) throw new Error('nothing is due');
    await profiles.publish(catalog, 'p', 1);
    expect(await schedules.apply(due, { expectedPublished: 0 })).toBeUndefined();
    const refusal = { problem: 'It would break one.', brokenGoldenQueries: ['a'] };
    expect(await schedules.refuse(due, refusal, { expectedPublished: 0 })).toBeUndefined();
    expect(await schedules.list(catalog)).toMatchObject([{ status: 'pending' }]);
    expect(await schedules.apply(due, { expectedPublished: 1 })).toMatchObject({ status: 'applied' });
    expect(await published()).toBe(2);
  });

  it('refuses what is due, and keeps why in the history', async () => {
    const { catalog, at, published, history } = await newProfile(open());
    const { schedules, profiles } = open().database;
    await schedules.schedule(catalog, { profile: 'p', version: 3, publishAt: minutes(1), refuseIfBroken: true });
    await at(2, minutes(2));
    const [due, next] = (await schedules.listDue(minutes(2))).filter((own) => own.catalog === catalog);
    if (due === undefined || next === undefined) throw new Error('nothing is due');
    expect([due.refuseIfBroken, next.refuseIfBroken]).toEqual([true, false]);
    const refusal = { problem: 'It would break two.', brokenGoldenQueries: ['b', 'a'] };
    expect(await schedules.refuse(due, refusal)).toMatchObject({ id: due.id, catalog, status: 'refused', refusal });
    expect([await schedules.refuse(due, refusal), await schedules.apply(due)]).toEqual([undefined, undefined]);
    expect(await published()).toBeUndefined();
    await schedules.apply(next);
    expect(await history()).toEqual(['published 2', 'schedule_refused 3', 'scheduled 2', 'scheduled 3']);
    const { events } = await profiles.history(catalog, 'p', { limit: 2 });
    expect(events[1]).toMatchObject({ refusal, scheduleId: due.id });
    expect(events[0]).not.toHaveProperty('refusal');
    expect(await schedules.list(catalog)).toMatchObject([
      { id: due.id, status: 'refused', refusal, finishedAt: expect.any(Date) as Date },
      { id: next.id, status: 'applied' },
    ]);
    await expect(schedules.cancel(catalog, due.id)).rejects.toMatchObject({ status: 'refused' });
    await expect(schedules.refuse(next, { ...refusal, problem: '\0' })).rejects.toMatchObject({
      code: 'UNSTORABLE_TEXT',
    });
  });

  it('names what is missing or taken', async () => {
    const { catalog, at } = await newProfile(open());
    const { schedules } = open().database;
    const request = { profile: 'p', version: 1, publishAt: NOON };
    for (const profile of ['q', '\0'])
      await expect(schedules.schedule(catalog, { ...request, profile })).rejects.toMatchObject({
        code: 'PROFILE_NOT_FOUND',
      });
    await expect(at(9, NOON)).rejects.toMatchObject({ code: 'PROFILE_VERSION_NOT_FOUND' });
    await at(1, NOON);
    await expect(at(2, NOON)).rejects.toMatchObject({ code: 'SCHEDULE_TIME_TAKEN', publishAt: NOON });
    for (const id of ['x', '\0', '00000000-0000-4000-8000-000000000000'])
      await expect(schedules.cancel(catalog, id)).rejects.toMatchObject({ code: 'SCHEDULE_NOT_FOUND' });
    const elsewhere = await open().newCatalog();
    const [own] = await schedules.list(catalog);
    await expect(schedules.cancel(elsewhere, own?.id ?? '')).rejects.toMatchObject({ code: 'SCHEDULE_NOT_FOUND' });
    expect(await schedules.list(elsewhere)).toEqual([]);
    expect(await schedules.list(catalog, { profile: 'q' })).toEqual([]);
  });

  it('has schedules that nobody can change', async () => {
    const { catalog, at } = await newProfile(open());
    await at(1, minutes(99));
    const change = (column: string, value: string) =>
      open().query(`UPDATE fusion_profile_schedule SET ${column} = ${value} WHERE catalog = $1`, [catalog]);
    await expect(change('version', '2')).rejects.toMatchObject({ code: '23000' });
    await expect(change('refuse_if_broken', 'true')).rejects.toMatchObject({ code: '23000' });
    await expect(change('publish_at', 'now()')).rejects.toMatchObject({ code: '23000' });
    await change('status', `'cancelled', finished_at = now()`);
    await expect(change('status', `'pending', finished_at = NULL`)).rejects.toMatchObject({ code: '23000' });
  });
});
