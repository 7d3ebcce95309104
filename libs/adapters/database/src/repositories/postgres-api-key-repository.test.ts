import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

describeWithDatabase('PostgresApiKeyRepository', (open) => {
  it('counts no key before there is one', async () => {
    expect(await open().database.apiKeys.countActive()).toBe(0);
    expect(await open().database.apiKeys.hasActive()).toBe(false);
  });

  it('shows a key once and keeps only its hash', async () => {
    const catalog = await open().newCatalog();
    const { apiKeys } = open().database;
    const { key, record } = await apiKeys.create({ role: 'merchandiser', catalog, name: "Ann's console" });
    expect(key).toMatch(/^kdr_[\w-]{43}$/);
    const grant = { role: 'merchandiser', catalog, author: "Ann's console" };
    expect(await apiKeys.authenticate(key)).toEqual(grant);
    expect(await apiKeys.find(key)).toEqual(grant);
    expect(record).toMatchObject({ prefix: key.slice(0, 12), role: 'merchandiser', catalog, name: "Ann's console" });
    expect(await apiKeys.list()).toContainEqual(record);
    const [row] = await open().query<{ hash: Buffer; whole: string }>(
      'SELECT hash, row_to_json(api_key)::text AS whole FROM api_key WHERE prefix = $1',
      [record.prefix],
    );
    expect(row?.hash).toEqual(createHash('sha256').update(key).digest());
    expect(row?.whole).not.toContain(key.slice(12));
  });

  it('opens all catalogs where none is named', async () => {
    const { key } = await open().database.apiKeys.create({ role: 'admin' });
    expect(await open().database.apiKeys.authenticate(key)).toEqual({ role: 'admin', author: key.slice(0, 12) });
  });

  it('knows no other keys', async () => {
    const { apiKeys } = open().database;
    const { key } = await apiKeys.create({ role: 'reader' });
    const other = key.endsWith('A') ? 'E' : 'A';
    for (const wrong of [
      '',
      'kdr_',
      key.slice(0, 12),
      `${key} `,
      key.toUpperCase(),
      key.slice(0, -1) + other,
      `${key}\0`,
    ])
      expect(await apiKeys.authenticate(wrong)).toBeUndefined();
  });

  it('forgets revoked and expired keys', async () => {
    const { apiKeys } = open().database;
    const before = await apiKeys.countActive();
    const revoked = await apiKeys.create({ role: 'data' });
    const expired = await apiKeys.create({ role: 'data', expiresAt: new Date(Date.now() - 1000) });
    const lasting = await apiKeys.create({ role: 'data', expiresAt: new Date(Date.now() + 3_600_000) });
    expect(await apiKeys.countActive()).toBe(before + 2);
    await apiKeys.revoke(revoked.record.prefix);
    expect(await apiKeys.authenticate(revoked.key)).toBeUndefined();
    expect(await apiKeys.authenticate(expired.key)).toBeUndefined();
    expect(await apiKeys.authenticate(lasting.key)).toMatchObject({ role: 'data' });
    expect(await apiKeys.countActive()).toBe(before + 1);
    const listed = (await apiKeys.list()).find(({ prefix }) => prefix === revoked.record.prefix);
    expect(listed?.revokedAt).toBeInstanceOf(Date);
    for (const prefix of [revoked.record.prefix, 'kdr_none', '\0'])
      await expect(apiKeys.revoke(prefix)).rejects.toMatchObject({ code: 'API_KEY_NOT_FOUND' });
  });

  it('names what is wrong', async () => {
    const { apiKeys } = open().database;
    await expect(apiKeys.create({ role: 'admin', catalog: 'nowhere' })).rejects.toMatchObject({
      code: 'CATALOG_NOT_FOUND',
    });
    await expect(apiKeys.create({ role: 'admin', name: '\ud800' })).rejects.toMatchObject({ code: 'UNSTORABLE_TEXT' });
  });
});
