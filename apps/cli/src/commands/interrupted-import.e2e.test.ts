import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '../composition/open-database.ts';
import { loadConfig } from '../config.ts';
import type { ImportDocument } from '../importing/import-document.ts';
import { runKindredJson, startKindred, type StartedKindred } from '../testing/run-kindred.ts';
import { writeSampleCatalog } from '../testing/sample-catalog.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';
import { waitUntil } from '../testing/wait-until.ts';

const ROWS = 240;
const folder = useTemporaryFolder();
let database: OpenDatabase;

beforeAll(async () => {
  await writeSampleCatalog(folder.path, ROWS);
  database = await openDatabase(loadConfig({ KINDRED_DATA_DIR: join(folder.path, '.kindred') }));
});
afterAll(() => database.close());

/** Starts the import into a catalog and waits until some rows are committed and others are not. */
async function startHalf(catalog: string): Promise<{ started: StartedKindred; committed: () => Promise<number> }> {
  const started = startKindred(folder.path, [
    'import',
    'products.csv',
    '--catalog',
    catalog,
    '--batch-size',
    '4',
    '--json',
  ]);
  const committed = () => database.items.count(catalog);
  await waitUntil(async () => (await committed()) > 0);
  return { started, committed };
}

it('an import that was killed is finished by running it again', async () => {
  const { started, committed } = await startHalf('killed');
  started.process.kill('SIGKILL');
  expect((await started.ended).signal).toBe('SIGKILL');
  const kept = await committed();
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(ROWS);

  const { code, document } = await runKindredJson<ImportDocument>(
    folder.path,
    'import',
    'products.csv',
    '--catalog',
    'killed',
  );
  expect(document.items?.counts).toEqual({ read: ROWS, embedded: ROWS - kept, unchanged: kept, failed: 0 });
  expect(code).toBe(0);
  expect(await committed()).toBe(ROWS);
  expect((await database.runs.list('killed', 10)).map(({ status }) => status)).toEqual(['completed', 'failed']);
  const doctor = await runKindredJson<{ checks: { name: string; status: string }[] }>(folder.path, 'doctor');
  expect(doctor.document.checks.filter(({ status }) => status === 'fail')).toEqual([]);
});

it('Ctrl-C ends an import cleanly: the run is cancelled, what was done is kept', async () => {
  const { started, committed } = await startHalf('stopped');
  started.process.kill('SIGINT');
  const { code, stdout, signal } = await started.ended;
  const document = JSON.parse(stdout) as ImportDocument;
  expect({ code, signal, status: document.status }).toEqual({ code: 1, signal: null, status: 'cancelled' });
  const kept = await committed();
  expect(document.items?.counts).toEqual({ read: kept, embedded: kept, unchanged: 0, failed: 0 });
  expect((await database.runs.list('stopped', 1))[0]?.status).toBe('cancelled');

  const again = await runKindredJson<ImportDocument>(folder.path, 'import', 'products.csv', '--catalog', 'stopped');
  expect(again.document.items?.counts).toEqual({ read: ROWS, embedded: ROWS - kept, unchanged: kept, failed: 0 });
});
