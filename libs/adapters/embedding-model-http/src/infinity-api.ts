import type { EmbeddingsApi } from './embeddings-api.ts';
import type { EncoderServer } from './encoder-server.ts';
import { RemoteEncoderMismatchError } from './errors.ts';
import { readOpenaiRows } from './openai-api.ts';

/** What Infinity takes in one request. */
const MAX_INPUTS = { text: 2048, image: 32 };

/** What a server says of a model that gives texts and photos vectors of one space. */
const BOTH = ['embed', 'image_embed'];

/** Infinity: OpenAI's interface at `/embeddings`, with photos as addresses and a modality. */
export const infinityApi: EmbeddingsApi = {
  modalities: ['text', 'image'],
  learn: async (server, { model = '' }, { modality, signal }) => {
    const models = await listModels(server, signal);
    const found = models.find(({ id }) => id === model);
    if (models.length > 0 && found === undefined)
      throw new RemoteEncoderMismatchError(server.location, models.length === 1 ? 'the model' : 'the models', {
        expected: `'${model}'`,
        actual: models.map(({ id }) => `'${id}'`).join(', '),
      });
    const comparesBoth = BOTH.every((capability) => found?.capabilities.includes(capability) === true);
    return { model, maxInputs: MAX_INPUTS[modality], comparesBoth };
  },
  request: ({ model, inputs, encodingFormat }, modality) => ({
    path: '/embeddings',
    body: { model, input: inputs, encoding_format: encodingFormat, modality },
  }),
  rows: readOpenaiRows,
};

interface ListedModel {
  readonly id: string;
  readonly capabilities: readonly string[];
}

/** Empty where the server gives no list. */
async function listModels(server: EncoderServer, signal: AbortSignal): Promise<ListedModel[]> {
  const read = (json: unknown): ListedModel[] => {
    if (typeof json !== 'object' || json === null || !('data' in json) || !Array.isArray(json.data)) return [];
    return json.data.flatMap((entry: unknown) => {
      if (typeof entry !== 'object' || entry === null || !('id' in entry) || typeof entry.id !== 'string') return [];
      const capabilities: unknown[] =
        'capabilities' in entry && Array.isArray(entry.capabilities) ? entry.capabilities : [];
      return [{ id: entry.id, capabilities: capabilities.filter((name) => typeof name === 'string') }];
    });
  };
  return server.ask({ operation: 'list its models', method: 'GET', path: '/models', signal, read });
}
