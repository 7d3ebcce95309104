import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import { RunNotFoundError } from '../errors.ts';
import { formatTable } from '../output/format-table.ts';
import { wholeNumber } from '../parse-number-option.ts';

const SEARCHED_RUNS = 1000;

/** `kindred runs failures <id>`: rows that failed, each with its reason. */
export const listRunFailures = declareCommand<{ readonly limit: number }>({
  path: ['runs', 'failures'],
  summary: 'the rows of an import that failed, each with its reason',
  examples: ['kindred runs failures 0b9c6c9e-3a55-4d5c-9df0-7a0c1c1f0f5e'],
  configure: (command) =>
    command
      .argument('<run>', 'the id of the run, or how it begins')
      .option('--limit <number>', 'how many', wholeNumber(1, 1_000_000), 100),
  run: (context, { args: [wanted = ''], options: { limit } }) =>
    withParts(context, async (parts) => {
      const { catalogs, runs } = await parts.existingDatabase();
      await catalogs.load(context.catalog);
      const found = (await runs.list(context.catalog, SEARCHED_RUNS)).filter(({ id }) => id.startsWith(wanted));
      const [run] = found;
      if (run === undefined || found.length > 1) throw new RunNotFoundError(wanted, found.length);
      const failures = await runs.failures(run.id, limit);
      const columns = [{ title: 'row', align: 'right' as const }, { title: 'item' }, { title: 'reason' }];
      const rows = failures.map(({ row, itemId, reason }) => [String(row), itemId ?? '', reason]);
      const text = rows.length === 0 ? 'No row of this run failed.' : formatTable(columns, rows);
      return { document: { run, failures }, text };
    }),
});
