import { modalitiesOf } from '@kindred/fusion';
import type { ScheduledPublisher } from '@kindred/profile-publishing';
import type { SearchRequest, TextTowerFailure } from '@kindred/retrieval';
import type { OpenParts } from '../composition/open-parts.ts';
import type { WorkerEvent } from './outbox-worker.ts';

/** Searches of golden queries at a time. */
const CONCURRENCY = 4;

/** Publishes what is due until it is closed. Encoders and vector store are opened when golden queries need them. */
export async function startDuePublisher(
  parts: OpenParts,
  log: (event: WorkerEvent) => void,
): Promise<ScheduledPublisher> {
  const [publishing, { openSearch }, { schedules, profiles, goldenQueries, items, layouts }] = await Promise.all([
    import('@kindred/profile-publishing'),
    import('../composition/open-search.ts'),
    parts.database(),
  ]);
  const clock = (): Date => new Date();
  const gate = new publishing.SearchGate(CONCURRENCY);
  const onTextTowerFailure = ({ catalog, modelId, error }: TextTowerFailure): void =>
    log({ level: 'warn', message: 'words search texts alone', catalog, modelId, error: String(error) });
  const search = {
    search: async (request: SearchRequest) =>
      (await openSearch(parts, { ...request, onTextTowerFailure })).search.search(request),
  };
  const trial = new publishing.PublicationTrial({
    profiles,
    tester: new publishing.GoldenQueryTester({ search, items, goldenQueries, gate }),
    findModalities: async (catalog) => {
      const stored = await layouts.findActive(catalog);
      return stored === undefined ? [] : modalitiesOf(stored.layout);
    },
  });
  const settler = new publishing.DueScheduleSettler({
    schedules,
    trial,
    clock,
    onUntested: ({ catalog, profile, version }, error) =>
      log({
        level: 'error',
        message: 'golden queries of a due schedule could not be tried',
        catalog,
        profile,
        version,
        error: String(error),
      }),
  });
  return publishing.ScheduledPublisher.start({
    schedules,
    settler,
    clock,
    onSettled: ({ catalog, profile, version, refusal }) => {
      const settled = { catalog, profile, version };
      if (refusal === undefined) log({ level: 'info', message: 'published as scheduled', ...settled });
      else log({ level: 'warn', message: 'not published as scheduled', ...settled, problem: refusal.problem });
    },
    onProblem: (error) => log({ level: 'error', message: 'publishing what is due failed', error: String(error) }),
  });
}
