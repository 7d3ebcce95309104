import { createSeededRandom } from '@kindred/vector-math';

/** Each is one token of the bundled text encoder. */
const WORDS =
  'red blue green black white gold silver dark light small large long short new old soft warm cold dry wet classic modern simple double single cotton wool silk leather wood steel glass stone paper summer winter spring evening morning night day city country beach mountain river home garden kitchen office school travel sport dance music men women boys girls kids baby dress shirt coat jacket boots shoes hat bag belt watch ring chair table lamp bed clock cup plate bowl knife box set pair pack'.split(
    ' ',
  );
/** With the marks of beginning and end these are 16 tokens. */
const WORDS_PER_TITLE = 14;

/** Titles of 16 tokens, the same for the same seed. */
export function makeTitles(count: number, seed: number): string[] {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: WORDS_PER_TITLE }, () => WORDS[random.integer(WORDS.length)]).join(' '),
  );
}
