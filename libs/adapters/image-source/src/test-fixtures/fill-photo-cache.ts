// Saves photos one after the other and prints how many, until it is killed: photo i is 300,000 + i bytes of i % 251.
import { PhotoCache } from '../photo-cache.ts';
import { systemTimers } from '../timers.ts';

const cache = await PhotoCache.open(process.argv[2] ?? '', 1_000_000_000, systemTimers);
for (let i = 0; ; i++) {
  await cache.save(`photo-${String(i)}`, { bytes: Buffer.alloc(300_000 + i, i % 251), etag: `"${String(i)}"` });
  process.stdout.write(`${String(i + 1)}\n`);
}
