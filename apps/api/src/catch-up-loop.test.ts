import { EncoderMismatchError } from '@kindred/embedding-pipeline';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { CatchUpLoop } from './catch-up-loop.ts';

/** Starts with the catalogs `shop` and `old`, of which `mismatched` has other encoders. */
async function start(mismatched: string) {
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as never) });
  const caughtUp: string[] = [];
  const pipeline = {
    catchUp: (catalog: string) => {
      if (catalog === mismatched)
        return Promise.reject(new EncoderMismatchError(catalog, 'text', { stored: 'a', configured: 'b' }));
      caughtUp.push(catalog);
      return Promise.resolve({ applied: 0, refilled: false });
    },
  };
  const catalogs = { list: () => Promise.resolve(['old', 'shop'].map((name) => ({ name, currency: 'EUR' }) as never)) };
  const starting = CatchUpLoop.start({ pipeline, catalogs, logger, defaultCatalog: 'shop' });
  return { starting, caughtUp, lines };
}

test('a default catalog of other encoders stops the start', async () => {
  const { starting } = await start('shop');
  await expect(starting).rejects.toMatchObject({ code: 'ENCODER_MISMATCH', catalog: 'shop' });
});

test('another catalog of other encoders is left alone, and said so', async () => {
  const { starting, caughtUp, lines } = await start('old');
  await (await starting).close();
  expect(caughtUp).toEqual(['shop']);
  expect(lines).toMatchObject([{ catalog: 'old', msg: 'left alone: it has other encoders' }]);
});
