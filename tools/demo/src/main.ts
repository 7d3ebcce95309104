// `npm run demo`: PostgreSQL, the vector store, the encoders, the API with its console and a sample catalogue, in one command.
import { join } from 'node:path';
import { ApiError, loadConfig, type RunningApi } from '@kindred/api';
import { buildSampleCatalog } from '@kindred/sample-catalog';
import { pino } from 'pino';
import { assertLoopback } from './assert-loopback.ts';
import { EXAMPLE_QUERY, askExample } from './example-query.ts';
import { formatAnswer } from './format-answer.ts';
import { importInteractions, importItems } from './import-sample.ts';
import { publishDemoProfiles } from './publish-demo-profiles.ts';
import { startOnFreePort } from './start-on-free-port.ts';
import { aborted, stopWhenAsked } from './stop-when-asked.ts';

const SEED = 1;
const asJson = process.argv.includes('--json');
const started = performance.now();
const stopping = stopWhenAsked();
let running: RunningApi | undefined;

try {
  const config = loadConfig();
  assertLoopback(config.host);
  const sampleDir = join(config.dataDir, 'sample-catalog');
  await buildSampleCatalog({ outDir: sampleDir, seed: SEED });
  running = await startOnFreePort(
    { ...config, imageDirs: [...config.imageDirs, sampleDir] },
    { portWasChosen: process.env['PORT'] !== undefined, logger: pino({ level: 'warn' }, pino.destination(2)) },
  );
  const { application, url } = running;
  const counts = await importItems(application, config.catalog, join(sampleDir, 'items.csv'), stopping);
  await importInteractions(application, config.catalog, join(sampleDir, 'interactions.csv'));
  await publishDemoProfiles(application, config.catalog);
  if (!stopping.aborted) {
    const answer = await askExample(url);
    const seconds = (performance.now() - started) / 1000;
    if (asJson) console.log(JSON.stringify({ url, items: counts.read, ...counts, seconds, answer }));
    else console.log(welcome(url, counts.read, seconds, formatAnswer(answer)));
  }
  await aborted(stopping);
} catch (error) {
  if (!stopping.aborted) {
    console.error(error instanceof ApiError ? error.message : error);
    process.exitCode = 1;
  }
}
await running?.close();
// Nothing may keep the process: what has to be closed was closed.
process.exit();

function welcome(url: string, items: number, seconds: number, answer: string): string {
  return `
Kindred runs with ${String(items)} items (ready after ${seconds.toFixed(1)} s).

  Console    ${url}/
  GraphQL    ${url}/graphql   (open it in a browser to try queries)

Paste this query there:

${EXAMPLE_QUERY}

Its answer, just now:

${answer.replaceAll(/^/gm, '  ')}

Ctrl-C stops everything.`;
}
