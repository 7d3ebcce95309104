import type { InferenceSession } from 'onnxruntime-node';

export type GraphValue = InferenceSession.ValueMetadata;

/** For messages: `pixel_values float32 [batch, 3, 224, 224]`. */
export function describeValue(value: GraphValue): string {
  return value.isTensor ? `${value.name} ${value.type} [${value.shape.join(', ')}]` : `${value.name} (not a tensor)`;
}

export function describeValues(values: readonly GraphValue[]): string {
  return values.length === 0 ? 'none' : values.map(describeValue).join(', ');
}

/** Size of a dimension that the graph fixes; undefined where it may vary. */
export function fixedSize(value: GraphValue, dimension: number): number | undefined {
  const size = value.isTensor ? value.shape[dimension] : undefined;
  return typeof size === 'number' && size > 0 ? size : undefined;
}

/** 0 where the graph doesn't say. */
export function rankOf(value: GraphValue): number {
  return value.isTensor ? value.shape.length : 0;
}
