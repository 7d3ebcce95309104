/** Words of the contract suites; anything else is spelt. */
const WORDS = (
  'red summer dress with floral print nikon digital slr camera lens warm winter coat recycled wool from certified farms ' +
  'wind proof two inner pockets socks article number of steel a for the shoe query passage'
).split(' ');
const CHARACTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789.,-:'];

export const [PAD, UNKNOWN, CLS, SEP] = [0, 1, 2, 3];
const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];
export const VOCABULARY = [
  ...new Set([...SPECIAL, ...WORDS, ...CHARACTERS, ...CHARACTERS.map((character) => `##${character}`)]),
];

/** `tokenizer.json` of a word-piece tokenizer over `words`, with [CLS] and [SEP] around a text. */
export function tinyTokenizer(words: readonly string[] = VOCABULARY): object {
  return {
    version: '1.0',
    added_tokens: SPECIAL.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [CLS], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [SEP], tokens: ['[SEP]'] },
      },
    },
    decoder: null,
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(words.map((word, id) => [word, id])),
    },
  };
}

export function tinyTokenizerConfig(padToken = '[PAD]'): object {
  return {
    tokenizer_class: 'BertTokenizer',
    pad_token: padToken,
    unk_token: '[UNK]',
    cls_token: '[CLS]',
    sep_token: '[SEP]',
  };
}
