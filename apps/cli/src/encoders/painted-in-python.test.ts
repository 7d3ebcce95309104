import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { paintedImage } from '@kindred/embedding-model';
import { describe, expect, it } from 'vitest';

const TOOL = fileURLToPath(new URL('../../../../tools/export-encoder', import.meta.url));
const run = promisify(execFile);

async function inPython(width: number, height: number, seed: number): Promise<Uint8Array> {
  const numbers = [width, height, seed].map(String);
  const options = { cwd: TOOL, timeout: 30_000, env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } };
  const { stdout } = await run('python3', ['-m', 'export_encoder.painted', ...numbers], options);
  return Uint8Array.from(Buffer.from(stdout.trim(), 'hex'));
}

const hasPython = await run('python3', ['--version'], { timeout: 30_000 }).then(
  () => true,
  () => false,
);
if (!hasPython) console.warn('Skipped: pictures of tools/export-encoder beside ours. Install python3 to run it.');

describe.skipIf(!hasPython)('the pictures of tools/export-encoder', () => {
  it.each([1, 2, 3, 4])('are those that check shows a model: painted with seed %d', async (seed) => {
    const ours = paintedImage({ width: 31, height: 17 }, seed).data;
    const theirs = await inPython(31, 17, seed);
    expect(theirs).toHaveLength(ours.length);
    // Sines may differ in their last bit, and be cut to whole numbers on either side.
    expect(ours.filter((value, at) => Math.abs(value - theirs[at]!) > 1)).toHaveLength(0);
    expect(ours.filter((value, at) => value !== theirs[at]).length).toBeLessThan(5);
  });

  it('are those that check shows a model: the synthetic one', async () => {
    const data = Uint8Array.from({ length: 20 * 30 * 3 }, (_, i) => 7 * i + 13 * Math.floor(i / 256));
    expect(await inPython(20, 30, 0)).toEqual(data);
  });
});
