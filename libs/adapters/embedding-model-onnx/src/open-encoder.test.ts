import {
  describeAudioEmbeddingModel,
  describeImageEmbeddingModel,
  describeTextEmbeddingModel,
} from '@kindred/embedding-model/testing';
import { afterAll, beforeAll } from 'vitest';
import type { OpenedEncoder } from './load-encoder.ts';
import type { EncoderManifestInput } from './manifest/encoder-manifest.ts';
import type { OnnxAudioEmbeddingModel } from './onnx-audio-embedding-model.ts';
import type { OnnxImageEmbeddingModel } from './onnx-image-embedding-model.ts';
import type { OnnxTextEmbeddingModel } from './onnx-text-embedding-model.ts';
import { openEncoder } from './open-encoder.ts';
import {
  EncoderFolder,
  MEL_MANIFEST,
  PATCH_MANIFEST,
  TEXT_MANIFEST,
  WAVEFORM_MANIFEST,
} from './test-fixtures/encoder-folder.ts';
import { melStatisticsGraph, waveformGraph } from './test-fixtures/audio-graphs.ts';
import { patchTokensGraph, projectedImageGraph, rawPixelsGraph } from './test-fixtures/image-graphs.ts';
import {
  causalTextGraph,
  clipTextGraph,
  contextualTextGraph,
  dynamicallyQuantisedGraph,
  siglipTextGraph,
} from './test-fixtures/text-graphs.ts';

let folder: EncoderFolder;
beforeAll(async () => {
  folder = await EncoderFolder.make();
  await folder.writeGraph('image.onnx', patchTokensGraph(8));
  await folder.writeGraph('raw.onnx', rawPixelsGraph(8));
  await folder.writeGraph('vision.onnx', projectedImageGraph(8, 'image_embeds'));
  await folder.writeGraph('text.onnx', contextualTextGraph());
  await folder.writeGraph('typed.onnx', contextualTextGraph(['input_ids', 'attention_mask', 'token_type_ids']));
  await folder.writeGraph('causal.onnx', causalTextGraph());
  await folder.writeGraph('siglip.onnx', siglipTextGraph());
  await folder.writeGraph('quantised.onnx', dynamicallyQuantisedGraph());
  await folder.writeGraph('clip.onnx', clipTextGraph());
  await folder.writeGraph('audio.onnx', melStatisticsGraph('frames', 40));
  await folder.writeGraph('waveform.onnx', waveformGraph(4000));
  await folder.writeTokenizer();
  await folder.write('clip_config.json', { pad_token: { content: '[SEP]' }, unk_token: '[UNK]' });
});
afterAll(() => folder.remove());

const open = async (name: string, manifest: EncoderManifestInput, sessions = 1): Promise<OpenedEncoder> => {
  const path = await folder.write(`${name}.json`, manifest);
  return openEncoder(`onnx:${path}`, { allowedFolders: [folder.path], sessions });
};
const openText = async (...args: Parameters<typeof open>): Promise<OnnxTextEmbeddingModel> => {
  const { text, image } = await open(...args);
  await image?.close();
  if (text === undefined) throw new Error('a text model was expected');
  return text;
};
const openImage = async (...args: Parameters<typeof open>): Promise<OnnxImageEmbeddingModel> => {
  const { text, image } = await open(...args);
  await text?.close();
  if (image === undefined) throw new Error('an image model was expected');
  return image;
};
const openAudio = async (...args: Parameters<typeof open>): Promise<OnnxAudioEmbeddingModel> => {
  const { audio } = await open(...args);
  if (audio === undefined) throw new Error('an audio model was expected');
  return audio;
};

const CLIP: EncoderManifestInput = {
  kind: 'clip',
  image: { ...PATCH_MANIFEST, file: 'vision.onnx', output: 'image_embeds', pooling: 'none' },
  text: {
    ...TEXT_MANIFEST,
    file: 'clip.onnx',
    tokenizer: { file: 'tokenizer.json', config: 'clip_config.json' },
    output: 'text_embeds',
    pooling: 'none',
    maxTokens: 77,
  },
};
const SIGLIP_TEXT = {
  ...TEXT_MANIFEST,
  file: 'siglip.onnx',
  output: 'pooler_output',
  pooling: 'none',
  padding: 'maxTokens',
  lowercase: true,
} as const;

describeImageEmbeddingModel('a transformer read at its class token', () => openImage('cls', PATCH_MANIFEST));
describeImageEmbeddingModel('a transformer, mean of its tokens, in two threads', () =>
  openImage('mean', { ...PATCH_MANIFEST, pooling: 'mean' }, 2),
);
describeImageEmbeddingModel('a network of raw pixels', () =>
  openImage('raw', {
    ...PATCH_MANIFEST,
    file: 'raw.onnx',
    layout: 'NHWC',
    input: { name: 'pixels', type: 'uint8' },
    output: 'embedding',
    pooling: 'none',
  }),
);
describeImageEmbeddingModel('a CLIP image tower', () => openImage('clip', CLIP));

describeTextEmbeddingModel('a transformer, mean of its tokens', () => openText('mean-text', TEXT_MANIFEST));
describeTextEmbeddingModel('a transformer read at its class token, with token types', () =>
  openText('cls-text', { ...TEXT_MANIFEST, file: 'typed.onnx', pooling: 'cls' }),
);
describeTextEmbeddingModel('a decoder read at its last token, in two threads', () =>
  openText('last-text', { ...TEXT_MANIFEST, file: 'causal.onnx', pooling: 'lastToken' }, 2),
);
describeTextEmbeddingModel('a network padded to maxTokens', () => openText('siglip-text', SIGLIP_TEXT));
describeTextEmbeddingModel('a CLIP text tower', () => openText('clip', CLIP));
describeTextEmbeddingModel('a dynamically quantised network', () =>
  openText('quantised', { ...TEXT_MANIFEST, file: 'quantised.onnx', dtype: 'q8' }),
);

describeAudioEmbeddingModel('a network of mel spectrograms', () => openAudio('mel', MEL_MANIFEST));
describeAudioEmbeddingModel('a network of mel spectrograms, in two threads', () => openAudio('mel', MEL_MANIFEST, 2));
describeAudioEmbeddingModel('a network of samples that hears the first window only', () =>
  openAudio('waveform', WAVEFORM_MANIFEST),
);
