import type { ImageInputSpec } from '@kindred/embedding-model';
import { describe, expect, it } from 'vitest';
import { decodeImage } from './decode-image.ts';
import { ImageSourceError } from './errors.ts';
import { hostileFiles } from './test-fixtures/hostile-files.ts';

const INPUT: ImageInputSpec = { width: 64, height: 64, fit: 'cover', kernel: 'cubic' };

describe('decodeImage refuses hostile files', () => {
  it.each(hostileFiles)('$name', async ({ bytes, code, told }) => {
    const problem = await decodeImage(await bytes(), INPUT).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ImageSourceError);
    expect((problem as Error).message).toContain(told);
    expect(problem).toMatchObject({ code });
  });
});
