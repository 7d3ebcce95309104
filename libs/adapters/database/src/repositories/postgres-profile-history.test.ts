import { expect, it } from 'vitest';
import type { ProfileEvent } from '@kindred/catalog';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

/** `published 2, instead of 1` */
function show({ action, version, replacedVersion }: ProfileEvent): string {
  return `${action} ${String(version)}${replacedVersion === undefined ? '' : `, instead of ${String(replacedVersion)}`}`;
}

describeWithDatabase('the history of a profile', (open) => {
  it('tells who did what and why, newest first, in pages', async () => {
    const catalog = await open().newCatalog();
    const { profiles } = open().database;
    await profiles.saveDraft(catalog, { name: 'p', weights: { text: 1 }, author: 'Ann', reason: 'begin' });
    await profiles.saveDraft(catalog, { name: 'p', weights: { price: 1 }, author: 'Bob' });
    await profiles.publish(catalog, 'p', 1, { author: 'Ann' });
    await profiles.publish(catalog, 'p', 2, { author: 'Bob', reason: 'sale' });
    await profiles.rollBack(catalog, 'p', { author: 'Ann', reason: 'too cheap' });
    await profiles.saveDraft(catalog, { name: 'other', weights: { text: 1 } });
    const { events, hasMore } = await profiles.history(catalog, 'p', { limit: 10 });
    expect(events.map(show)).toEqual([
      'rolled_back 1, instead of 2',
      'published 2, instead of 1',
      'published 1',
      'drafted 2',
      'drafted 1',
    ]);
    expect(hasMore).toBe(false);
    expect(events[0]).toMatchObject({ author: 'Ann', reason: 'too cheap' });
    expect(Object.keys(events[3] ?? {}).sort()).toEqual(['action', 'at', 'author', 'sequence', 'version']);
    const first = await profiles.history(catalog, 'p', { limit: 2 });
    expect(first).toEqual({ events: events.slice(0, 2), hasMore: true });
    const before = first.events[1]?.sequence ?? 0n;
    expect(await profiles.history(catalog, 'p', { limit: 3, before })).toEqual({
      events: events.slice(2),
      hasMore: false,
    });
    expect(await profiles.history(catalog, 'none', { limit: 1 })).toEqual({ events: [], hasMore: false });
    await expect(profiles.history(catalog, 'p', { limit: 0 })).rejects.toMatchObject({ code: 'INVALID_LIMIT' });
  });

  it('holds nothing of what was refused', async () => {
    const catalog = await open().newCatalog();
    const { profiles } = open().database;
    await profiles.saveDraft(catalog, { name: 'p', weights: { text: 1 } });
    await expect(profiles.publish(catalog, 'p', 7)).rejects.toMatchObject({ code: 'PROFILE_VERSION_NOT_FOUND' });
    await expect(profiles.rollBack(catalog, 'p')).rejects.toMatchObject({ code: 'NO_EARLIER_VERSION' });
    const refused = { name: 'p', weights: { text: 1 }, baseVersion: 0 };
    await expect(profiles.saveDraft(catalog, refused)).rejects.toMatchObject({ code: 'PROFILE_CONFLICT' });
    await expect(profiles.publish(catalog, 'p', 1, { reason: 'a\0' })).rejects.toMatchObject({
      code: 'UNSTORABLE_TEXT',
    });
    expect((await profiles.history(catalog, 'p', { limit: 10 })).events.map(show)).toEqual(['drafted 1']);
  });

  it('can not be changed, and goes with its catalog only', async () => {
    const catalog = await open().newCatalog();
    await open().database.profiles.saveDraft(catalog, { name: 'p', weights: { price: 1 }, author: 'Ann' });
    const change = open().query(`UPDATE fusion_profile_event SET author = 'Eve' WHERE catalog = $1`, [catalog]);
    await expect(change).rejects.toMatchObject({ code: '23000' });
    await open().query('DELETE FROM catalog WHERE name = $1', [catalog]);
    expect(await open().query('SELECT 1 FROM fusion_profile_event WHERE catalog = $1', [catalog])).toEqual([]);
  });
});

describeWithDatabase('optimistic locking of a profile', (open) => {
  it('refuses a draft that is not based on the newest version, and shows the profile as it is', async () => {
    const catalog = await open().newCatalog();
    const { profiles } = open().database;
    const draft = { name: 'p', weights: { text: 1 } };
    expect(await profiles.saveDraft(catalog, { ...draft, baseVersion: 0 })).toMatchObject({
      versions: [{ version: 1, baseVersion: 0 }],
    });
    const current = await profiles.saveDraft(catalog, { ...draft, baseVersion: 1 });
    for (const baseVersion of [0, 1, 3])
      await expect(profiles.saveDraft(catalog, { ...draft, baseVersion })).rejects.toMatchObject({
        code: 'PROFILE_CONFLICT',
        current,
        message: `The draft is based on version ${String(baseVersion)} of fusion profile 'p', which has version 2 by now. Look at what changed, then try again on top of it.`,
      });
    await expect(profiles.saveDraft(catalog, { ...draft, name: 'new', baseVersion: 2 })).rejects.toMatchObject({
      message: expect.stringContaining("'new', which has no version yet.") as string,
      current: { name: 'new', versions: [] },
    });
    expect(await profiles.find(catalog, 'new')).toBeUndefined();
  });

  it('lets one of many succeed that begin from the same version', async () => {
    const catalog = await open().newCatalog();
    const { profiles } = open().database;
    const saves = Array.from({ length: 8 }, (_, n) =>
      profiles.saveDraft(catalog, { name: 'p', weights: { price: n / 8 }, baseVersion: 0 }),
    );
    const outcomes = await Promise.allSettled(saves);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await profiles.find(catalog, 'p'))?.versions).toHaveLength(1);
  });

  it('refuses to publish where another version is published than was thought', async () => {
    const catalog = await open().newCatalog();
    const { profiles } = open().database;
    for (const price of [0.1, 0.2]) await profiles.saveDraft(catalog, { name: 'p', weights: { price } });
    await profiles.publish(catalog, 'p', 1, { expectedPublished: 0 });
    await expect(profiles.publish(catalog, 'p', 2, { expectedPublished: 0 })).rejects.toMatchObject({
      code: 'PROFILE_CONFLICT',
      message: expect.stringContaining('version 1 is published by now, not none.') as string,
    });
    await profiles.publish(catalog, 'p', 2, { expectedPublished: 1 });
  });
});
