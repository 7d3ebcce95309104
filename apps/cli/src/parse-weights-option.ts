import type { Weights } from '@kindred/catalog';
import { UsageError } from './errors.ts';

/**
 * `image=.7,price=.3` → `{ image: 0.7, price: 0.3 }`. Ranges and modality names are checked where the weights are used.
 * @throws UsageError if a part is not `modality=number` or a modality comes twice
 */
export function parseWeightsOption(text: string): Weights {
  const weights: Record<string, number> = {};
  for (const part of text.split(',')) {
    const [modality = '', value = '', ...rest] = part.split('=').map((piece) => piece.trim());
    const number = Number(value);
    if (modality === '' || value === '' || rest.length > 0 || !Number.isFinite(number)) {
      throw new UsageError(`'${part}' in --weights is not modality=number. Example: --weights image=.7,price=.3`);
    }
    if (modality in weights) throw new UsageError(`--weights names '${modality}' twice.`);
    weights[modality] = number;
  }
  return weights;
}
