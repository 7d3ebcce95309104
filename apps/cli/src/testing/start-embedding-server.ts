import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HashTextEmbeddingModel } from '@kindred/embedding-model/testing';
import { onTestFinished } from 'vitest';

/** An embeddings server with a model that hashes words. Returns its URL as an encoder. */
export async function startEmbeddingServer(dimension: number): Promise<string> {
  const model = new HashTextEmbeddingModel(dimension);
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const { input } = JSON.parse(body) as { input: string[] };
      void model.embedDocuments(input).then(({ data }) => {
        const vectors = input.map((_, row) => [...data.subarray(row * dimension, (row + 1) * dimension)]);
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ data: vectors.map((embedding, index) => ({ index, embedding })) }));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http:http://127.0.0.1:${String((server.address() as AddressInfo).port)}?model=words&api=openai`;
}
