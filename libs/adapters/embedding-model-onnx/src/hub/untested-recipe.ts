import type { Pooling } from '@kindred/embedding-model';
import { z } from 'zod';
import type { HubSnapshot } from './hub-snapshot.ts';
import type { HubRecipe, ImageRecipe } from './tested-models.ts';

/** The part of `config.json` that is read. Further keys are the hub's own. */
export const modelConfigSchema = z.looseObject({
  model_type: z.string().optional().catch(undefined),
  max_position_embeddings: z.int().positive().optional().catch(undefined),
});

/** Most encoders of texts were trained on no more. */
const USUAL_TOKENS = 512;

/**
 * How transformers.js would read a feature-extraction model: `last_hidden_state` with the pooling stated. A model with
 * `preprocessor_config.json` takes photos, any other texts, without prefixes.
 */
export async function untestedRecipe(
  snapshot: Pick<HubSnapshot, 'fileIfAny' | 'has'>,
  config: unknown,
  pooling: Pooling = 'none',
): Promise<HubRecipe> {
  await snapshot.fileIfAny('preprocessor_config.json');
  const photos = await snapshot.has('preprocessor_config.json');
  const output = pooling === 'none' ? 'pooler_output' : 'last_hidden_state';
  // The manifest's own check refuses what photos don't have.
  if (photos) return { image: { pooling: pooling as ImageRecipe['pooling'], output } };
  const { max_position_embeddings: positions = USUAL_TOKENS } = modelConfigSchema.parse(config);
  return { text: { pooling, output, maxTokens: Math.min(positions, USUAL_TOKENS) } };
}
