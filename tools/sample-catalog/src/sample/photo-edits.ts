import type { SeededRandom } from '@kindred/vector-math';
import { between, shuffled } from '../seeded.ts';
import type { PhotoEdit } from './photo.ts';

/** How the shop itself shows a product. */
export const SHOP_PHOTO: PhotoEdit = { longestSide: 800, quality: 88 };

/** A second photo of the shop: a closer look. */
export function closeUp(random: SeededRandom): PhotoEdit {
  const side = between(random, 0.5, 0.6);
  return {
    ...SHOP_PHOTO,
    crop: { left: between(random, 0.15, 0.25), top: between(random, 0.15, 0.25), width: side, height: side },
  };
}

/** The same photo, taken from elsewhere: always recompressed and resized, and one to three of crop (≤ 10 %), mirror, light, border. */
export function nearCopyEdit(random: SeededRandom): PhotoEdit {
  const chosen = shuffled(random, ['crop', 'mirror', 'brightness', 'border']).slice(0, 1 + random.integer(3));
  // Of each side; of the area, 3 to 10 % go.
  const kept = between(random, 0.95, 0.985);
  return {
    longestSide: Math.round(between(random, 360, 720)),
    quality: Math.round(between(random, 30, 60)),
    ...(chosen.includes('crop')
      ? { crop: { left: (1 - kept) * random.next(), top: (1 - kept) * random.next(), width: kept, height: kept } }
      : {}),
    ...(chosen.includes('mirror') ? { mirror: true } : {}),
    ...(chosen.includes('brightness')
      ? { brightness: random.next() < 0.5 ? between(random, 0.88, 0.94) : between(random, 1.06, 1.12) }
      : {}),
    ...(chosen.includes('border') ? { border: between(random, 0.02, 0.05) } : {}),
  };
}

/** Another photo of the product: less than half of the picture, so that only the words tell. */
export function otherViewEdit(random: SeededRandom): PhotoEdit {
  const side = between(random, 0.4, 0.5);
  const crop = { left: between(random, 0, 1 - side), top: between(random, 0.2, 1 - side), width: side, height: side };
  return { longestSide: 480, quality: 60, mirror: true, crop };
}

/** The names of what was done, for the ground truth. */
export function editNames(edit: PhotoEdit): string[] {
  const { crop, mirror, brightness, hue, border, quality, longestSide } = edit;
  return [
    ...(crop ? [`crop ${(1 - crop.width * crop.height).toFixed(2)}`] : []),
    ...(mirror ? ['mirror'] : []),
    ...(brightness === undefined ? [] : [`brightness ${brightness.toFixed(2)}`]),
    ...(hue === undefined ? [] : [`hue ${String(hue)}`]),
    ...(border === undefined ? [] : [`border ${border.toFixed(2)}`]),
    `resize ${String(longestSide)}`,
    `jpeg ${String(quality)}`,
  ];
}
