import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import { formatTable } from '../output/format-table.ts';
import { wholeNumber } from '../parse-number-option.ts';

/** `kindred runs list`: the latest imports of a catalog. */
export const listRuns = declareCommand<{ readonly limit: number }>({
  path: ['runs', 'list'],
  summary: 'the latest imports, newest first',
  examples: ['kindred runs list', 'kindred runs list --limit 3 --json'],
  configure: (command) => command.option('--limit <number>', 'how many', wholeNumber(1, 1000), 20),
  run: (context, { options: { limit } }) =>
    withParts(context, async (parts) => {
      const { catalogs, runs } = await parts.existingDatabase();
      await catalogs.load(context.catalog);
      const found = await runs.list(context.catalog, limit);
      const number = (title: string) => ({ title, align: 'right' as const });
      const columns = [{ title: 'run' }, { title: 'started' }, { title: 'status' }];
      const counts = ['read', 'embedded', 'unchanged', 'failed'].map(number);
      const rows = found.map(({ id, startedAt, status, counts: { read, embedded, unchanged, failed }, source }) => {
        const numbers = [read, embedded, unchanged, failed].map(String);
        return [id, startedAt.toISOString().slice(0, 19).replace('T', ' '), status, ...numbers, source];
      });
      const text =
        rows.length === 0
          ? 'No runs yet.'
          : formatTable([...columns, ...counts, { title: 'source', maxWidth: 60 }], rows);
      return { document: { catalog: context.catalog, runs: found }, text };
    }),
});
