import { describe, expect, it } from 'vitest';
import type { TextEmbeddingModel } from './embedding-model.ts';
import { InputAbortedError, ModelClosedError } from './errors.ts';
import { openTextModelOnDemand } from './open-on-demand.ts';
import { describeTextEmbeddingModel, HashTextEmbeddingModel } from './testing/index.ts';

const { spec } = new HashTextEmbeddingModel();

describeTextEmbeddingModel('a model that is opened on demand', () =>
  Promise.resolve(openTextModelOnDemand(spec, async () => new HashTextEmbeddingModel())),
);

/** Counts openings and closings; fails as often as said. */
function counting(failures = 0) {
  const counts = { opened: 0, closed: 0 };
  const model = openTextModelOnDemand(spec, async (): Promise<TextEmbeddingModel> => {
    counts.opened += 1;
    if (counts.opened <= failures) throw new Error('no room');
    const inner = new HashTextEmbeddingModel();
    return {
      spec,
      embedDocuments: (texts) => inner.embedDocuments(texts),
      embedQuery: (text) => inner.embedQuery(text),
      close: async () => void (counts.closed += 1),
    };
  });
  return { counts, model };
}

describe('openTextModelOnDemand', () => {
  it('opens nothing until it is asked, then once, also for calls at a time', async () => {
    const { counts, model } = counting();
    expect(model.spec).toBe(spec);
    expect(counts.opened).toBe(0);
    await Promise.all([model.embedQuery('red'), model.embedQuery('blue'), model.embedDocuments(['green'])]);
    expect(counts).toEqual({ opened: 1, closed: 0 });
    await model.close();
    expect(counts.closed).toBe(1);
  });

  it('tells why it could not be opened, and tries again with the next call', async () => {
    const { counts, model } = counting(1);
    await expect(model.embedQuery('red')).rejects.toThrow('no room');
    expect(await model.embedQuery('red')).toHaveLength(spec.dimension);
    expect(counts.opened).toBe(2);
  });

  it('opens nothing for a call that is aborted or comes after closing', async () => {
    const { counts, model } = counting();
    await expect(model.embedQuery('red', { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(InputAbortedError);
    await model.close();
    await expect(model.embedQuery('red')).rejects.toBeInstanceOf(ModelClosedError);
    expect(counts).toEqual({ opened: 0, closed: 0 });
  });
});
