import { ModelClosedError, type EmbeddingModelSpec } from '@kindred/embedding-model';
import { BatchSender } from './batch-sender.ts';
import type { EncoderEnvironment } from './clock.ts';
import { EncoderServer } from './encoder-server.ts';
import type { EncoderLimits, RemoteEncoderSettings } from './encoder-settings.ts';
import { EMBEDDINGS_APIS, type LearnedModel, type RemoteModality } from './embeddings-api.ts';
import { RemoteEncoderMismatchError, RemoteEncoderSettingsError, RemoteEncoderTimeoutError } from './errors.ts';
import { readEmbeddings } from './read-embeddings.ts';

export interface RemoteEncoderOptions<Input> {
  readonly settings: RemoteEncoderSettings;
  readonly modality: RemoteModality;
  readonly limits: EncoderLimits;
  readonly environment: EncoderEnvironment;
  /** What the server takes: the text, or a `data:` address. @throws PhotoEncodingError */
  readonly toWire: (input: Input) => Promise<string>;
  /** At most so many bytes on the way. */
  readonly bytesOf: (input: Input) => number;
  /** Embedded once on opening, to learn the dimension. */
  readonly probe: Input;
}

/** What both models share: a server, what is known of its model, and batches of requests. */
export class RemoteEncoder<Input> {
  readonly identity: EmbeddingModelSpec;
  readonly learned: LearnedModel;
  readonly #server: EncoderServer;
  readonly #sender: BatchSender<Input>;
  #closed = false;

  private constructor(parts: {
    readonly identity: EmbeddingModelSpec;
    readonly learned: LearnedModel;
    readonly server: EncoderServer;
    readonly sender: BatchSender<Input>;
  }) {
    this.identity = parts.identity;
    this.learned = parts.learned;
    this.#server = parts.server;
    this.#sender = parts.sender;
  }

  /** Asks what the server has and embeds the probe. @throws the errors of this adapter */
  static async open<Input>(options: RemoteEncoderOptions<Input>): Promise<RemoteEncoder<Input>> {
    const { settings, modality, limits, environment, bytesOf, probe } = options;
    const api = EMBEDDINGS_APIS[settings.api];
    if (!api.modalities.includes(modality))
      throw new RemoteEncoderSettingsError([`api '${settings.api}' has no photos; use api 'infinity'`]);
    const server = new EncoderServer(settings, limits, environment);
    try {
      return await withDeadline(server, options, async (signal) => {
        const learned = await api.learn(server, settings, { modality, signal });
        const send = embedBy(server, options, learned.model);
        const { dimension } = await send([probe], { signal, dimension: undefined });
        if (settings.dimension !== undefined && settings.dimension !== dimension)
          throw new RemoteEncoderMismatchError(server.location, 'vectors of dimension', {
            expected: String(settings.dimension),
            actual: String(dimension),
          });
        const sender = new BatchSender<Input>({
          limits: { ...limits, maxInputs: Math.min(limits.maxInputs, learned.maxInputs ?? limits.maxInputs) },
          clock: environment.clock,
          dimension,
          location: server.location,
          bytesOf,
          send: async (inputs, until) => (await send(inputs, { signal: until, dimension })).data,
        });
        return new RemoteEncoder({ identity: identityOf(settings, learned, dimension), learned, server, sender });
      });
    } catch (error) {
      server.close();
      throw error;
    }
  }

  /** [inputs.length, dimension], each row of unit length. @throws ModelClosedError, the errors of this adapter, InputAbortedError */
  async embed(
    inputs: readonly Input[],
    options: { readonly urgent: boolean; readonly signal: AbortSignal | undefined },
  ): Promise<Float32Array> {
    if (inputs.length === 0) return new Float32Array(0);
    return this.#sender.submit(inputs, options);
  }

  /** @throws ModelClosedError */
  checkOpen(): void {
    if (this.#closed) throw new ModelClosedError(this.identity.modelId);
  }

  /** Open calls are rejected with ModelClosedError. May be called twice. */
  close(): void {
    this.#closed = true;
    this.#sender.close(new ModelClosedError(this.identity.modelId));
    this.#server.close();
  }
}

/** One request for some inputs; a given `dimension` must be met. */
function embedBy<Input>(server: EncoderServer, options: RemoteEncoderOptions<Input>, model: string) {
  const { settings, modality, toWire } = options;
  const { encodingFormat = 'base64', baseUrl, api: apiName } = settings;
  const api = EMBEDDINGS_APIS[apiName];
  const basePath = new URL(baseUrl).pathname;
  return async (
    inputs: readonly Input[],
    { signal, dimension }: { readonly signal: AbortSignal; readonly dimension: number | undefined },
  ): Promise<{ readonly dimension: number; readonly data: Float32Array }> => {
    const wire = await Promise.all(inputs.map(toWire));
    const noun = modality === 'text' ? 'text' : 'photo';
    return server.ask({
      operation: `embed ${String(inputs.length)} ${noun}${inputs.length === 1 ? '' : 's'}`,
      method: 'POST',
      ...api.request({ model, inputs: wire, encodingFormat }, modality, basePath),
      signal,
      read: (json) => readEmbeddings(api.rows(json), { rows: inputs.length, dimension }),
    });
  };
}

function identityOf(settings: RemoteEncoderSettings, learned: LearnedModel, dimension: number): EmbeddingModelSpec {
  return {
    modelId: settings.modelId ?? `http:${new URL(settings.baseUrl).origin}/${learned.model}`,
    revision: settings.revision ?? learned.revision ?? 'unpinned',
    dtype: settings.dtype ?? learned.dtype ?? 'fp32',
    dimension,
    pooling: settings.pooling ?? learned.pooling ?? 'none',
  };
}

/** Opening is a call too: it ends within `timeoutMs`, all its requests together. */
async function withDeadline<Input, Result>(
  server: EncoderServer,
  { limits, environment }: RemoteEncoderOptions<Input>,
  open: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const { timeoutMs } = limits;
  const cancel = environment.clock.after(timeoutMs, () =>
    controller.abort(new RemoteEncoderTimeoutError('open', server.location, { setting: 'timeoutMs', ms: timeoutMs })),
  );
  try {
    return await open(controller.signal);
  } finally {
    cancel();
  }
}
