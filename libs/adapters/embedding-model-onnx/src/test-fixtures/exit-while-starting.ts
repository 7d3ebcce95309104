import { setTimeout as wait } from 'node:timers/promises';
import { WORKER_ENTRY } from '../thread/encoder-pool.ts';
import { EncoderThread } from '../thread/encoder-thread.ts';

// Leaves with code 7 while threads load the runtime; argument: milliseconds after they were started.
for (let thread = 0; thread < 3; thread++) new EncoderThread(WORKER_ENTRY);
await wait(Number(process.argv[2]));
process.exit(7);
