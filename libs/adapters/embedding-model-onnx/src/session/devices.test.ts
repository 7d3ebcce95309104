import { cosine, describeImageEmbeddingModel, describeTextEmbeddingModel } from '@kindred/embedding-model/testing';
import { afterAll, describe, expect, it } from 'vitest';
import type { DeviceFallback, EncoderSettings } from '../encoder-settings.ts';
import { DeviceUnavailableError } from '../errors.ts';
import { openEncoder } from '../open-encoder.ts';
import { EncoderFolder, PATCH_MANIFEST, TEXT_MANIFEST } from '../test-fixtures/encoder-folder.ts';
import { patchTokensGraph } from '../test-fixtures/image-graphs.ts';
import { contextualTextGraph } from '../test-fixtures/text-graphs.ts';
import { automaticDevices, listDevices, offersOf } from './devices.ts';

const folder = await EncoderFolder.make();
await folder.writeGraph('image.onnx', patchTokensGraph(8));
await folder.writeGraph('text.onnx', contextualTextGraph());
await folder.writeTokenizer();
afterAll(() => folder.remove());

const openImage = async (settings: EncoderSettings) => {
  const { image } = await openEncoder(
    { modelId: 'onnx:test', manifest: PATCH_MANIFEST, folder: folder.path },
    settings,
  );
  if (image === undefined) throw new Error('an image model was expected');
  return image;
};
const openText = async (settings: EncoderSettings) => {
  const { text } = await openEncoder({ modelId: 'onnx:test', manifest: TEXT_MANIFEST, folder: folder.path }, settings);
  if (text === undefined) throw new Error('a text model was expected');
  return text;
};

/** A device that this platform's runtime never has. */
const ABSENT = process.platform === 'win32' ? 'coreml' : 'dml';

describe('a missing device', () => {
  it('is an error that says why and what to do', async () => {
    const error = await openImage({ device: ABSENT }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeviceUnavailableError);
    expect(error).toMatchObject({
      device: ABSENT,
      reason: expect.stringContaining('onnxruntime-node has no') as string,
    });
    expect((error as Error).message).toContain("let onMissingDevice be 'cpu'");
  });

  it('falls back to the CPU where that is allowed, and says so', async () => {
    const told: DeviceFallback[] = [];
    const onFallback = (fallback: DeviceFallback): void => void told.push(fallback);
    const image = await openImage({ device: ABSENT, onMissingDevice: 'cpu', onFallback });
    expect(image.device).toBe('cpu');
    expect(told).toMatchObject([{ modelId: 'onnx:test', asked: ABSENT, device: 'cpu' }]);
    expect(told[0]?.reason).toContain(ABSENT);
    await image.close();
  });

  it('is not reported when the CPU was asked for', async () => {
    const told: DeviceFallback[] = [];
    const image = await openImage({ onFallback: (fallback) => void told.push(fallback) });
    expect([image.device, told]).toEqual(['cpu', []]);
    await image.close();
  });
});

describe('offers', () => {
  it('lists every device once, the CPU without an obstacle', async () => {
    const offers = await listDevices();
    expect(offers.map(({ device }) => device)).toEqual(['cpu', 'cuda', 'webgpu', 'dml', 'coreml']);
    expect(offers[0]).toEqual({ device: 'cpu', known: true });
    expect(offers.find(({ device }) => device === ABSENT)).toMatchObject({ known: false });
  });

  it('lets `auto` take DirectML where it is, the CPU else, and WebGPU never', () => {
    const backends = (...names: ('cpu' | 'webgpu' | 'dml')[]) =>
      offersOf(names.map((name) => ({ name, bundled: true })));
    expect(automaticDevices(backends('cpu', 'webgpu'))).toEqual(['cpu']);
    expect(automaticDevices(backends('cpu', 'webgpu', 'dml'))).toEqual(['dml', 'cpu']);
  });

  it('lets `auto` open a model anywhere', async () => {
    const image = await openImage({ device: 'auto' });
    expect(automaticDevices(await listDevices())).toContain(image.device);
    await image.close();
  });
});

const obstacle = await openImage({ device: 'webgpu' }).then(
  async (image) => {
    await image.close();
    return undefined;
  },
  (error: unknown) => (error instanceof DeviceUnavailableError ? error.reason.split('\n')[0] : String(error)),
);

describe.skipIf(obstacle !== undefined)(`webgpu${obstacle === undefined ? '' : ` (skipped: ${obstacle})`}`, () => {
  describeImageEmbeddingModel('webgpu', () => openImage({ device: 'webgpu' }));
  describeTextEmbeddingModel('webgpu', () => openText({ device: 'webgpu' }));

  it('gives what the CPU gives', async () => {
    const photo = { width: 8, height: 8, data: Uint8Array.from({ length: 192 }, (_, i) => i) };
    const [onGpu, onCpu] = [await openImage({ device: 'webgpu' }), await openImage({})];
    expect(onGpu.device).toBe('webgpu');
    const [a, b] = [await onGpu.embedImages([photo]), await onCpu.embedImages([photo])];
    expect(cosine(a.data, b.data)).toBeGreaterThanOrEqual(0.999);
    await onGpu.close();
    await onCpu.close();
  });
});
