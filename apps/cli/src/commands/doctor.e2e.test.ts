import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { OpenParts } from '../composition/open-parts.ts';
import { loadConfig } from '../config.ts';
import { checks } from '../doctor/checks.ts';
import { encodersCheck } from '../doctor/encoders-check.ts';
import { runKindred, runKindredJson } from '../testing/run-kindred.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';

const folder = useTemporaryFolder();

it('on an empty folder: everything installed works, no database yet, and nothing is made', async () => {
  const { code, document } = await runKindredJson<{ healthy: boolean; checks: { name: string; status: string }[] }>(
    folder.path,
    'doctor',
  );
  expect(document.checks.map(({ name }) => name)).toEqual(checks.map(({ name }) => name));
  const status = Object.fromEntries(document.checks.map((check) => [check.name, check.status]));
  expect(status).toMatchObject({ PostgreSQL: 'warn', LanceDB: 'ok', DuckDB: 'ok', 'Photos (sharp)': 'ok' });
  expect(status).toMatchObject({ Encoders: 'ok', 'Vector store': 'info', Outbox: 'info' });
  expect(document.healthy).toBe(true);
  expect(code).toBe(0);
  expect(await readdir(folder.path)).toEqual([]);
});

it('names what is wrong, how to mend it, and ends with 1', async () => {
  await writeFile(join(folder.path, '.kindred'), 'a file, not a folder');
  const { code, stdout } = await runKindred(folder.path, 'doctor');
  expect(stdout).toMatch(/fail {2}Data folder .*is not a folder\n +→ .*KINDRED_DATA_DIR/);
  expect(stdout).toMatch(/warn {2}PostgreSQL .*\n +→ npm run demo/);
  expect(stdout.trimEnd()).toMatch(/\d ok, 1 to look at, 1 failed$/);
  expect(code).toBe(1);
});

it('tells the encoders of the settings and where they compute', async () => {
  const { stdout } = await runKindred(folder.path, 'doctor');
  expect(stdout).toMatch(
    /ok {4}Encoders +bundled:all-MiniLM-L6-v2 q8 on cpu, bundled:efficientnet-lite2 q8 on cpu; .* agree with the goldens$/m,
  );
});

it('warns of an encoder that computes elsewhere than asked', async () => {
  const elsewhere = process.platform === 'darwin' ? 'dml' : 'coreml';
  const config = loadConfig({ KINDRED_DEVICE: elsewhere, KINDRED_ON_MISSING_DEVICE: 'cpu' });
  const fallbacks: unknown[] = [];
  const parts = new OpenParts(config, (fallback) => fallbacks.push(fallback));
  const line = await encodersCheck.run({ config, parts, catalogs: undefined });
  await parts.close();
  expect(line.status).toBe('warn');
  expect(line.detail).toContain('bundled:efficientnet-lite2 q8 on cpu');
  expect(line.detail).toContain(`KINDRED_DEVICE is ${elsewhere}`);
  expect(fallbacks).toHaveLength(2);
});
