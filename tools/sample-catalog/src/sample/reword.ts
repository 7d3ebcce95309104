import type { SeededRandom } from '@kindred/vector-math';
import { pick, shuffled } from '../seeded.ts';

/** A text and what was done to it. */
export interface Reworded {
  readonly text: string;
  readonly edits: readonly string[];
}

const ABBREVIATIONS: readonly (readonly [RegExp, string])[] = [
  [/\bWireless\b/i, 'WL'],
  [/(\d+)-inch\b/i, '$1"'],
  [/\bHigh Performance\b/i, 'Hi-Perf'],
  [/\bKeyboard\b/i, 'Keybd'],
  [/\bCamera\b/i, 'Cam'],
  [/\bDigital\b/i, 'Dig.'],
  [/\bBasketball\b/i, 'B-Ball'],
  [/\bEthernet\b/i, 'LAN'],
  [/\bHard Drive\b/i, 'HDD'],
  [/\bAssorted\b/i, 'Asst.'],
  [/\bVintage\b/i, 'Vtg'],
  [/\bBlack\b/i, 'Blk'],
];

const TITLE_EDITS: Readonly<Record<string, (title: string, random: SeededRandom, brand?: string) => string>> = {
  'word order': (title) => {
    const words = title.split(' ');
    return words.length < 2 ? title : `${words.at(-1) ?? ''}, ${words.slice(0, -1).join(' ')}`;
  },
  abbreviation: (title) => ABBREVIATIONS.reduce((text, [long, short]) => text.replace(long, short), title),
  typo: (title, random) => {
    const long = title.split(' ').filter((word) => /^\p{L}{5,}$/u.test(word));
    if (long.length === 0) return title;
    const word = pick(random, long);
    const at = 1 + random.integer(word.length - 2);
    return title.replace(word, word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2));
  },
  new: (title) => `NEW ${title}`,
  'brand in title': (title, _random, brand) =>
    brand === undefined || title.includes(brand) ? title : `${brand} ${title}`,
  'lower case': (title) => title.toLowerCase(),
  'shop words': (title, random) =>
    `${title} ${pick(random, ['- free shipping', '(boxed)', '- top quality', '| best price'])}`,
};

/** Applied last, so that the words of the product are turned and not these. */
const FRAMES = ['new', 'shop words'];

/** The same product in another shop's words: two or three edits that change something. */
export function rewordTitle(random: SeededRandom, title: string, brand?: string): Reworded {
  const wanted = 2 + random.integer(2);
  const inside = shuffled(
    random,
    Object.keys(TITLE_EDITS).filter((name) => !FRAMES.includes(name)),
  );
  const edits: string[] = [];
  let text = title;
  for (const name of [...inside.slice(0, wanted + 1), ...shuffled(random, FRAMES)]) {
    if (edits.length === wanted) break;
    const changed = TITLE_EDITS[name]?.(text, random, brand) ?? text;
    if (changed === text) continue;
    text = changed;
    edits.push(name);
  }
  return { text, edits };
}

/** Some of the sentences, the order sometimes turned, sometimes with a phrase of a shop. */
export function rewordDescription(random: SeededRandom, description: string): Reworded {
  const sentences = description.split(/(?<=\p{L}{3}[.!?])\s+(?=\p{Lu})/u);
  const edits: string[] = [];
  let kept = sentences;
  if (sentences.length > 1) {
    const left = random.integer(sentences.length);
    kept = sentences.filter((_, index) => index !== left);
    edits.push('sentence left out');
  }
  if (kept.length > 1 && random.next() < 0.5) {
    kept = [...kept.slice(1), kept[0] as string];
    edits.push('sentence order');
  }
  if (random.next() < 0.5) {
    kept = [
      ...kept,
      pick(random, ['Ships within two days.', 'Fast delivery.', 'Original packaging.', '30 days to return it.']),
    ];
    edits.push('shop phrase');
  }
  return { text: kept.join(' '), edits };
}

/** Words that could stand for anything in a section: only the photo tells. */
export function vagueTitle(random: SeededRandom, section: readonly string[]): string {
  const thing = section.at(-1)?.toLowerCase() ?? 'item';
  return pick(random, [
    `Great find, ${thing}`,
    `Bargain from our ${thing} corner`,
    `Must go: ${thing} clearance`,
    `Customer return (${thing})`,
  ]);
}
