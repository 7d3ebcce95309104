import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../testing/start-test-database.ts';
import { diffDatabaseToSchema } from './test-fixtures/schema-diff.ts';

const schema = readFileSync(new URL('../../../../../prisma/schema.prisma', import.meta.url), 'utf8');
const require = createRequire(import.meta.url);
let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
});

afterAll(() => database.drop());

it('the migrations make what schema.prisma says', async () => {
  expect(await diffDatabaseToSchema(database.url, schema)).toBe('-- This is an empty migration.\n');
});

it('notices a column that the migrations lack', async () => {
  const changed = schema.replace('  title         String\n', '  title         String\n  subtitle      String?\n');
  expect(await diffDatabaseToSchema(database.url, changed)).toBe(
    '-- AlterTable\nALTER TABLE "item" ADD COLUMN     "subtitle" TEXT;\n',
  );
});

it('compares by the engine of the installed Prisma', () => {
  const { version } = require('@prisma/engines-version/package.json') as { version: string };
  const { devDependencies } = require('../../package.json') as { devDependencies: Record<string, string> };
  expect(devDependencies['@prisma/schema-engine-wasm']).toBe(version);
});
