import { describeImageEmbeddingModel, describeTextEmbeddingModel } from '@kindred/embedding-model/testing';
import { BundledEncoders } from './bundled-encoders.ts';
import { MODELS_DIR } from '../test-fixtures/models-dir.ts';

const open = () => BundledEncoders.open({ modelsDir: MODELS_DIR, device: 'cpu' });

describeTextEmbeddingModel('bundled all-MiniLM-L6-v2', async () => {
  const { text, image } = await open();
  await image.close();
  return text;
});

describeImageEmbeddingModel('bundled EfficientNet-Lite2', async () => {
  const { text, image } = await open();
  await text.close();
  return image;
});
