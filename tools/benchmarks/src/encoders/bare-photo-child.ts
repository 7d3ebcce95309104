// Decodes photos and runs the bare session on each, one after the other, for as long as it is told; says how many.
import { readFile } from 'node:fs/promises';
import { decodeImage } from '@kindred/image-source';
import { openBareImage } from './bare-sessions.ts';
import type { BarePhotosResult, BarePhotosTask } from './bare-processes.ts';

const send = process.send?.bind(process);
if (send === undefined) throw new Error('bare-photo-child.ts runs as a child process only.');

process.once('message', (task: BarePhotosTask) => {
  void run(task);
});

async function run({ modelsDir, paths, input, durationMs }: BarePhotosTask): Promise<void> {
  const files = await Promise.all(paths.map((path) => readFile(path)));
  const session = await openBareImage(modelsDir);
  const encode = async (index: number) => session.run(await decodeImage(files[index % files.length]!, input));
  await encode(0);
  send!('ready');
  process.once('message', () => {
    void (async () => {
      const began = performance.now();
      let photos = 0;
      while (performance.now() - began < durationMs) await encode(photos++);
      const perSecond = (photos * 1000) / (performance.now() - began);
      await session.release();
      send!({ perSecond } satisfies BarePhotosResult);
      process.disconnect();
    })();
  });
}
