import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoadResult } from './closed-loop-load.ts';
import type { StoreBaselineTask } from './store-baseline.ts';

const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './store-process.ts' : './store-process.js', import.meta.url);

/** The vector store in a process of its own, as the API's is. */
export interface SpawnedStore {
  run(searches: number): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** @throws Error if the process ends */
export async function spawnStore(task: StoreBaselineTask): Promise<SpawnedStore> {
  const child = fork(ENTRY, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const ask = async (message: StoreBaselineTask | number): Promise<unknown> => {
    const answered = once(child, 'message');
    child.send(message);
    const failed = ended.then(([code]) => {
      throw new Error(`The process of the store ended with code ${String(code)}.`);
    });
    return ((await Promise.race([answered, failed])) as unknown[])[0];
  };
  await ask(task);
  return {
    run: async (searches) => (await ask(searches)) as LoadResult,
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}
