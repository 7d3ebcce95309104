import type { Check } from './check.ts';

/** Pictures of 8 × 8 pixels in rgb(200, 40, 90), base64; made by sharp 0.35. */
const SAMPLES: Readonly<Record<string, string>> = {
  JPEG: '/9j/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAQb/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCUAFW//9k=',
  PNG: 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAMAAADz0U65AAAAA1BMVEXIKFruJexiAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQImWNgoA4AAABIAAF7pRHIAAAAAElFTkSuQmCC',
  WebP: 'UklGRjQAAABXRUJQVlA4ICgAAABwAQCdASoIAAgAAUAmJaACdAFAAAD+77zxU/+4OP/7g4//uDj90wAA',
  GIF: 'R0lGODlhCAAIAIAAAExpccgoWiH5BAUAAAAALAAAAAAIAAgAAAIHjI+py+1dAAA7',
  TIFF: 'SUkqABoAAAB4nDuhEcWADZwYIuIAU9wKUQAQAAABAwABAAAACAAAAAEBAwABAAAACAAAAAIBAwADAAAA8AAAAAMBAwABAAAACAAAAAYBAwABAAAAAgAAABEBBAABAAAACAAAABIBAwABAAAAAQAAABUBAwABAAAAAwAAABYBAwABAAAAAAEAABcBBAABAAAAEQAAABoBBQABAAAA4AAAABsBBQABAAAA6AAAABwBAwABAAAAAQAAACgBAwABAAAAAgAAAD0BAwABAAAAAgAAAFMBAwADAAAA9gAAAAAAAAAzM8sAAAAIADMzywAAAAgACAAIAAgAAQABAAEA',
  AVIF: 'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAACIAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAAAgAAAAIAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAAqbWRhdBIACgg4CL9pAQ0GkDIUGUJjBMAANAAAkEDJHGFVywG3j2I=',
};
const COLOUR = [200, 40, 90];
/** Of 255; lossy formats miss the colour by a little. */
const TOLERANCE = 16;

/** Decodes a tiny picture of every format that photos may have. */
export const imageFormatsCheck: Check = {
  name: 'Photos (sharp)',
  hint: 'Install the packages again for this platform: npm ci',
  run: async () => {
    const { decodeImage } = await import('@kindred/image-source');
    const broken: string[] = [];
    for (const [format, base64] of Object.entries(SAMPLES)) {
      const input = { width: 8, height: 8, fit: 'cover', kernel: 'cubic' } as const;
      const decoded = await decodeImage(Buffer.from(base64, 'base64'), input).catch(() => undefined);
      const isRight = COLOUR.every((value, index) => Math.abs((decoded?.data[index] ?? -1) - value) <= TOLERANCE);
      if (!isRight) broken.push(format);
    }
    if (broken.length === 0) return { status: 'ok', detail: `decodes ${Object.keys(SAMPLES).join(', ')}` };
    return { status: 'fail', detail: `can't decode ${broken.join(', ')}`, hint: imageFormatsCheck.hint };
  },
};
