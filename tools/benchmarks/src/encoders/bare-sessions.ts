import { join } from 'node:path';
import type { PixelImage } from '@kindred/embedding-model';
import * as ort from 'onnxruntime-node';

/** CPU seconds, over all threads of the process, that `work` takes per item, after one item to warm up. */
export async function cpuSecondsPerItem(count: number, work: (index: number) => Promise<unknown>): Promise<number> {
  await work(0);
  const before = process.cpuUsage();
  for (let index = 0; index < count; index++) await work(index);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / count;
}

/** A bare session of one thread that takes ready pixels. */
export interface BareImageSession {
  run(image: PixelImage): Promise<unknown>;
  release(): Promise<void>;
}

export async function openBareImage(modelsDir: string): Promise<BareImageSession> {
  const session = await openBare(join(modelsDir, 'efficientnet-lite2/onnx/model_quantized.onnx'), 1);
  return {
    run: ({ width, height, data }) => session.run({ pixels: new ort.Tensor('uint8', data, [1, height, width, 3]) }),
    release: () => session.release(),
  };
}

/** CPU seconds of the bare runtime per photo: one thread, one photo at a time, pixels ready. */
export async function bareImageCost(modelsDir: string, images: readonly PixelImage[]): Promise<number> {
  const session = await openBareImage(modelsDir);
  try {
    return await cpuSecondsPerItem(images.length, (index) => session.run(images[index]!));
  } finally {
    await session.release();
  }
}

/**
 * Texts per second of the bare runtime on ready tensors of `tokens` tokens, at the best of several batch sizes, with idle threads
 * that spin and that don't: spinning gains on a quiet machine and loses on a busy one.
 */
export async function bareTextRate(
  modelsDir: string,
  { texts, tokens, threads }: { readonly texts: number; readonly tokens: number; readonly threads: number },
): Promise<number> {
  const rates: number[] = [];
  for (const spins of [false, true]) {
    const session = await openBare(join(modelsDir, 'all-MiniLM-L6-v2/onnx/model_quantized.onnx'), threads, spins);
    try {
      for (const batch of [1, 4, 16, 64])
        rates.push(await rateOf(session, textTensors(batch, tokens), { texts, batch }));
    } finally {
      await session.release();
    }
  }
  return Math.max(...rates);
}

async function rateOf(
  session: ort.InferenceSession,
  feeds: Record<string, ort.Tensor>,
  { texts, batch }: { readonly texts: number; readonly batch: number },
): Promise<number> {
  await session.run(feeds);
  const began = performance.now();
  let done = 0;
  for (; done < texts; done += batch) await session.run(feeds);
  return (done * 1000) / (performance.now() - began);
}

function textTensors(batch: number, tokens: number): Record<string, ort.Tensor> {
  const shape = [batch, tokens];
  const tensor = (value: (at: number) => bigint) =>
    new ort.Tensor(
      'int64',
      BigInt64Array.from({ length: batch * tokens }, (_, at) => value(at)),
      shape,
    );
  return {
    // Word pieces 2,000 and up are whole words.
    input_ids: tensor((at) => BigInt(2000 + ((at * 7919) % 20_000))),
    attention_mask: tensor(() => 1n),
    token_type_ids: tensor(() => 0n),
  };
}

function openBare(path: string, threads: number, spins = false): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(path, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: spins ? '1' : '0' } } },
  });
}
