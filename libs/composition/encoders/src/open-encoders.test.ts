import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { writeColourPair } from '@kindred/embedding-model-onnx/testing';
import { paintedImage } from '@kindred/embedding-model/testing';
import { readEncoderSettings } from '@kindred/embedding-model-onnx/settings';
import { expect, onTestFinished, test } from 'vitest';
import { openEncoders } from './open-encoders.ts';

const modelsDir = fileURLToPath(new URL('../../../../models', import.meta.url));

const open = async (environment: Readonly<Record<string, string>>, fallbacks: unknown[] = []) => {
  const config = { modelsDir, encoders: readEncoderSettings(environment, '.kindred') };
  const encoders = await openEncoders(config, { onFallback: (fallback) => fallbacks.push(fallback) });
  onTestFinished(() => encoders.close());
  return encoders;
};

/** An embeddings server whose every vector is `[3, 4]`; `asked` are the bodies of its requests. */
async function startServer(): Promise<{ url: string; asked: { key: string | undefined; input: unknown }[] }> {
  const asked: { key: string | undefined; input: unknown }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'GET') {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ data: [{ id: 'm', capabilities: ['embed', 'image_embed'] }] }));
        return;
      }
      const { input } = JSON.parse(Buffer.concat(chunks).toString()) as { input: unknown[] };
      asked.push({ key: request.headers.authorization, input });
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: input.map((_, index) => ({ index, embedding: [3, 4] })) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

test('without any setting the bundled encoders', async () => {
  const { text, image } = await open({});
  expect([text.spec.modelId, image.spec.modelId]).toEqual(['bundled:all-MiniLM-L6-v2', 'bundled:efficientnet-lite2']);
});

test('texts and photos go to the servers of the settings, with the key; photos as PNG', async () => {
  const { url, asked } = await startServer();
  const { text, image } = await open({
    KINDRED_TEXT_ENCODER: `${url}?model=m&queryPrefix=query:%20`,
    KINDRED_IMAGE_ENCODER: `${url}?model=m&api=infinity&photoSize=8`,
    KINDRED_ENCODER_API_KEY: 'secret',
  });
  asked.length = 0;
  const vector = await text.embedQuery('boots');
  expect([...vector].map((value) => value.toFixed(3))).toEqual(['0.600', '0.800']);
  await image.embedImages([paintedImage(image.spec.input, 1)]);
  expect(asked).toEqual([
    { key: 'Bearer secret', input: ['query: boots'] },
    { key: 'Bearer secret', input: [expect.stringMatching(/^data:image\/png;base64,/)] },
  ]);
  expect(image.spec.input).toMatchObject({ width: 8, height: 8 });
});

test('an encoder of the other modality is refused', async () => {
  await expect(open({ KINDRED_IMAGE_ENCODER: 'bundled:all-MiniLM-L6-v2' })).rejects.toThrow(
    "Encoder 'bundled:all-MiniLM-L6-v2' embeds no photos",
  );
  await expect(
    open({ KINDRED_TEXT_ENCODER: 'bundled:efficientnet-lite2', KINDRED_IMAGE_ENCODER: 'bundled:efficientnet-lite2' }),
  ).rejects.toThrow("Encoder 'bundled:efficientnet-lite2' embeds no texts");
});

test('a device that this machine lacks stops the start, or is told of and the CPU used: as configured', async () => {
  const device = process.platform === 'darwin' ? 'dml' : 'coreml';
  await expect(open({ KINDRED_DEVICE: device })).rejects.toMatchObject({ code: 'DEVICE_UNAVAILABLE' });
  const fallbacks: unknown[] = [];
  await open({ KINDRED_DEVICE: device, KINDRED_ON_MISSING_DEVICE: 'cpu' }, fallbacks);
  expect(fallbacks).toHaveLength(2);
  expect(fallbacks[0]).toMatchObject({ modelId: 'bundled:all-MiniLM-L6-v2', asked: device, device: 'cpu' });
});

test('the text tower of photos comes with them, is the text encoder where both are one, and is left out if it is off', async () => {
  const pair = await writeColourPair();
  onTestFinished(() => pair.remove());
  const url = `onnx:${pair.manifestPath}`;
  const settings = { KINDRED_ENCODER_DIRS: pair.folder, KINDRED_IMAGE_ENCODER: url };
  for (const more of [{}, { KINDRED_TEXT_TOWER: 'at-start' }]) {
    const { text, image } = await open({ ...settings, ...more });
    expect(text.spec.modelId).toBe('bundled:all-MiniLM-L6-v2');
    expect(image.textTower?.spec.space).toBe(image.spec.space);
    expect(await image.textTower?.embedQuery('red')).toHaveLength(image.spec.dimension);
  }
  const shared = await open({ ...settings, KINDRED_TEXT_ENCODER: url });
  expect(shared.image.textTower).toBe(shared.text);
  for (const more of [{}, { KINDRED_TEXT_ENCODER: url }])
    expect((await open({ ...settings, ...more, KINDRED_TEXT_TOWER: 'off' })).image.textTower).toBeUndefined();
});
