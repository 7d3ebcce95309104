import { AnswerProblem } from './answer-problem.ts';
import type { EmbeddingsApi } from './embeddings-api.ts';
import { orderByIndex } from './read-embeddings.ts';

/** `POST /v1/embeddings`: OpenAI and the many servers that copy it (vLLM, Ollama, llama.cpp, LocalAI). They tell nothing of a model. */
export const openaiApi: EmbeddingsApi = {
  modalities: ['text'],
  learn: async (_server, { model = '' }) => ({ model }),
  request: ({ model, inputs, encodingFormat }, _modality, basePath) => ({
    path: `${/^\/*$/.test(basePath) ? '/v1' : ''}/embeddings`,
    body: { model, input: inputs, encoding_format: encodingFormat },
  }),
  rows: readOpenaiRows,
};

/** `{data: [{index, embedding}]}` @throws AnswerProblem */
export function readOpenaiRows(json: unknown): readonly unknown[] {
  if (typeof json !== 'object' || json === null || !('data' in json) || !Array.isArray(json.data))
    throw new AnswerProblem("its answer has no list 'data'");
  return orderByIndex(json.data);
}
