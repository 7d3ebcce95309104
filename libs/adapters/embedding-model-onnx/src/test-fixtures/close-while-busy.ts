import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ModelClosedError, paintedImage } from '@kindred/embedding-model';
import { loadEncoder } from '../load-encoder.ts';
import { loadManifestFile } from '../manifest/load-manifest-file.ts';
import { EncoderPool } from '../thread/encoder-pool.ts';

// Closes encoders in the middle of batches and of openings, then ends by itself; arguments: the manifest of a pair, rounds of each. Prints how
// what was under way ended, as JSON: { running: { done: 2, MODEL_CLOSED: 10 }, opening: { … } }.
const [manifestPath = '', rounds = '1'] = process.argv.slice(2);
const sources = await loadManifestFile(manifestPath, [dirname(manifestPath)]);
const tally = { running: {} as Record<string, number>, opening: {} as Record<string, number> };

async function count(kind: keyof typeof tally, work: Promise<unknown> | undefined): Promise<void> {
  const end = await (work ?? Promise.resolve()).then(
    () => 'done',
    (error: unknown) => (error instanceof ModelClosedError ? error.code : String(error)),
  );
  tally[kind][end] = (tally[kind][end] ?? 0) + 1;
}

for (let round = 0; round < Number(rounds); round++) {
  const { image, close } = await loadEncoder(sources, { sessions: 2, textTower: 'on-demand' });
  if (image === undefined) throw new Error('the manifest has no tower of photos');
  const photos = Array.from({ length: 2000 }, (_, n) => paintedImage(image.spec.input, n));
  const batch = count('running', image.embedImages(photos));
  const tower = count('opening', image.textTower?.embedQuery('red'));
  await wait(round % 4);
  await close();
  await Promise.all([batch, tower]);
}
for (let round = 0; round < Number(rounds); round++) {
  const pool = new EncoderPool({ sessions: 2, maxWaiting: 100 });
  const [source] = sources;
  if (source === undefined) throw new Error('the manifest has no model');
  const load = count('opening', pool.load(source, { device: 'cpu', onMissingDevice: 'fail', threads: 1 }));
  // Threads take about 300 ms to start.
  await wait(round * 30);
  await pool.close(new ModelClosedError(source.modelId));
  await load;
}
console.log(JSON.stringify(tally));
