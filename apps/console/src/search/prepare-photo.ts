const MAX_UPLOAD_BYTES = 1_500_000;
const MAX_PIXELS_A_SIDE = 1600;

/** The file can't be used as a photo; the message is a sentence for people. */
export class PhotoUnusableError extends Error {
  readonly code = 'PHOTO_UNUSABLE';
}

/**
 * A photo travels with every request, so large ones are made smaller here (1600 pixels a side, JPEG); encoders look at a few
 * hundred. Small ones go as they are, so that an exact copy stays one.
 * @throws PhotoUnusableError where the file isn't a picture
 */
export async function preparePhoto(file: File): Promise<File> {
  if (!file.type.startsWith('image/')) {
    throw new PhotoUnusableError(`“${file.name}” is not a picture. Choose a JPEG, PNG or WebP file.`);
  }
  if (file.size <= MAX_UPLOAD_BYTES) return file;
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new PhotoUnusableError(`“${file.name}” can't be read as a picture. It may be damaged.`, { cause });
  });
  const scale = Math.min(1, MAX_PIXELS_A_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return file;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const smaller = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
  return new File([smaller], file.name, { type: 'image/jpeg', lastModified: file.lastModified });
}
