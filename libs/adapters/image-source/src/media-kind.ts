import { sniffImage } from './sniff-image.ts';

/** What kind of files a source gives. */
export interface MediaKind {
  /** Value of the header Accept. */
  readonly accept: string;
  /** Looks at the bytes of a file before it is kept or given out. @throws for a file of another kind */
  check(bytes: Uint8Array): void;
}

export const PHOTOS: MediaKind = {
  accept: 'image/*',
  check: (bytes) => void sniffImage(bytes),
};
