import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EncoderManifestError } from '../errors.ts';
import type { EncoderManifestInput } from '../manifest/encoder-manifest.ts';
import { openEncoder } from '../open-encoder.ts';
import { melStatisticsGraph } from '../test-fixtures/audio-graphs.ts';
import { EncoderFolder, MEL_MANIFEST, PATCH_MANIFEST, TEXT_MANIFEST } from '../test-fixtures/encoder-folder.ts';
import { patchTokensGraph } from '../test-fixtures/image-graphs.ts';
import type { OnnxGraph } from '../test-fixtures/onnx-file.ts';
import { contextualTextGraph } from '../test-fixtures/text-graphs.ts';

let folder: EncoderFolder;
beforeAll(async () => {
  folder = await EncoderFolder.make();
  await folder.writeTokenizer();
});
afterAll(() => folder.remove());

const renamed = (graph: OnnxGraph, shape: readonly (number | string)[]): OnnxGraph => ({
  ...graph,
  inputs: graph.inputs.map((input) => ({ ...input, shape })),
});

async function problems(manifest: EncoderManifestInput, graph: OnnxGraph): Promise<readonly string[]> {
  if (manifest.kind === 'clip') throw new Error('one graph, one tower');
  await folder.writeGraph(manifest.file, graph);
  const opened = await openEncoder({ modelId: 'onnx:test', manifest, folder: folder.path }).catch(
    (error: unknown) => error,
  );
  if (opened instanceof EncoderManifestError) return opened.problems;
  await (opened as { close(): Promise<void> }).close();
  return [];
}

describe('checkGraph for photos', () => {
  it('says what the graph has where the manifest names something else, all at once', async () => {
    const wrong = { ...PATCH_MANIFEST, output: 'pooler', input: { ...PATCH_MANIFEST.input, name: 'pixels' } };
    expect(await problems(wrong, patchTokensGraph(8))).toEqual([
      "input.name: the graph has no 'pixels'; it has pixel_values float32 [batch, 3, 8, 8]",
      "output: the graph has no 'pooler'; it has last_hidden_state float32 [batch, 65, 24]",
    ]);
  });

  it('compares size and layout', async () => {
    const [size] = await problems({ ...PATCH_MANIFEST, width: 16 }, patchTokensGraph(8));
    expect(size).toContain('the manifest says [batch, 3, 8, 16]');
    const [layout] = await problems({ ...PATCH_MANIFEST, layout: 'NHWC' }, patchTokensGraph(8));
    expect(layout).toContain('the manifest says [batch, 8, 8, 3]');
  });

  it('compares element type and pooling', async () => {
    const raw = { ...PATCH_MANIFEST, input: { name: 'pixel_values', type: 'uint8' }, pooling: 'none' } as const;
    const [type, pooling] = await problems(raw, patchTokensGraph(8));
    expect(type).toContain("the graph's input is pixel_values float32");
    expect(pooling).toContain("'none' needs an output [batch, dimension]");
  });

  it('takes a batch of one, and refuses a fixed larger one', async () => {
    expect(await problems(PATCH_MANIFEST, renamed(patchTokensGraph(8), [4, 3, 8, 8]))).toEqual([
      'the graph takes exactly 4 inputs a run; export it with a batch that may vary, or of 1',
    ]);
    const single = renamed(patchTokensGraph(8), [1, 3, 8, 8]);
    await folder.writeGraph('image.onnx', single);
    const { image } = await openEncoder({ modelId: 'onnx:one', manifest: PATCH_MANIFEST, folder: folder.path });
    const photo = { width: 8, height: 8, data: new Uint8Array(192).fill(9) };
    expect((await image?.embedImages([photo, photo, photo]))?.rows).toBe(3);
    await image?.close();
  });
});

describe('checkGraph for texts', () => {
  it('feeds the usual inputs where the graph has them', async () => {
    const typed = contextualTextGraph(['input_ids', 'attention_mask', 'token_type_ids']);
    expect(await problems(TEXT_MANIFEST, typed)).toEqual([]);
  });

  it('names inputs that are missing, and inputs that nothing feeds', async () => {
    const inputs = { inputIds: 'ids', attentionMask: 'attention_mask' };
    const found = await problems({ ...TEXT_MANIFEST, inputs }, contextualTextGraph());
    expect(found[0]).toContain("inputs.inputIds: the graph has no 'ids'; it has input_ids int64 [batch, sequence]");
    expect(found[1]).toContain('nothing is known to feed input_ids int64');
    const further = contextualTextGraph(['input_ids', 'attention_mask', 'position_ids']);
    expect((await problems(TEXT_MANIFEST, further))[0]).toContain('position_ids');
  });

  it('asks for padding where the graph fixes the number of tokens', async () => {
    const fixed = renamed(contextualTextGraph(), ['batch', 32]);
    expect(await problems(TEXT_MANIFEST, fixed)).toHaveLength(2);
    expect(await problems({ ...TEXT_MANIFEST, maxTokens: 32, padding: 'maxTokens' }, fixed)).toEqual([]);
  });

  it('reports a file that is no graph', async () => {
    await folder.write('text.onnx', 'not a graph');
    const opening = openEncoder({ modelId: 'onnx:test', manifest: TEXT_MANIFEST, folder: folder.path });
    await expect(opening).rejects.toMatchObject({
      code: 'MODEL_FILE',
      problem: expect.stringContaining("can't be loaded") as string,
    });
  });
});

describe('checkGraph for sound', () => {
  it('compares name, frames, bands and layout with the graph', async () => {
    expect(await problems(MEL_MANIFEST, melStatisticsGraph(26, 40))).toEqual([]);
    const named = { ...MEL_MANIFEST, input: { ...MEL_MANIFEST.input, name: 'mel' } };
    expect(await problems(named, melStatisticsGraph(26, 40))).toEqual([
      "input.name: the graph has no 'mel'; it has input_features float32 [batch, 1, 26, 40]",
    ]);
    for (const wrong of [{ windowSeconds: 1 }, { input: { ...MEL_MANIFEST.input, layout: 'NTF' as const } }]) {
      const [problem] = await problems({ ...MEL_MANIFEST, ...wrong }, melStatisticsGraph(26, 40));
      expect(problem).toContain(
        "input.layout, windowSeconds: the graph's input is input_features float32 [batch, 1, 26, 40]",
      );
    }
  });
});
