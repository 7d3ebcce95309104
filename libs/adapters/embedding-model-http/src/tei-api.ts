import { AnswerProblem } from './answer-problem.ts';
import type { EmbeddingsApi, LearnedModel } from './embeddings-api.ts';
import { RemoteEncoderMismatchError } from './errors.ts';

const DTYPES: Readonly<Record<string, LearnedModel['dtype']>> = { float32: 'fp32', float16: 'fp16' };

/** Text Embeddings Inference: `/embed`, and `/info`, which tells what the model is. */
export const teiApi: EmbeddingsApi = {
  modalities: ['text'],
  learn: async (server, { model }, { signal }) => {
    const call = { operation: 'describe its model', method: 'GET', path: '/info', signal } as const;
    const learned = await server.ask({ ...call, read: readInfo });
    if (model !== undefined && model !== learned.model)
      throw new RemoteEncoderMismatchError(server.location, 'the model', {
        expected: `'${model}'`,
        actual: `'${learned.model}'`,
      });
    return learned;
  },
  request: ({ inputs }) => ({ path: '/embed', body: { inputs, truncate: true, normalize: true } }),
  rows: (json) => {
    if (!Array.isArray(json)) throw new AnswerProblem('its answer is not a list of embeddings');
    return json;
  },
};

/** @throws AnswerProblem */
function readInfo(json: unknown): LearnedModel {
  const info = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  const { model_id: model, model_sha: revision, model_dtype: dtype, model_type: type } = info;
  if (typeof model !== 'string' || model === '') throw new AnswerProblem("its answer has no 'model_id'");
  const pooling = readPooling(type);
  const known = typeof dtype === 'string' ? DTYPES[dtype] : undefined;
  const maxTokens = wholeNumber(info['max_input_length']);
  const maxInputs = wholeNumber(info['max_client_batch_size']);
  return {
    model,
    ...(typeof revision === 'string' && revision !== '' ? { revision } : {}),
    ...(known === undefined ? {} : { dtype: known }),
    ...(pooling === undefined ? {} : { pooling }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(maxInputs === undefined ? {} : { maxInputs }),
  };
}

/** `{embedding: {pooling}}`; a reranker or classifier has no `embedding`. Poolings that Kindred has no word for are left to the server. */
function readPooling(type: unknown): LearnedModel['pooling'] {
  const embedding = typeof type === 'object' && type !== null && 'embedding' in type ? type.embedding : undefined;
  if (typeof embedding !== 'object' || embedding === null)
    throw new AnswerProblem(`its model is no embedding model (model_type ${JSON.stringify(type)})`);
  const pooling = 'pooling' in embedding ? embedding.pooling : undefined;
  if (pooling === 'splade') throw new AnswerProblem("its model gives sparse vectors (pooling 'splade')");
  return pooling === 'mean' || pooling === 'cls' ? pooling : undefined;
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
}
