import sharp from 'sharp';
import { expect, it } from 'vitest';
import { decodeImage } from './decode-image.ts';
import { noisy } from './test-fixtures/pictures.ts';

const INPUT = { width: 260, height: 260, fit: 'cover', kernel: 'cubic' } as const;

/** The least CPU time of several runs, in milliseconds. */
async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < 5; run++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

it.each([1, 6])('a large JPEG with EXIF orientation %i is never decoded whole', async (orientation) => {
  const photo = noisy(200).resize(3000, 3000, { kernel: 'cubic' });
  const bytes = await photo.withMetadata({ orientation }).jpeg().toBuffer();
  const whole = await cpuMs(() => sharp(bytes).raw().toBuffer());
  expect(await cpuMs(() => decodeImage(bytes, INPUT))).toBeLessThan(whole / 2);
});
