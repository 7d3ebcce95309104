/** How texts of a tested model are encoded. */
export interface TextRecipe {
  readonly pooling: 'mean' | 'cls' | 'lastToken' | 'none';
  readonly output: string;
  readonly maxTokens: number;
  readonly queryPrefix?: string;
  readonly documentPrefix?: string;
  readonly padding?: 'maxTokens';
  readonly lowercase?: true;
}

/** How photos of a tested model are encoded; their size and scaling are in the model's own configuration. */
export interface ImageRecipe {
  readonly pooling: 'mean' | 'cls' | 'none';
  readonly output: string;
}

/** How sound is encoded by a tested model; how it is heard is in the model's own configuration. */
export interface AudioRecipe {
  readonly pooling: 'none';
  readonly output: string;
}

/** One tower, or two of one space. */
export interface HubRecipe {
  readonly text?: TextRecipe;
  readonly image?: ImageRecipe;
  readonly audio?: AudioRecipe;
}

/** Models whose configuration is known to be right, by name; the owner is whoever exported the ONNX file. */
export interface TestedModel extends HubRecipe {
  /** For people. */
  readonly label: string;
  readonly names: RegExp;
  /** `model_type` of config.json. */
  readonly modelTypes: readonly string[];
}

const CLS_OF_STATES = { pooling: 'cls', output: 'last_hidden_state' } as const;
const MEAN_OF_STATES = { pooling: 'mean', output: 'last_hidden_state' } as const;
const BGE_INSTRUCTION = 'Represent this sentence for searching relevant passages: ';

/**
 * Sources are the model cards: pooling and prefixes are part of how a model was trained. Vision transformers are read at their class
 * token. SigLIP 2 was trained on lower-case texts padded to 64 tokens, without a mask. Symmetric models have no prefixes.
 */
export const TESTED_MODELS: readonly TestedModel[] = [
  {
    label: 'DINO (dino-vits16, -vits8, -vitb16, -vitb8)',
    names: /^dino-vit[sb](16|8)$/,
    modelTypes: ['vit'],
    image: CLS_OF_STATES,
  },
  {
    label: 'DINOv2 (dinov2-small, -base)',
    names: /^dinov2(-with-registers)?-(small|base)$/,
    modelTypes: ['dinov2', 'dinov2_with_registers'],
    image: CLS_OF_STATES,
  },
  {
    label: 'DINOv3 (dinov3-vits16, -vits16plus, -vitb16)',
    names: /^dinov3-vit(s16|s16plus|b16)-pretrain-lvd1689m$/,
    modelTypes: ['dinov3_vit'],
    image: CLS_OF_STATES,
  },
  {
    label: 'CLIP (clip-vit-base-patch32, -patch16, clip-vit-large-patch14)',
    names: /^clip-vit-(base-patch(32|16)|large-patch14(-336)?)$/,
    modelTypes: ['clip'],
    image: { pooling: 'none', output: 'image_embeds' },
    text: { pooling: 'none', output: 'text_embeds', maxTokens: 77 },
  },
  {
    label: 'SigLIP 2 (siglip2-base-patch16-224 to -512, patch32-256)',
    names: /^siglip2-base-patch(16-(224|256|384|512)|32-256)$/,
    modelTypes: ['siglip', 'siglip2'],
    image: { pooling: 'none', output: 'pooler_output' },
    text: { pooling: 'none', output: 'pooler_output', maxTokens: 64, padding: 'maxTokens', lowercase: true },
  },
  {
    label: 'CLAP (clap-htsat-unfused, larger_clap_general, _music, _music_and_speech), for sound',
    names: /^(clap-htsat-unfused|larger_clap_(general|music|music_and_speech))$/,
    modelTypes: ['clap'],
    audio: { pooling: 'none', output: 'audio_embeds' },
  },
  {
    label: 'MiniLM (all-MiniLM-L6-v2, -L12-v2, paraphrase-multilingual-MiniLM-L12-v2)',
    names: /^(all-minilm-l(6|12)-v2|paraphrase-multilingual-minilm-l12-v2)$/,
    modelTypes: ['bert'],
    text: { ...MEAN_OF_STATES, maxTokens: 256 },
  },
  {
    label: 'E5 (e5-small-v2, -base-v2, -large-v2, multilingual-e5-small, -base, -large)',
    names: /^(e5-(small|base|large)(-v2)?|multilingual-e5-(small|base|large))$/,
    modelTypes: ['bert', 'xlm-roberta'],
    text: { ...MEAN_OF_STATES, maxTokens: 512, queryPrefix: 'query: ', documentPrefix: 'passage: ' },
  },
  {
    label: 'BGE (bge-small-en-v1.5, -base, -large)',
    names: /^bge-(small|base|large)-en(-v1\.5)?$/,
    modelTypes: ['bert'],
    text: { ...CLS_OF_STATES, maxTokens: 512, queryPrefix: BGE_INSTRUCTION },
  },
  {
    label: 'BGE-M3 (bge-m3)',
    names: /^bge-m3$/,
    modelTypes: ['xlm-roberta'],
    text: { ...CLS_OF_STATES, maxTokens: 8192 },
  },
  {
    label: 'GTE (gte-small, -base, -large)',
    names: /^gte-(small|base|large)$/,
    modelTypes: ['bert'],
    text: { ...MEAN_OF_STATES, maxTokens: 512 },
  },
  {
    label: 'GTE of 2024 (gte-multilingual-base, gte-modernbert-base)',
    names: /^gte-(multilingual|modernbert)-base$/,
    modelTypes: ['new', 'modernbert'],
    text: { ...CLS_OF_STATES, maxTokens: 8192 },
  },
];

/** @param name of the repository, for example `dinov3-vits16-pretrain-lvd1689m-ONNX` */
export function findTestedModel(name: string): TestedModel | undefined {
  const plain = name.toLowerCase().replace(/-onnx$/u, '');
  return TESTED_MODELS.find(({ names }) => names.test(plain));
}
