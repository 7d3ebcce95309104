import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FileWriteError, UsageError } from '../errors.ts';
import { FailureFile } from './failure-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-failures-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const records = [
  { row: 2, itemId: 'a,"b"', reason: 'title is blank' },
  { row: 7, reason: '=SUM(A1)\nsecond line' },
];

async function written(name: string): Promise<string> {
  const file = await FailureFile.open(join(folder, name));
  for (const record of records) file.write(record);
  await file.close();
  return readFile(file.path, 'utf8');
}

it('writes CSV that spreadsheets take as text', async () => {
  expect(await written('failures.csv')).toBe(
    'row,item_id,reason\n2,"a,""b""",title is blank\n7,,"\'=SUM(A1)\nsecond line"\n',
  );
});

it('writes JSON lines', async () => {
  const lines = (await written('failures.JSONL')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(records);
});

it('refuses other endings and folders that are not there', async () => {
  await expect(FailureFile.open(join(folder, 'failures.xlsx'))).rejects.toThrow(UsageError);
  await expect(FailureFile.open(join(folder, 'no', 'failures.csv'))).rejects.toThrow(FileWriteError);
});
