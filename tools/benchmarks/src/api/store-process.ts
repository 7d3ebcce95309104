// The vector store alone in a process: the parent sends the task, then numbers of searches; each is answered with their times.
import { StoreBaseline, type StoreBaselineTask } from './store-baseline.ts';

let baseline: Promise<StoreBaseline> | undefined;
process.on('message', (message: StoreBaselineTask | number) => {
  void answer(message).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit());

async function answer(message: StoreBaselineTask | number) {
  if (typeof message !== 'number') return (baseline = StoreBaseline.open(message)).then(() => null);
  if (baseline === undefined) throw new Error('The first message must be the task.');
  return (await baseline).run(message);
}
