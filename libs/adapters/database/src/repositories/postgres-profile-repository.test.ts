import { expect, it } from 'vitest';
import { withClient } from '../embedded/ensure-database.ts';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

/** `1:retired 2:published` */
function show(profile: { versions: readonly { version: number; status: string }[] } | undefined): string {
  return (profile?.versions ?? []).map(({ version, status }) => `${String(version)}:${status}`).join(' ');
}

describeWithDatabase('PostgresProfileRepository', (open) => {
  it('saves drafts as rising versions', async () => {
    const catalog = await open().newCatalog();
    const { profiles } = open().database;
    await profiles.saveDraft(catalog, {
      name: 'summer',
      weights: { image: 0.5, price: -1 },
      author: 'Ann',
      reason: 'sale',
    });
    const saved = await profiles.saveDraft(catalog, { name: 'summer', weights: { text: 1 } });
    expect(saved).toMatchObject({
      name: 'summer',
      versions: [
        { version: 1, status: 'draft', weights: { image: 0.5, price: -1 }, author: 'Ann', reason: 'sale' },
        { version: 2, status: 'draft', weights: { text: 1 } },
      ],
    });
    expect(Object.keys(saved.versions[1] ?? {}).sort()).toEqual(['createdAt', 'status', 'version', 'weights']);
    expect(await profiles.find(catalog, 'summer')).toEqual(saved);
    await profiles.saveDraft(catalog, { name: 'Autumn', weights: { text: 1 } });
    expect((await profiles.list(catalog)).map(({ name }) => name)).toEqual(['Autumn', 'summer']);
    expect(await profiles.find(await open().newCatalog(), 'summer')).toBeUndefined();
  });

  it('publishes one version at a time, and rolls back to the one before', async () => {
    const catalog = await open().newCatalog();
    const { profiles } = open().database;
    for (const price of [0.1, 0.2, 0.3]) await profiles.saveDraft(catalog, { name: 'p', weights: { price } });
    expect(show(await profiles.publish(catalog, 'p', 1))).toBe('1:published 2:draft 3:draft');
    await expect(profiles.rollBack(catalog, 'p')).rejects.toMatchObject({ code: 'NO_EARLIER_VERSION' });
    expect(show(await profiles.publish(catalog, 'p', 3))).toBe('1:retired 2:draft 3:published');
    expect(show(await profiles.publish(catalog, 'p', 2))).toBe('1:retired 2:published 3:retired');
    expect(show(await profiles.rollBack(catalog, 'p'))).toBe('1:retired 2:retired 3:published');
    // Twice leads back, not further.
    expect(show(await profiles.rollBack(catalog, 'p'))).toBe('1:retired 2:published 3:retired');
    expect(show(await profiles.rollBack(catalog, 'p'))).toBe('1:retired 2:retired 3:published');
    expect(show(await profiles.publish(catalog, 'p', 3))).toBe('1:retired 2:retired 3:published');
    expect(show(await profiles.find(catalog, 'p'))).toBe('1:retired 2:retired 3:published');
  });

  it('makes no profile of a name that could lead elsewhere, and keeps those there are', async () => {
    const catalog = await open().newCatalog();
    const { profiles } = open().database;
    const draft = { name: '../ x', weights: { text: 1 } };
    await expect(profiles.saveDraft(catalog, draft)).rejects.toMatchObject({ code: 'INVALID_PROFILE_NAME' });
    expect(await profiles.list(catalog)).toEqual([]);
    await withClient(open().url, (client) =>
      client
        .query('INSERT INTO fusion_profile (catalog, name) VALUES ($1, $2)', [catalog, draft.name])
        .then(() =>
          client.query(
            `INSERT INTO fusion_profile_version (catalog, profile, version, weights, status) VALUES ($1, $2, 1, '{"text": 1}', 'draft')`,
            [catalog, draft.name],
          ),
        ),
    );
    expect(show(await profiles.saveDraft(catalog, draft))).toBe('1:draft 2:draft');
  });

  it('names what is missing', async () => {
    const catalog = await open().newCatalog();
    const { profiles } = open().database;
    await profiles.saveDraft(catalog, { name: 'p', weights: { text: 1 } });
    for (const name of ['q', '\0', '\ud800']) {
      await expect(profiles.publish(catalog, name, 1)).rejects.toMatchObject({ code: 'PROFILE_NOT_FOUND' });
      await expect(profiles.rollBack(catalog, name)).rejects.toMatchObject({ code: 'PROFILE_NOT_FOUND' });
      expect(await profiles.find(catalog, name)).toBeUndefined();
    }
    for (const version of [2, 0, -1, 1.5, 1e12, NaN])
      await expect(profiles.publish(catalog, 'p', version)).rejects.toMatchObject({
        code: 'PROFILE_VERSION_NOT_FOUND',
      });
    await expect(profiles.rollBack(catalog, 'p')).rejects.toMatchObject({ code: 'NO_EARLIER_VERSION' });
    const draft = { name: 'p', weights: { text: 1 } };
    await expect(profiles.saveDraft('nowhere', draft)).rejects.toMatchObject({ code: 'CATALOG_NOT_FOUND' });
    await expect(profiles.saveDraft(catalog, { ...draft, reason: 'a\0' })).rejects.toMatchObject({
      code: 'UNSTORABLE_TEXT',
    });
    expect(await profiles.list('nowhere')).toEqual([]);
  });

  it('lets many save and publish at once: versions without gaps, one of them published', async () => {
    const catalog = await open().newCatalog();
    const { profiles } = open().database;
    const drafts = Array.from({ length: 12 }, (_, n) =>
      profiles.saveDraft(catalog, { name: 'p', weights: { price: n / 12 } }),
    );
    await Promise.all(drafts);
    const published = await Promise.all([1, 2, 3, 4, 5, 6].map((version) => profiles.publish(catalog, 'p', version)));
    expect(published).toHaveLength(6);
    const versions = (await profiles.find(catalog, 'p'))?.versions ?? [];
    expect(versions.map(({ version }) => version)).toEqual(drafts.map((_, n) => n + 1));
    expect(versions.filter(({ status }) => status === 'published')).toHaveLength(1);
    expect(versions.filter(({ status }) => status === 'retired')).toHaveLength(5);
  });

  it('has versions that nobody can change', async () => {
    const catalog = await open().newCatalog();
    await open().database.profiles.saveDraft(catalog, { name: 'p', weights: { price: 1 } });
    const change = (column: string, value: string) =>
      open().query(`UPDATE fusion_profile_version SET ${column} = ${value} WHERE catalog = $1`, [catalog]);
    for (const [column, value] of [
      ['weights', `'{"price": 2}'`],
      ['author', `'Eve'`],
      ['version', '7'],
    ] as const)
      await expect(change(column, value)).rejects.toMatchObject({ code: '23000' });
  });
});
