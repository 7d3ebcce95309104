import type { VectorPoint } from '@kindred/vector-store';
import { FUSED_VECTOR, blockVector } from './collection-config.ts';
import { pointIdOf } from './point-id.ts';
import { toPayload } from './point-payload.ts';
import type { StoredCollection } from './stored-collection.ts';

/** A request of this size is written in about a tenth of a second; the server's own limit is 32 MiB. */
const MAX_BATCH_BYTES = 4 * 1024 * 1024;

/** Bodies of `PUT /points`, each below {@link MAX_BATCH_BYTES} unless one point is larger; of two points with one id the later counts. */
export function* upsertBodies(stored: StoredCollection, points: readonly VectorPoint[]): Generator<string> {
  const distinct = new Map(points.map((point) => [point.itemId, point]));
  let batch: string[] = [];
  let bytes = 0;
  for (const point of distinct.values()) {
    const text = pointJson(stored, point);
    if (batch.length > 0 && bytes + text.length > MAX_BATCH_BYTES) {
      yield bodyOf(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(text);
    bytes += text.length;
  }
  if (batch.length > 0) yield bodyOf(batch);
}

function bodyOf(points: readonly string[]): string {
  return `{"points":[${points.join(',')}]}`;
}

function pointJson({ spec, layout }: StoredCollection, point: VectorPoint): string {
  const vectors = [`"${FUSED_VECTOR}":${numbersJson(point.vector)}`];
  let begin = 0;
  spec.blocks.forEach(({ dimension }, index) => {
    const block = point.vector.subarray(begin, begin + dimension);
    begin += dimension;
    if (layout === 'indexed') vectors.push(`"${blockVector(index)}":${numbersJson(block)}`);
  });
  const payload = toPayload(
    point,
    spec.blocks.map(({ modality }) => modality),
  );
  return `{"id":"${pointIdOf(spec.name, point.itemId)}","vector":{${vectors.join(',')}},"payload":${JSON.stringify(payload)}}`;
}

function numbersJson(values: Float32Array): string {
  return JSON.stringify(Array.from(values, shortest));
}

/** A number with few decimals that is the same as float32: half the bytes of the number itself, in a third of the time. */
function shortest(value: number): number {
  for (const scale of [1e9, 1e11]) {
    const rounded = Math.round(value * scale) / scale;
    if (Math.fround(rounded) === value) return rounded;
  }
  return value;
}
