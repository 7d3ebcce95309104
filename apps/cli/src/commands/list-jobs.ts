import type { ListedEncodingJob } from '@kindred/embedding-pipeline';
import { Option } from 'commander';
import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import { openCatalogJobs } from '../encoding-jobs/catalog-jobs.ts';
import { formatTable } from '../output/format-table.ts';
import { wholeNumber } from '../parse-number-option.ts';

const STATES = ['dead', 'waiting', 'active'] as const;
type State = (typeof STATES)[number];

const NOTHING: Readonly<Record<State, string>> = {
  dead: 'No job was given up.',
  waiting: 'No job waits.',
  active: 'No job is under way.',
};

/** `kindred jobs list`: what import --enqueue left to workers, above all what they gave up. */
export const listJobs = declareCommand<{ readonly state: State; readonly limit: number }>({
  path: ['jobs', 'list'],
  summary:
    'the encoding jobs of a catalog that were given up, each with its reason; or those that wait or are under way',
  examples: ['kindred jobs list', 'kindred jobs list --state waiting --limit 5 --json'],
  configure: (command) =>
    command
      .addOption(new Option('--state <state>', 'which jobs').choices(STATES).default('dead'))
      .option('--limit <number>', 'how many of each modality, the newest first', wholeNumber(1, 10_000), 50),
  run: (context, { options: { state, limit } }) =>
    withParts(context, async (parts) => {
      const { catalog } = context;
      const encoding = await openCatalogJobs(parts, catalog);
      const counts = await encoding.counts(catalog);
      const jobs = await encoding.list(catalog, { state, limit });
      const totals = Object.entries(counts).map(
        ([modality, { waiting, active, dead }]) =>
          `${modality}: ${String(waiting)} waiting, ${String(active)} active, ${String(dead)} dead`,
      );
      const table = jobs.length === 0 ? NOTHING[state] : jobTable(jobs);
      return { document: { catalog, counts, jobs }, text: [...totals, table].join('\n') };
    }),
});

function jobTable(jobs: readonly ListedEncodingJob[]): string {
  const columns = [{ title: 'job' }, { title: 'modality' }, { title: 'since' }];
  const numbers = ['tries', 'items'].map((title) => ({ title, align: 'right' as const }));
  const rows = jobs.map(({ id, modality, since, attempts, itemIds, reason = '' }) => {
    const time = since.toISOString().slice(0, 19).replace('T', ' ');
    return [id, modality, time, String(attempts), String(itemIds.length), itemIds[0] ?? '', reason];
  });
  return formatTable([...columns, ...numbers, { title: 'first item', maxWidth: 24 }, { title: 'reason' }], rows);
}
