import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** What is done to a photo, in this order. Fractions are of the side concerned. */
export interface PhotoEdit {
  /** Part that stays. */
  readonly crop?: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly mirror?: boolean;
  /** 1 leaves it as it is. */
  readonly brightness?: number;
  /** Turn of the colour wheel in degrees. */
  readonly hue?: number;
  /** 1 leaves it as it is, 0 is grey. */
  readonly saturation?: number;
  /** White, around all sides; fraction of the width. */
  readonly border?: number;
  /** Longest side in pixels, border left out. */
  readonly longestSide: number;
  /** Of JPEG, 1 to 100. */
  readonly quality: number;
}

/** A photo to be made: `name` is its path inside the catalogue's folder. */
export interface PhotoPlan {
  readonly name: string;
  readonly sourcePath: string;
  readonly edit: PhotoEdit;
}

const CONCURRENCY = 4;

/** Makes each photo once. */
export async function writePhotos(folder: string, plans: readonly PhotoPlan[]): Promise<void> {
  await mkdir(join(folder, 'images'), { recursive: true });
  const queue = [...new Map(plans.map((plan) => [plan.name, plan])).values()];
  const work = async (): Promise<void> => {
    for (let plan = queue.pop(); plan !== undefined; plan = queue.pop())
      await writeFile(join(folder, plan.name), await editPhoto(plan.sourcePath, plan.edit));
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
}

/** JPEG bytes. */
export async function editPhoto(path: string, edit: PhotoEdit): Promise<Buffer> {
  // Decoded small first: cropping does not need more pixels than come out.
  const { data, info } = await sharp(path)
    .rotate()
    .resize(1000, 1000, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const crop = edit.crop ?? { left: 0, top: 0, width: 1, height: 1 };
  let image = sharp(data, { raw: info }).extract({
    left: Math.floor(crop.left * width),
    top: Math.floor(crop.top * height),
    width: Math.floor(crop.width * width),
    height: Math.floor(crop.height * height),
  });
  image = image.resize(edit.longestSide, edit.longestSide, { fit: 'inside' });
  if (edit.mirror) image = image.flop();
  const { brightness = 1, hue = 0, saturation = 1 } = edit;
  if (brightness !== 1 || hue !== 0 || saturation !== 1) image = image.modulate({ brightness, hue, saturation });
  if (edit.border !== undefined) {
    const side = Math.round(edit.border * edit.longestSide);
    image = image.extend({ top: side, bottom: side, left: side, right: side, background: 'white' });
  }
  return image.jpeg({ quality: edit.quality }).toBuffer();
}
