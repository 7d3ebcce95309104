import { expect, it } from 'vitest';
import { compareSpaces } from './compare-spaces.ts';
import type { LabelledVectors } from './labelled-vectors.ts';
import { clusters } from './test-fixtures/clusters.ts';

const rows = clusters(60, { classes: 3, dimension: 8, spread: 0.3, seed: 3 });
const noise = clusters(60, { classes: 3, dimension: 8, spread: 50, seed: 4 });

/** The same vectors in a space turned by 90° in its first plane. */
function turned({ data, ...rest }: LabelledVectors): LabelledVectors {
  const copy = data.slice();
  for (let at = 0; at < copy.length; at += rest.dimension) {
    copy[at] = -data[at + 1]!;
    copy[at + 1] = data[at]!;
  }
  return { ...rest, data: copy };
}

it('sees no difference in a space that is only turned', async () => {
  const { neighbourRecall10, classes } = await compareSpaces(rows, turned(rows));
  expect(neighbourRecall10).toBeCloseTo(1, 2);
  expect(classes?.after).toEqual(classes?.before);
  expect(classes?.before.knn5).toBeGreaterThan(0.9);
});

it('sees that noise keeps neither neighbours nor classes', async () => {
  const { neighbourRecall10, classes } = await compareSpaces(rows, noise);
  // By chance 10 of 59.
  expect(neighbourRecall10).toBeLessThan(0.3);
  expect(classes?.after.knn5).toBeLessThan(classes!.before.knn5 - 0.2);
  expect(classes?.after.precision10).toBeLessThan(classes!.before.precision10 - 0.2);
});

it('takes no neighbours from the own group, and judges labelled rows by labelled rows only', async () => {
  // Two rows per place: the only near one is of the own group, so every vote comes from the other place.
  const places = { dimension: 2, data: Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1), labels: Int32Array.of(0, 0, 1, 1) };
  const apart = await compareSpaces(places, places, { groups: Int32Array.of(0, 0, 1, 1) });
  expect(apart.classes?.before.knn1).toBe(0);
  expect((await compareSpaces(places, places)).classes?.before.knn1).toBe(1);
  const half = { ...places, labels: Int32Array.of(0, -1, 1, -1) };
  expect((await compareSpaces(half, half)).classes?.before).toMatchObject({ knn1: 0, precision10: 0 });
  const one = { ...places, labels: Int32Array.of(0, 0, -1, -1) };
  expect((await compareSpaces(one, one)).classes).toBeUndefined();
});
