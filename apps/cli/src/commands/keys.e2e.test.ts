import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '../composition/open-database.ts';
import { loadConfig } from '../config.ts';
import { runKindred, runKindredJson } from '../testing/run-kindred.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';

interface KeyDocument {
  readonly key: string;
  readonly prefix: string;
}
interface KeysDocument {
  readonly keys: readonly { readonly prefix: string; readonly role: string; readonly revokedAt?: string }[];
}

const folder = useTemporaryFolder();
// Runs PostgreSQL, so that the commands needn't start it one after the other.
let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase(loadConfig({ KINDRED_DATA_DIR: join(folder.path, '.kindred') }));
});
afterAll(() => database.close());

it('a key is shown once, listed without its secret, and revoked', async () => {
  const made = await runKindred(folder.path, 'keys', 'create', '--role', 'admin', '--name', 'ops');
  expect(made.code).toBe(0);
  const token = made.stdout.trim();
  expect(token).toMatch(/^kdr_\S{20,}$/);
  expect(made.stderr).toContain('not shown again');

  const bound = await runKindredJson<KeyDocument>(
    folder.path,
    'keys',
    'create',
    '--role',
    'reader',
    '--catalog',
    'shop',
  );
  expect(bound.document).toMatchObject({ role: 'reader', catalog: 'shop' });

  const listed = await runKindred(folder.path, 'keys', 'list');
  expect(listed.stdout).toMatch(/admin +all +ops +\S+ +active/);
  expect(listed.stdout).toMatch(/reader +shop +\S+ +active/);
  expect(listed.stdout).not.toContain(token);

  const { document } = await runKindredJson<KeysDocument>(folder.path, 'keys', 'list', '--catalog', 'other');
  expect(document.keys.map(({ role }) => role)).toEqual(['admin']);
  const prefix = document.keys[0]?.prefix ?? '';
  expect(token.startsWith(prefix)).toBe(true);

  expect((await runKindred(folder.path, 'keys', 'revoke', prefix)).stdout).toBe(`Revoked ${prefix}.\n`);
  const again = await runKindred(folder.path, 'keys', 'revoke', prefix);
  expect(again.stderr).toContain(`no active API key that begins with '${prefix}'`);
  expect(again.code).toBe(1);
  expect((await runKindred(folder.path, 'keys', 'list')).stdout).toMatch(/admin +all +ops +\S+ +revoked/);
});
