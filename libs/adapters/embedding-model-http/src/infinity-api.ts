import type { EmbeddingsApi } from './embeddings-api.ts';
import type { EncoderServer } from './encoder-server.ts';
import { RemoteEncoderMismatchError } from './errors.ts';
import { readOpenaiRows } from './openai-api.ts';

/** What Infinity takes in one request. */
const MAX_INPUTS = { text: 2048, image: 32 };

/** Infinity: OpenAI's interface at `/embeddings`, with photos as addresses and a modality. */
export const infinityApi: EmbeddingsApi = {
  modalities: ['text', 'image'],
  learn: async (server, { model = '' }, { modality, signal }) => {
    const models = await listModels(server, signal);
    if (models.length > 0 && !models.includes(model))
      throw new RemoteEncoderMismatchError(server.location, models.length === 1 ? 'the model' : 'the models', {
        expected: `'${model}'`,
        actual: models.map((name) => `'${name}'`).join(', '),
      });
    return { model, maxInputs: MAX_INPUTS[modality] };
  },
  request: ({ model, inputs, encodingFormat }, modality) => ({
    path: '/embeddings',
    body: { model, input: inputs, encoding_format: encodingFormat, modality },
  }),
  rows: readOpenaiRows,
};

/** Empty where the server gives no list. */
async function listModels(server: EncoderServer, signal: AbortSignal): Promise<string[]> {
  const read = (json: unknown): string[] => {
    if (typeof json !== 'object' || json === null || !('data' in json) || !Array.isArray(json.data)) return [];
    return json.data.flatMap((entry: unknown) =>
      typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string' ? [entry.id] : [],
    );
  };
  return server.ask({ operation: 'list its models', method: 'GET', path: '/models', signal, read });
}
