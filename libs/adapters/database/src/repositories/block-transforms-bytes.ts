import type { BlockTransform, BlockTransforms } from '@kindred/fusion';
import { toBytes, toFloat32Array } from './float32-bytes.ts';

type Facts = Omit<BlockTransform, 'center' | 'scale' | 'axes'>;

/** One transform; the floats follow in the order of these: centre, scale, axes, each where it is there. */
interface HeaderEntry extends Facts {
  readonly modality: string;
  readonly has: { readonly center: boolean; readonly scale: boolean; readonly axes: boolean };
}

/** [header length: uint32 LE] [header: JSON, UTF-8] [float32 LE …]; null for none. */
export function packTransforms(transforms: BlockTransforms | undefined): Buffer | null {
  if (transforms === undefined || transforms.size === 0) return null;
  const header: HeaderEntry[] = [];
  const floats: Buffer[] = [];
  for (const [modality, { center, scale, axes, ...facts }] of transforms) {
    const has = { center: center !== undefined, scale: scale !== undefined, axes: axes !== undefined };
    header.push({ modality, ...facts, has });
    for (const values of [center, scale, ...(axes ?? [])]) if (values !== undefined) floats.push(toBytes(values));
  }
  const bytes = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes, ...floats]);
}

export function unpackTransforms(packed: Buffer): BlockTransforms {
  let end = 4 + packed.readUInt32LE(0);
  const header = JSON.parse(packed.subarray(4, end).toString('utf8')) as HeaderEntry[];
  const take = (count: number): Float32Array => {
    const start = end;
    end += 4 * count;
    return toFloat32Array(packed.subarray(start, end));
  };
  const transforms = new Map<string, BlockTransform>();
  for (const { modality, has, ...facts } of header) {
    const { inputDimension, dimension } = facts;
    const center = has.center ? { center: take(inputDimension) } : {};
    const scale = has.scale ? { scale: take(inputDimension) } : {};
    const axes = has.axes ? { axes: Array.from({ length: dimension }, () => take(inputDimension)) } : {};
    transforms.set(modality, { ...facts, ...center, ...scale, ...axes });
  }
  return transforms;
}
