import type { InteractionType } from '@kindred/catalog';
import type { CandidateGeneratorName } from './candidate-generators/candidate-generator.ts';

const DID: Readonly<Record<InteractionType, string>> = {
  purchase: 'bought',
  cart: 'put into the cart',
  like: 'liked',
  rating: 'rated well',
  click: 'looked at',
  view: 'looked at',
  dislike: 'looked at',
};

/** Why an item is recommended, in a sentence for shoppers. `because`: the item of their history that it is closest to. */
export function reasonSentence(
  generator: CandidateGeneratorName,
  because?: { readonly title: string; readonly type: InteractionType },
): string {
  const similar = because === undefined ? '' : `similar to “${because.title}”, which you ${DID[because.type]}`;
  switch (generator) {
    case 'NEAREST_TO_INTERESTS':
      return similar === '' ? 'Similar to what you looked at.' : `${capitalised(similar)}.`;
    case 'POPULAR':
      return similar === '' ? 'Popular with other shoppers.' : `Popular with other shoppers, and ${similar}.`;
    case 'NEW_ARRIVALS':
      return similar === '' ? 'New in the shop.' : `New in the shop, and ${similar}.`;
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
