import { describe, expect, it } from 'vitest';
import { imagePreparation } from './image-preparation.ts';

const IMAGENET = { image_mean: [0.485, 0.456, 0.406], image_std: [0.229, 0.224, 0.225] };
const HALF = { image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5] };

describe('imagePreparation', () => {
  it.each([
    [
      'DINO',
      { do_normalize: true, do_resize: true, ...IMAGENET, resample: 2, size: 224 },
      ['fill', 'linear', undefined],
    ],
    [
      'DINOv2',
      {
        crop_size: { height: 224, width: 224 },
        do_center_crop: true,
        do_rescale: true,
        rescale_factor: 0.00392156862745098,
        ...IMAGENET,
        resample: 3,
        size: { shortest_edge: 256 },
      },
      ['cover', 'cubic', 0.875],
    ],
    [
      'DINOv3',
      { crop_size: null, do_center_crop: null, ...IMAGENET, resample: 2, size: { height: 224, width: 224 } },
      ['fill', 'linear', undefined],
    ],
    ['CLIP', { crop_size: 224, do_center_crop: true, ...HALF, resample: 3, size: 224 }, ['cover', 'cubic', undefined]],
    ['SigLIP 2', { ...HALF, resample: 2, size: { height: 224, width: 224 } }, ['fill', 'linear', undefined]],
  ])('reads the settings of %s', (_, config, [fit, kernel, crop]) => {
    const preparation = imagePreparation(config);
    expect(preparation).toMatchObject({ width: 224, height: 224, fit, kernel });
    expect(preparation.crop).toBe(crop);
    expect(preparation.scale).toBeCloseTo(1 / 255, 12);
    expect([preparation.mean, preparation.std]).toEqual([config.image_mean, config.image_std]);
  });

  it('leaves out what is switched off', () => {
    const off = imagePreparation({ size: 32, do_rescale: false, do_normalize: false });
    expect(off).toMatchObject({ scale: 1, mean: [0, 0, 0], std: [1, 1, 1] });
  });

  it.each([
    [{ size: { shortest_edge: 256 }, ...HALF }, 'photos of any shape'],
    [{ size: 224, do_resize: false, ...HALF }, 'do_resize'],
    [{ size: 224 }, 'image_mean'],
    [{ size: 224, resample: 0, ...HALF }, 'resample'],
    [{ ...HALF }, 'size'],
    [{ size: 256, do_center_crop: true, ...HALF }, 'crop_size is missing'],
    [{ size: 256, do_center_crop: true, crop_size: { height: 100, width: 200 }, ...HALF }, 'differ in shape'],
  ])('refuses %j', (config, message) => {
    expect(() => imagePreparation(config)).toThrow(message);
  });
});
