import { describe, expect, it } from 'vitest';
import { evaluateClasses } from './evaluate-classes.ts';
import { numberClasses } from './labelled-vectors.ts';
import { randomRows } from './random-baseline.ts';
import { clusters } from './test-fixtures/clusters.ts';

const shape = { classes: 4, dimension: 16 };
const evaluated = (spread: number, seed = 1) =>
  evaluateClasses(clusters(160, { ...shape, spread, seed: 1 }), clusters(80, { ...shape, spread, seed: 2 }), {
    classes: 4,
    seed,
    draws: 5,
  });

describe('evaluateClasses', () => {
  it('is right everywhere where classes are apart', async () => {
    const metrics = await evaluated(0.02);
    for (const name of ['knn1', 'knn5', 'knn20', 'precision10', 'probe1', 'probe5', 'probe20', 'probeFull'])
      expect([name, metrics[name]]).toEqual([name, 1]);
    expect(metrics).toMatchObject({ probe1Error: 0, probe5Error: 0, probe20Error: 0, probeFullError: 0 });
  });

  it('gets better with more labels, and is the same for the same seed', async () => {
    const metrics = await evaluated(0.45);
    expect(metrics['probe5']).toBeGreaterThan(metrics['probe1']!);
    expect(metrics['probe20']).toBeGreaterThan(metrics['probe5']!);
    expect(metrics['probe1Error']).toBeGreaterThan(0);
    expect(await evaluated(0.45)).toEqual(metrics);
    expect((await evaluated(0.45, 9))['probe1']).not.toBe(metrics['probe1']);
  });

  it('is chance on random vectors', async () => {
    const [train, test] = [
      clusters(400, { ...shape, spread: 0, seed: 1 }),
      clusters(400, { ...shape, spread: 0, seed: 2 }),
    ];
    const metrics = await evaluateClasses(
      { ...train, data: randomRows(400, 16, 3) },
      { ...test, data: randomRows(400, 16, 4) },
      { classes: 4, seed: 1 },
    );
    // Four classes of equal size; four standard errors of 400 answers are 0.087.
    for (const name of ['knn1', 'knn5', 'knn20', 'precision10', 'probe1', 'probe5', 'probe20', 'probeFull'])
      expect(Math.abs(metrics[name]! - 0.25)).toBeLessThan(0.087);
  });
});

describe('numberClasses', () => {
  it('numbers the classes of the training rows; others have none', () => {
    expect(numberClasses(['shoe', 'hat', 'shoe'], ['hat', 'coat'])).toEqual({
      names: ['hat', 'shoe'],
      train: Int32Array.of(1, 0, 1),
      test: Int32Array.of(0, -1),
    });
  });

  it.each([
    [['shoe', 'shoe'], ['hat'], 'TOO_FEW_CLASSES', "only the label 'shoe'"],
    [[], ['hat'], 'NOTHING_TO_EVALUATE', 'None of the training photos'],
    [['shoe', 'hat'], [], 'NOTHING_TO_EVALUATE', 'None of the test photos'],
  ])('refuses %j and %j', (train, test, code, told) => {
    expect(() => numberClasses(train, test)).toThrow(expect.objectContaining({ code }));
    expect(() => numberClasses(train, test)).toThrow(told);
  });
});
