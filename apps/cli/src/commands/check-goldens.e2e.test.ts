import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import type { CheckedModel } from '../output/format-encoder.ts';
import { runKindredJson } from '../testing/run-kindred.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';

const MODELS = fileURLToPath(new URL('../../../../models', import.meta.url));
const MANIFEST = {
  kind: 'image',
  file: 'lite.onnx',
  dtype: 'q8',
  width: 260,
  height: 260,
  fit: 'cover',
  kernel: 'cubic',
  layout: 'NHWC',
  input: { name: 'pixels', type: 'uint8' },
  output: 'embedding',
  pooling: 'none',
  normalise: true,
  goldens: 'lite.goldens.json',
};

const folder = useTemporaryFolder();

beforeAll(async () => {
  await copyFile(join(MODELS, 'efficientnet-lite2/onnx/model_quantized.onnx'), join(folder.path, 'lite.onnx'));
  await writeFile(join(folder.path, 'lite.json'), JSON.stringify(MANIFEST));
});

/** What check says of the encoder with these goldens. */
async function check(goldens: object) {
  await writeFile(join(folder.path, 'lite.goldens.json'), JSON.stringify(goldens));
  const args = ['encoders', 'check', 'onnx:lite.json'];
  return runKindredJson<{ passed: boolean; models: CheckedModel[]; error?: object }>(folder.path, ...args);
}

const GOLDEN_LINE = 'agrees with vectors computed elsewhere';

it('compares an encoder of one’s own with the goldens that its manifest names', async () => {
  const { synthetic } = JSON.parse(await readFile(join(MODELS, 'goldens.json'), 'utf8')) as {
    synthetic: { first16: number[] };
  };
  const right = await check({ synthetic });
  expect(right.document.models[0]?.checks).toContainEqual(expect.objectContaining({ name: GOLDEN_LINE, passed: true }));
  expect(right.code).toBe(0);

  const wrong = await check({ synthetic, painted: [{ seed: 2, first16: synthetic.first16 }] });
  expect(wrong.document.models[0]?.checks.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual([
    GOLDEN_LINE,
  ]);
  expect(wrong.code).toBe(1);
});

it('says what is wrong with the file', async () => {
  const { code, document } = await check({ texts: [{ text: '', first16: [1] }] });
  expect(document).toMatchObject({
    error: { code: 'GOLDENS_FILE', message: expect.stringContaining('texts.0.first16') as string },
  });
  expect(code).toBe(1);
});
